package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.manifest.Manifest;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One rare class in ten, trained with the weights of a manifest and without.
 *
 * <p>The common class is normal around -1, the rare one around 1, both with deviation 1, so the logarithm of the odds is {@code
 * 2 x - log 9} where classes count as they come, and {@code 2 x} where both count the same. The rare class is found where
 * that is above 0: from x = log(9) / 2 on, which holds 0.46 of it, or from x = 0 on, which holds 0.84.
 */
@Tag("training")
class UnbalancedLearningTest {

    private static final int ROWS = 4000;

    /** Every tenth row is of class 1. */
    private static int label(int row) {
        return row % 10 == 3 ? 1 : 0;
    }

    private static MemoryDataset rows() {
        Random random = new Random(5);
        float[] x = new float[ROWS];
        float[] y = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            y[i] = label(i);
            x[i] = (float) (random.nextGaussian() + 2 * y[i] - 1);
        }
        return Dataset.of(List.of(FloatArray.of(x, ROWS, 1)), FloatArray.of(y, ROWS));
    }

    /** The weights of a manifest with these labels. */
    private static double[] weights() {
        var image = StringColumn.create("image", IntStream.range(0, ROWS).mapToObj(i -> i + ".png"));
        var label =
                StringColumn.create("class", IntStream.range(0, ROWS).mapToObj(i -> label(i) == 1 ? "rare" : "common"));
        return Manifest.table(Table.create("made", image, label), Path.of("images"))
                .images("image")
                .label("class")
                .classes(List.of("common", "rare"))
                .open()
                .classWeights();
    }

    /** How x moves the logarithm of the odds, its value at x = 0, and the recall of the rare class. */
    private record Learned(double slope, double offset, double recall) {}

    private static Learned learned(int units, Loss loss) {
        MemoryDataset data = rows();
        try (Model model = Samples.denseNet(1, units).compile(new SGD(1), loss)) {
            model.fit(data, Fit.epochs(200).batchSize(ROWS).shuffle(false).verbose(false));
            Map<String, FloatArray> weights = model.weights();
            double slope = odds(weights.get("dense/kernel"));
            double offset = odds(weights.get("dense/bias"));
            FloatArray x = data.all().inputs().get(0);
            double found = IntStream.range(0, ROWS)
                    .filter(i -> label(i) == 1 && slope * x.get(i, 0) + offset > 0)
                    .count();
            return new Learned(slope, offset, found / (ROWS / 10));
        }
    }

    /** One logit, or what the second of two is above the first. */
    private static double odds(FloatArray array) {
        float[] v = array.values();
        return v.length == 1 ? v[0] : v[1] - v[0];
    }

    private static void compare(int units, Loss loss) {
        Learned without = learned(units, loss);
        Learned with = learned(units, loss.classWeights(weights()));
        String both = without + ", " + with;
        assertEquals(0.46, without.recall(), 0.06, both);
        assertEquals(0.84, with.recall(), 0.06, both);
        assertTrue(with.recall() > without.recall() + 0.3, both);
        // About 400 rare rows: the offset of such a fit is known to about 0.1.
        assertEquals(-Math.log(9), without.offset(), 0.3, both);
        assertEquals(0, with.offset(), 0.3, both);
        assertEquals(2, without.slope(), 0.3, both);
        assertEquals(2, with.slope(), 0.3, both);
    }

    @Test
    void theManifestHasTheWeights() {
        assertArrayEquals(new double[] {1 / 1.8, 5}, weights(), 1e-12);
    }

    @Test
    void softmax() {
        compare(2, Loss.softmaxCrossEntropy());
    }

    @Test
    void sigmoid() {
        compare(1, Loss.binaryCrossEntropy());
    }
}
