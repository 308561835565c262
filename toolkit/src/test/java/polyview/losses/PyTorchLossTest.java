package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;

/** Losses and gradients against those of PyTorch, in a file that {@code src/test/pytorch/losses.py} makes. */
@Tag("training")
class PyTorchLossTest {

    private static final Path FILE = Path.of(System.getProperty("basedir", ""), "src/test/resources/losses/pytorch.csv")
            .toAbsolutePath();

    /** Numbers of one line. */
    private record Numbers(long[] shape, double[] values) {
        FloatArray floats() {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return FloatArray.of(floats, shape);
        }
    }

    /** The loss of each case; what stands behind the name in the file is the size of its data. */
    private static final Map<String, Loss> LOSSES = Map.ofEntries(
            Map.entry("meanSquaredError", Loss.meanSquaredError()),
            Map.entry("meanAbsoluteError", Loss.meanAbsoluteError()),
            Map.entry("huber 0.5", Loss.huber(0.5)),
            Map.entry("huber 2.0", Loss.huber(2)),
            Map.entry("logCosh", Loss.logCosh()),
            Map.entry("cosineSimilarity", Loss.cosineSimilarity()),
            Map.entry("binaryCrossEntropy", Loss.binaryCrossEntropy()),
            Map.entry("binaryCrossEntropy smoothed", Loss.binaryCrossEntropy().labelSmoothing(0.1)),
            Map.entry("binaryFocalCrossEntropy", Loss.binaryFocalCrossEntropy(2, 0.3)),
            Map.entry("softmaxCrossEntropy", Loss.softmaxCrossEntropy()),
            Map.entry("softmaxCrossEntropy smoothed", Loss.softmaxCrossEntropy().labelSmoothing(0.1)),
            Map.entry("softmaxCrossEntropy shares", Loss.softmaxCrossEntropy().targetProbabilities()),
            Map.entry("softmaxCrossEntropy ignoring", Loss.softmaxCrossEntropy().ignoring(255)),
            Map.entry("softmaxFocalCrossEntropy", Loss.softmaxFocalCrossEntropy(2, 0.25)),
            Map.entry("dice", Loss.dice()),
            Map.entry("iou", Loss.iou()),
            Map.entry("tversky", Loss.tversky(0.3, 0.7)),
            Map.entry("ssim", Loss.ssim(1)),
            Map.entry("multiScaleSsim", Loss.multiScaleSsim(1, 0.3, 0.3, 0.4)),
            Map.entry("normalizedCrossCorrelation", Loss.normalizedCrossCorrelation()),
            Map.entry("imageFusion", new ImageFusion(3, 1, 2, 3, 0.5)),
            Map.entry("contrastive", Loss.contrastive(0.6)),
            Map.entry("batchContrastive", Loss.batchContrastive(1.5)),
            Map.entry("triplet", Loss.triplet(0.5)),
            Map.entry("triplet hard", Loss.triplet(0.5).hard()),
            Map.entry("triplet semiHard", Loss.triplet(0.5).semiHard()),
            Map.entry("ntXent", Loss.ntXent(0.5)));

    private static Map<String, Map<String, Numbers>> read() {
        Map<String, Map<String, Numbers>> cases = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(FILE);
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(",", -1);
                long[] shape = Arrays.stream(parts[2].split(" "))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray();
                double[] values = Arrays.stream(parts[3].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                cases.computeIfAbsent(parts[0], name -> new LinkedHashMap<>())
                        .put(parts[1], new Numbers(shape, values));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lossOf(String name) {
        return name.replaceFirst(" [0-9]+(x[0-9]+)+$", "");
    }

    static Set<String> names() {
        return read().keySet();
    }

    static LossCase.Difference difference(String name) {
        Map<String, Numbers> numbers = read().get(name);
        LossRun run = LossRun.of(
                LOSSES.get(lossOf(name)),
                numbers.get("scores").floats(),
                numbers.get("targets").floats());
        Numbers losses = numbers.get("losses");
        LossRun seen = losses.shape().length == 0 ? LossCase.ofMean(run) : run;
        return LossCase.difference(
                seen, losses.values(), numbers.get("gradient").values());
    }

    @ParameterizedTest
    @MethodSource("names")
    void valueAndGradient(String name) {
        LossCase.Difference off = difference(name);
        assertTrue(off.value() < 5e-7, () -> name + " " + off);
        assertTrue(off.gradient() < 5e-6, () -> name + " " + off);
    }

    @Test
    void everyLossIsInTheFile() {
        assertEquals(
                LOSSES.keySet(), names().stream().map(PyTorchLossTest::lossOf).collect(Collectors.toSet()));
    }
}
