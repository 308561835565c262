package polyview.experiments;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.base.Sha256;
import polyview.data.Batch;
import polyview.data.DataFingerprint;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/**
 * Samples that two data sets have in common: what selects a design must not score it too.
 *
 * <p>Looked at are, in this order: whether it is the same object; whether both have the same {@link Dataset#fingerprint}; and the values
 * of the inputs of every sample, each input's bits, in one pass over each data set. Targets and weights are not looked at. Samples
 * that differ in a bit, such as two photographs of one thing, are not found.
 */
public final class SharedSamples {

    private static final int BATCH = 64;

    private SharedSamples() {}

    /**
     * What they have in common, in words: {@code it is the same data set}; {@code it has the same samples (60 samples, values 3f2a...)};
     * {@code 3 of its 64 samples are there too: sample 5 is sample 9 there}. Empty where they share nothing.
     */
    public static Optional<String> between(Dataset a, Dataset b) {
        if (a == b) {
            return Optional.of("it is the same data set");
        }
        DataFingerprint print = a.fingerprint();
        if (!print.sha256().isEmpty() && print.equals(b.fingerprint())) {
            return Optional.of("it has the same samples (" + print + ")");
        }
        if (!a.inputShapes().equals(b.inputShapes())) {
            return Optional.empty();
        }
        Map<String, Integer> there = new HashMap<>();
        List<String> others = hashes(b);
        for (int i = others.size() - 1; i >= 0; i--) {
            there.put(others.get(i), i);
        }
        List<String> own = hashes(a);
        List<Integer> shared = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (there.containsKey(own.get(i))) {
                shared.add(i);
            }
        }
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(shared.size() + " of its " + own.size() + " samples are there too: sample "
                        + shared.get(0) + " is sample " + there.get(own.get(shared.get(0))) + " there");
    }

    private static List<String> hashes(Dataset data) {
        List<String> hashes = new ArrayList<>();
        try (Epoch pass = data.epoch(BATCH, Order.asStored())) {
            while (pass.hasNext()) {
                Batch batch = pass.next();
                for (int row = 0; row < batch.size(); row++) {
                    hashes.add(hash(batch.inputs(), row, batch.size()));
                }
            }
        }
        return hashes;
    }

    private static String hash(List<FloatArray> inputs, int row, int rows) {
        MessageDigest digest = Sha256.digest();
        for (FloatArray input : inputs) {
            int length = input.values().length / rows;
            ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES);
            bytes.asFloatBuffer().put(input.values(), row * length, length);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
