package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.FloatArray;
import polyview.models.Samples;

/** Losses of numbers, labels and classes against the same functions in 64 bits, in value and gradient. */
@Tag("training")
class ElementwiseLossTest {

    private static final long[][] SHAPES = {{7, 3}, {1, 2}, {3, 5, 2, 3}, {13, 2}};

    static List<LossCase> cases() {
        List<LossCase> all = new ArrayList<>();
        for (long[] shape : SHAPES) {
            FloatArray x = scaled(4, Samples.uniform(11 + shape.length, shape));
            FloatArray y = scaled(3, Samples.uniform(23 + shape.length, shape));
            int n = (int) shape[0];
            int k = (int) shape[shape.length - 1];
            all.add(numbers(n, Loss.meanSquaredError(), x, y, (a, b) -> (a - b) * (a - b)));
            all.add(numbers(n, Loss.meanAbsoluteError(), x, y, (a, b) -> Math.abs(a - b)));
            for (double delta : new double[] {0.5, 1, 3}) {
                all.add(numbers(n, Loss.huber(delta), x, y, (a, b) -> Elementwise.huber(delta, a, b)));
            }
            all.add(numbers(n, Loss.logCosh(), x, y, Elementwise::logCosh));
            all.add(new LossCase(
                    "cosineSimilarity", Loss.cosineSimilarity(), x, y, Elementwise.rows(n, k, Elementwise::cosine)));
            all.addAll(ofLabels(n, x, Samples.labels(5, 2, shape)));
            all.addAll(ofLabels(n, x, unit(Samples.uniform(6, shape))));
            all.addAll(ofClasses(n, k, x, Samples.labels(7, k, rows(shape)), true));
            all.addAll(ofClasses(n, k, x, distributions(k, unit(Samples.uniform(8, shape))), false));
        }
        return all;
    }

    private static LossCase numbers(int n, Loss loss, FloatArray x, FloatArray y, Elementwise.OfNumber formula) {
        return new LossCase(loss.name() + loss.settings(), loss, x, y, Elementwise.numbers(n, formula));
    }

    private static List<LossCase> ofLabels(int n, FloatArray x, FloatArray y) {
        List<LossCase> all = new ArrayList<>();
        for (double a : new double[] {0, 0.1, 0.5}) {
            all.add(numbers(n, Loss.binaryCrossEntropy().labelSmoothing(a), x, y, Elementwise.binaryCrossEntropy(a)));
            for (double gamma : new double[] {0, 0.5, 2}) {
                all.add(numbers(
                        n,
                        Loss.binaryFocalCrossEntropy(gamma).labelSmoothing(a),
                        x,
                        y,
                        Elementwise.binaryFocal(gamma, a, 1, 1)));
                all.add(numbers(
                        n,
                        Loss.binaryFocalCrossEntropy(gamma, 0.3).labelSmoothing(a),
                        x,
                        y,
                        Elementwise.binaryFocal(gamma, a, 0.3, 0.7)));
            }
        }
        return all;
    }

    private static List<LossCase> ofClasses(int n, int k, FloatArray x, FloatArray y, boolean indices) {
        List<LossCase> all = new ArrayList<>();
        for (double a : new double[] {0, 0.1, 0.5}) {
            Loss plain = Loss.softmaxCrossEntropy().labelSmoothing(a);
            all.add(rows(n, k, indices ? plain : plain.targetProbabilities(), x, y, Elementwise.crossEntropy(a)));
            for (double gamma : new double[] {0, 0.5, 2}) {
                Loss focal = Loss.softmaxFocalCrossEntropy(gamma, 0.25).labelSmoothing(a);
                all.add(rows(
                        n, k, indices ? focal : focal.targetProbabilities(), x, y, Elementwise.focal(gamma, 0.25, a)));
            }
        }
        return all;
    }

    private static LossCase rows(int n, int k, Loss loss, FloatArray x, FloatArray y, Elementwise.OfRow formula) {
        return new LossCase(loss.name() + loss.settings(), loss, x, y, Elementwise.rows(n, k, formula));
    }

    private static long[] rows(long[] shape) {
        return Arrays.copyOf(shape, shape.length - 1);
    }

    private static FloatArray scaled(float by, FloatArray x) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
        return FloatArray.of(values, x.shape());
    }

    /** From -1..1 to 0..1. */
    private static FloatArray unit(FloatArray x) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + 1) / 2;
        }
        return FloatArray.of(values, x.shape());
    }

    private static FloatArray distributions(int classes, FloatArray x) {
        float[] values = x.values().clone();
        for (int from = 0; from < values.length; from += classes) {
            float sum = 0;
            for (int k = from; k < from + classes; k++) {
                sum += values[k];
            }
            for (int k = from; k < from + classes; k++) {
                values[k] /= sum;
            }
        }
        return FloatArray.of(values, x.shape());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradient(LossCase one) {
        LossCase.Difference off = one.difference();
        assertTrue(off.value() < 5e-7, () -> one.name() + " " + off);
        assertTrue(off.gradient() < 5e-6, () -> one.name() + " " + off);
    }
}
