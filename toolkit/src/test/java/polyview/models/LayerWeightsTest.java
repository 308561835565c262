package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.Refusal.refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** The weights of one layer, read and set by its name. */
@Tag("models")
class LayerWeightsTest {

    @Test
    void weightsAreReadByTheirPathWithinTheLayer() {
        try (var model = Samples.pairNet(1)) {
            Map<String, FloatArray> all = model.weights();
            assertEquals(
                    Map.of("kernel", all.get("conv2d/kernel"), "bias", all.get("conv2d/bias")),
                    model.layer("conv2d").weights());
            assertEquals(
                    List.of("first/kernel", "first/bias", "second/kernel", "second/bias"),
                    List.copyOf(model.layer("dual_conv2d").weights().keySet()));
            assertEquals(
                    all.get("dual_conv2d/second/kernel"),
                    model.layer("dual_conv2d").weight("second/kernel"));
            assertEquals(
                    all.get("dual_conv2d/second/kernel"),
                    model.layer("dual_conv2d/second").weight("kernel"));
            assertEquals(Map.of(), model.layer("dropout").weights());
            assertEquals("dropout []", model.layer("dropout").toString());
        }
        try (var model = Samples.denseNet(3, 2)) {
            assertEquals("dense [kernel(3, 2), bias(2)]", model.layer("dense").toString());
        }
    }

    @Test
    void someWeightsOrAllAreSet() {
        try (var model = Samples.denseNet(2, 2)) {
            LayerWeights dense = model.layer("dense");
            FloatArray kernel = dense.weight("kernel");
            dense.setWeights(Map.of("bias", FloatArray.of(new float[] {3, -4}, 2)));
            assertEquals(kernel, dense.weight("kernel"));
            assertEquals(FloatArray.of(new float[] {3, -4}, 1, 2), model.predict(FloatArray.zeros(Shape.of(1, 2))));
            dense.setWeights(Map.of(
                    "kernel", FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2), "bias", FloatArray.zeros(Shape.of(2))));
            assertEquals(
                    FloatArray.of(new float[] {1 * 5 + 3 * 7, 2 * 5 + 4 * 7}, 1, 2),
                    model.predict(FloatArray.of(new float[] {5, 7}, 1, 2)));
        }
    }

    @Test
    void otherLayersStayAsTheyAre() {
        try (var model = Samples.pairNet(1)) {
            Map<String, FloatArray> expected = new LinkedHashMap<>(model.weights());
            FloatArray bias = Samples.uniform(9, 4);
            model.layer("dual_conv2d/first").setWeights(Map.of("bias", bias));
            expected.put("dual_conv2d/first/bias", bias);
            assertEquals(expected, model.weights());
        }
    }

    @Test
    void whatIsReadIsWhatTheModelHasAtThatMoment() {
        try (var model = Samples.denseNet(3, 2)) {
            LayerWeights dense = model.layer("dense");
            FloatArray before = dense.weight("kernel");
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            assertEquals(before, dense.weight("kernel"));
            model.engine().trainOnBatch(Samples.rows(8, 3, 2).all());
            assertNotEquals(before, dense.weight("kernel"));
            assertEquals(model.weights().get("dense/kernel"), dense.weight("kernel"));
        }
    }

    /** A layer that stands in two places is reached by both names. */
    @Test
    void layersOfSubmodelsAreReachedByTheirPath() {
        var x = Input.of("x", 3);
        var shared = new Dense(2).name("shared");
        var left = new Model(x, shared.apply(x)).asLayer().name("left");
        var right = new Model(x, shared.apply(x)).asLayer().name("right");
        try (var model = new Model(x, new Concatenate().apply(left.apply(x), right.apply(x))).seed(1)) {
            FloatArray bias = FloatArray.of(new float[] {5, 6}, 2);
            model.layer("right/shared").setWeights(Map.of("bias", bias));
            assertEquals(bias, model.layer("left/shared").weight("bias"));
            assertEquals(bias, model.layer("left").weight("shared/bias"));
            assertEquals(
                    FloatArray.of(new float[] {5, 6, 5, 6}, 1, 4), model.predict(FloatArray.zeros(Shape.of(1, 3))));
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        try (var model = Samples.pairNet(1)) {
            refused(
                    "no layer named edges; there are [dual_conv2d, batch_normalization, conv2d, dropout,"
                            + " global_average_pooling2d, dense]",
                    () -> model.layer("edges"));
            Map<String, FloatArray> before = model.weights();
            LayerWeights dense = model.layer("dense");
            refused("layer dense has no weight named kernle; there are [kernel, bias]", () -> dense.weight("kernle"));
            Map<String, FloatArray> unknown = new LinkedHashMap<>();
            unknown.put("bias", FloatArray.of(new float[] {1, 2}, 2));
            unknown.put("gain", FloatArray.zeros(Shape.of(2)));
            refused("layer dense has no weight named gain; there are [kernel, bias]", () -> dense.setWeights(unknown));
            refused(
                    "weight bias of layer dense has shape [2], got [1, 2]",
                    () -> dense.setWeights(Map.of("bias", FloatArray.zeros(Shape.of(1, 2)))));
            assertEquals(before, model.weights());
        }
    }
}
