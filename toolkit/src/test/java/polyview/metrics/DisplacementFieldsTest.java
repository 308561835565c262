package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.refused;
import static polyview.metrics.MetricData.value;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;
import polyview.layers.Conv2D;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** Errors of fields against NumPy and SciPy, in a file that {@code src/test/scipy/fields.py} makes, and by hand. */
@Tag("training")
class DisplacementFieldsTest {

    private static final Map<String, FloatArray> FILE =
            Npz.read(Path.of(System.getProperty("basedir", ""), "src/test/resources/metrics/fields.npz")
                    .toAbsolutePath());
    private static final FloatArray FIELD = FILE.get("field");

    private static FloatArray field(
            int height, int width, ToDoubleFunction<int[]> down, ToDoubleFunction<int[]> right) {
        double[] values = new double[height * width * 2];
        for (int i = 0; i < height * width; i++) {
            int[] at = {i / width, i % width};
            values[2 * i] = down.applyAsDouble(at);
            values[2 * i + 1] = right.applyAsDouble(at);
        }
        return array(values, 1, height, width, 2);
    }

    private static void assertClose(FloatArray expected, FloatArray got) {
        assertEquals(expected.shape(), got.shape());
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], got.values()[i], 1e-6);
        }
    }

    private static double mean(FloatArray values) {
        double sum = 0;
        for (float value : values.values()) {
            sum += value;
        }
        return sum / values.values().length;
    }

    @Test
    void theNumbersOfNumPyAndSciPy() {
        assertClose(FILE.get("determinants"), DisplacementFields.jacobianDeterminants(FIELD));
        assertClose(FILE.get("registration"), DisplacementFields.registrationErrors(FIELD, FILE.get("points")));
        assertClose(FILE.get("endpoint"), DisplacementFields.endpointErrors(FIELD, FILE.get("truth")));
    }

    @Test
    void theMetricsAreTheirMeans() {
        assertEquals(
                mean(FILE.get("registration")),
                value(Metric.targetRegistrationError(), Task.NUMBERS, FIELD, FILE.get("points")),
                1e-6);
        assertEquals(
                mean(FILE.get("endpoint")),
                value(Metric.endpointError(), Task.NUMBERS, FIELD, FILE.get("truth")),
                1e-6);
        int folds = 0;
        for (float area : FILE.get("determinants").values()) {
            folds += area <= 0 ? 1 : 0;
        }
        assertEquals(folds / 126.0, value(Metric.folds(), Task.NUMBERS, FIELD, FILE.get("truth")), 1e-12);
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray right = field(9, 9, at -> 0, at -> 2);
        FloatArray points = array(new double[] {5, 5, 8, 11, 5, 5, 5, 8}, 1, 2, 4);
        assertEquals(3, value(Metric.targetRegistrationError(), Task.NUMBERS, right, points));
        assertEquals(0, value(Metric.folds(), Task.NUMBERS, right, right));
        FloatArray mirror = field(4, 5, at -> 0, at -> 4 - 2 * at[1]);
        assertEquals(1, value(Metric.folds(), Task.NUMBERS, mirror, mirror));
        FloatArray stretched = DisplacementFields.jacobianDeterminants(field(4, 5, at -> at[0] / 2.0, at -> 0));
        for (float area : stretched.values()) {
            assertEquals(1.5f, area);
        }
        assertEquals(
                2.5,
                value(
                        Metric.endpointError(),
                        Task.NUMBERS,
                        array(new double[] {3, 0, 1, 1}, 2, 2),
                        array(new double[] {0, 4, 1, 1}, 2, 2)));
        assertEquals(
                FloatArray.of(new float[] {5}, 1, 1),
                DisplacementFields.registrationErrors(
                        FloatArray.zeros(Shape.of(1, 2, 2, 2)), array(new double[] {0, 0, 3, 4}, 1, 1, 4)));
        assertEquals(
                FloatArray.of(new float[] {5}, 1),
                DisplacementFields.endpointErrors(array(new double[] {3, 0}, 1, 2), array(new double[] {0, 4}, 1, 2)));
    }

    /** A map to one point, and what is no number, cannot be undone. */
    @Test
    void whatCannotBeUndoneFolds() {
        FloatArray toOnePoint = field(3, 3, at -> -at[0], at -> -at[1]);
        assertEquals(1, value(Metric.folds(), Task.NUMBERS, toOnePoint, toOnePoint));
        FloatArray broken = field(3, 3, at -> Double.NaN, at -> 0);
        assertEquals(1, value(Metric.folds(), Task.NUMBERS, broken, broken));
    }

    @Test
    void refusals() {
        FloatArray row = array(new double[6], 2, 3);
        refused(
                "registrationErrors needs a field (N, H, W, 2), got (2, 3)",
                () -> DisplacementFields.registrationErrors(row, row));
        refused(
                "registrationErrors needs points (3, P, 4) for the field (3, 6, 7, 2), got (2, 3)",
                () -> DisplacementFields.registrationErrors(FIELD, row));
        refused(
                "jacobianDeterminants needs a field (N, H, W, 2) of at least 2 x 2 pixels, got (1, 1, 3, 2)",
                () -> DisplacementFields.jacobianDeterminants(row.reshape(1, 1, 3, 2)));
        refused(
                "endpointErrors needs targets of the shape of the scores (3, 6, 7, 2), got (2, 3)",
                () -> DisplacementFields.endpointErrors(FIELD, row));
        FloatArray points = FloatArray.zeros(Shape.of(3, 5, 4));
        points.set(Float.NaN, 1, 2, 3);
        refused(
                "registrationErrors needs points that are finite, got NaN in pair 2 of sample 1",
                () -> DisplacementFields.registrationErrors(FIELD, points));
        points.set(Float.POSITIVE_INFINITY, 0, 4, 0);
        refused(
                "targetRegistrationError needs points that are finite, got Infinity in pair 4 of sample 0",
                () -> value(Metric.targetRegistrationError(), Task.NUMBERS, FIELD, points));
        FloatArray flat = array(new double[2], 2);
        refused(
                "endpointErrors needs vectors (N, ..., K), got (2)",
                () -> DisplacementFields.endpointErrors(flat, flat));
        refused(
                "targetRegistrationError needs points (3, P, 4) for the field (3, 6, 7, 2), got (3, 6, 7, 2)",
                () -> value(Metric.targetRegistrationError(), Task.NUMBERS, FIELD, FIELD));
    }

    /** In a model: loss and metric of points are the same number, and a shift is learned from one point. */
    @Test
    void aModelLearnsFromPoints() {
        var x = Input.image("x", 6, 7, 1);
        var field = new Conv2D(2, 1).kernelInitializer(Initializer.zeros()).apply(x);
        FloatArray points = array(new double[] {2, 3, 3, 1, 4, 4, 5, 2}, 1, 2, 4);
        var data = Dataset.of(List.of(FloatArray.zeros(Shape.of(1, 6, 7, 1))), points);
        try (Model model = new Model(x, field)
                .seed(1)
                .compile(
                        new SGD(0.05),
                        Loss.targetRegistrationError(),
                        Metric.targetRegistrationError(),
                        Metric.folds())) {
            var before = model.evaluate(data);
            assertEquals(Math.sqrt(5), before.loss(), 1e-6);
            assertEquals(Math.sqrt(5), before.get("targetRegistrationError"), 1e-6);
            assertEquals(0, before.get("folds"));
            for (int i = 0; i < 60; i++) {
                model.engine().trainOnBatch(data.all());
            }
            // The step along a distance never gets shorter than the rate.
            assertEquals(0, model.evaluate(data).loss(), 0.05);
        }
    }
}
