package polyview.experiments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.base.Sha256;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Folds;
import polyview.data.Order;
import polyview.training.Callback;
import polyview.training.Fit;

/** Everything that a run depends on, as text: runs with equal descriptions may be in one table; see {@link RunStore#require}. */
public final class Description {

    /** The number of samples of each part that are hashed. */
    private static final int LOOK = 32;

    private static final int DIGITS = 16;

    private Description() {}

    /** How a run is trained: {@code 8 epochs, batches of 32, shuffled, callbacks [EarlyStopping[...]]}. */
    public static String of(Fit fit) {
        List<String> callbacks = fit.callbacks().stream().map(Description::of).toList();
        return "epochs " + fit.epochs() + ", batchSize " + fit.batchSize() + ", shuffle " + fit.shuffle()
                + ", callbacks " + callbacks
                + fit.device().map(device -> ", device " + device).orElse("")
                + (fit.threads().isPresent() ? ", threads " + fit.threads().getAsInt() : "");
    }

    /** Its toString, or else the name of its class, without the address that differs in each process. */
    static String of(Callback callback) {
        String text = callback.toString();
        String simple = callback.getClass().getSimpleName();
        boolean says = !text.endsWith("@" + Integer.toHexString(callback.hashCode()));
        return says ? text : simple.isEmpty() ? "without a name" : simple;
    }

    /** A hash of the program of a variant, and of the weights that it sets. */
    public static String of(Blueprint blueprint) {
        StringBuilder text = new StringBuilder(blueprint.program().fingerprint());
        blueprint.set().forEach((path, value) -> text.append('\n').append(path).append(hash(List.of(value))));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Each part of the data: its size, its shapes, and a hash of its first samples. */
    static Map<String, String> of(Split split) {
        Map<String, String> parts = new LinkedHashMap<>();
        split.parts().forEach((name, data) -> parts.put(name, of(data)));
        return parts;
    }

    /** The number of folds, and a hash of the rows of all training and test parts. */
    static String of(Folds<?> folds) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < folds.size(); i++) {
            rows.append(Arrays.toString(folds.trainRows(i))).append(Arrays.toString(folds.testRows(i)));
        }
        return folds.size() + ", rows "
                + Sha256.of(rows.toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** The size, the shapes, and a hash of the first samples. */
    public static String of(Dataset data) {
        String first = "none";
        try (Epoch pass = data.epoch(LOOK, Order.asStored())) {
            if (pass.hasNext()) {
                Batch batch = pass.next();
                first = hash(Stream.concat(batch.inputs().stream(), batch.targets().stream())
                        .toList());
            }
        }
        return "size " + data.size() + ", inputs " + data.inputShapes() + ", targets " + data.targetShapes()
                + ", first samples " + first;
    }

    private static String hash(List<FloatArray> arrays) {
        return Sha256.of(arrays.stream()
                        .map(Description::bytes)
                        .map(Sha256::of)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8))
                .substring(0, DIGITS);
    }

    private static byte[] bytes(FloatArray array) {
        ByteBuffer bytes = ByteBuffer.allocate(array.values().length * Float.BYTES);
        bytes.asFloatBuffer().put(array.values());
        return bytes.array();
    }
}
