package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.SGD;

/** Models with more than one input or output, or with images of any size. */
@Tag("models")
class ManyInputsAndOutputsTest {

    private final FloatArray image = Samples.uniform(1, 5, 4, 4, 2);
    private final FloatArray age = Samples.uniform(2, 5, 1);

    private static Model imageAndAge() {
        var image = Input.image("image", 4, 4, 2);
        var age = Input.of("age", 1);
        var seen = new GlobalAveragePooling2D().apply(image);
        var all = new Concatenate().apply(seen, age);
        return new Model(
                        List.of(image, age),
                        List.of(
                                new Dense(3).name("kind").apply(all),
                                new Dense(1).name("size").apply(all)))
                .seed(5);
    }

    private static Model compiled() {
        return imageAndAge().compile(new SGD(), List.of(Loss.softmaxCrossEntropy(), Loss.meanSquaredError()));
    }

    @Test
    void everyOutputIsPredicted() {
        try (var model = imageAndAge()) {
            List<FloatArray> outputs = model.predictAll(image, age);
            assertEquals(Shape.of(5, 3), outputs.get(0).shape());
            assertEquals(Shape.of(5, 1), outputs.get(1).shape());
            Map<String, FloatArray> weights = model.weights();
            for (int n = 0; n < 5; n++) {
                double[] seen = new double[3];
                for (int p = 0; p < 16; p++) {
                    seen[0] += image.get(n, p / 4, p % 4, 0) / 16;
                    seen[1] += image.get(n, p / 4, p % 4, 1) / 16;
                }
                seen[2] = age.get(n, 0);
                double size = 0;
                for (int i = 0; i < 3; i++) {
                    size += seen[i] * weights.get("size/kernel").get(i, 0);
                }
                assertEquals(size, outputs.get(1).get(n, 0), 1e-5);
            }
        }
    }

    @Test
    void aDataSetGivesTheSameAsItsArrays() {
        var data = new MemoryDataset(List.of(image, age), List.of());
        try (var model = imageAndAge()) {
            assertEquals(model.predictAll(image, age), model.predictAll(data));
        }
    }

    @Test
    void predictIsForOneOutput() {
        var data = new MemoryDataset(List.of(image, age), List.of());
        try (var model = imageAndAge()) {
            String message = "the model has 2 outputs: use predictAll to get them all";
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, () -> model.predict(image, age))
                            .getMessage());
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, () -> model.predict(data))
                            .getMessage());
        }
    }

    @Test
    void theLossIsTheSumAndMetricsHaveTheOutputsName() {
        var batch = new MemoryDataset(List.of(image, age), List.of(Samples.labels(3, 3, 5), Samples.uniform(4, 5)));
        try (var both = compiled();
                var size = imageAndAge()) {
            double sum = both.evaluate(batch).loss();
            double[] single = new double[2];
            List<FloatArray> outputs = size.predictAll(image, age);
            for (int n = 0; n < 5; n++) {
                double all = 0;
                for (int k = 0; k < 3; k++) {
                    all += Math.exp(outputs.get(0).get(n, k));
                }
                int label = (int) batch.all().targets().get(0).get(n);
                single[0] += (Math.log(all) - outputs.get(0).get(n, label)) / 5;
                double off =
                        outputs.get(1).get(n, 0) - batch.all().targets().get(1).get(n);
                single[1] += off * off / 5;
            }
            assertEquals(single[0] + single[1], sum, 1e-5);
        }
        var image2 = Input.image("image", 4, 4, 2);
        var seen = new GlobalAveragePooling2D().apply(image2);
        var two = List.of(
                new Dense(1).name("a").apply(seen), new Dense(1).name("b").apply(seen));
        try (var model = new Model(List.of(image2), two).seed(1)) {
            model.compile(
                    new SGD(), List.of(Loss.meanSquaredError(), Loss.meanSquaredError()), Metric.meanAbsoluteError());
            var data = new MemoryDataset(List.of(image), List.of(Samples.uniform(3, 5), Samples.uniform(4, 5)));
            assertEquals(
                    List.of("loss", "a_meanAbsoluteError", "b_meanAbsoluteError"),
                    List.copyOf(model.evaluate(data).values().keySet()));
        }
    }

    @Test
    void eachOutputNeedsALossAndEachLossATarget() {
        try (var model = imageAndAge()) {
            assertEquals(
                    "the model has 2 outputs [kind, size], got 1 loss",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> model.compile(new SGD(), Loss.meanSquaredError()))
                            .getMessage());
        }
        try (var model = compiled()) {
            var one = new Batch(List.of(image, age), List.of(Samples.labels(3, 3, 5)));
            assertEquals(
                    "the model has 2 targets [kind, size], the data has 1",
                    assertThrows(IllegalArgumentException.class, () -> model.engine()
                                    .trainOnBatch(one))
                            .getMessage());
        }
    }

    @Test
    void imagesOfAnySizeGoThroughOneModel() {
        var any = Input.image("any", -1, -1, 1);
        var x = new Conv2D(2, 3).apply(any);
        assertEquals("(N, ?, ?, 2)", Shapes.text(x.shape()));
        try (var model = new Model(any, new GlobalAveragePooling2D().apply(x)).seed(1)) {
            for (int size : new int[] {3, 8}) {
                FloatArray small = Samples.uniform(size, 2, size, size + 1, 1);
                FloatArray kernel = model.weights().get("conv2d/kernel");
                float[] expected = new float[4];
                int places = (size - 2) * (size - 1);
                for (int n = 0; n < 2; n++) {
                    for (int p = 0; p < places * 9; p++) {
                        int i = p / 9 / (size - 1);
                        int j = p / 9 % (size - 1);
                        int u = p % 9 / 3;
                        int v = p % 3;
                        for (int f = 0; f < 2; f++) {
                            expected[n * 2 + f] += small.get(n, i + u, j + v, 0) * kernel.get(u, v, 0, f) / places;
                        }
                    }
                }
                assertArrayEquals(expected, model.predict(small).values(), 1e-5f);
            }
        }
    }

    @Test
    void anInputMayBeAnOutput() {
        var x = Input.of("x", 3);
        try (var model = new Model(List.of(x), List.of(x, x)).seed(1)) {
            FloatArray values = Samples.uniform(1, 2, 3);
            assertEquals(List.of(values, values), model.predictAll(values));
            assertEquals(Map.of(), model.weights());
        }
    }
}
