package polyview.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** Trains a net with convolution, batch normalisation, dropout and Adam for 25 steps, and prints a hash of all bits. */
final class DeterminismMain {

    private DeterminismMain() {}

    /** The argument is the seed. */
    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        System.out.println("hash " + trained(Long.parseLong(arguments[0])));
    }

    static String trained(long seed) throws NoSuchAlgorithmException {
        try (Model model =
                Samples.pairNet(seed).compile(new Adam(0.01), Loss.softmaxCrossEntropy(), Metric.accuracy())) {
            // 80 pairs in batches of 16: five steps an epoch.
            History history =
                    model.fit(Samples.pairs(80), Fit.epochs(5).batchSize(16).verbose(false));
            if (history.steps() != 25) {
                throw new IllegalStateException("25 steps expected, got " + history.steps());
            }
            return hash(model.weights());
        }
    }

    private static String hash(Map<String, FloatArray> weights) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        weights.forEach((path, array) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bits = ByteBuffer.allocate(array.values().length * Float.BYTES);
            bits.asFloatBuffer().put(array.values());
            digest.update(bits);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
