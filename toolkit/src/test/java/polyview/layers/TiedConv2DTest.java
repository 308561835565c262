package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class TiedConv2DTest extends LayerBattery {

    private static final BoundCases<TiedConv2D> CASES = new BoundCases<>(
            "tied_conv2d",
            TiedConv2D::new,
            (x, kernel, bias, how) -> Plain.plusBias(Plain.convolution(x, repeated(kernel, x.size(3)), how), bias));

    /** The whole kernel {@code (kh, kw, C, F)}, in which all channels are alike. */
    private static DoubleArray repeated(DoubleArray kernel, int channels) {
        int[] shape = {kernel.size(0), kernel.size(1), channels, kernel.size(3)};
        return DoubleArray.generate(shape, at -> kernel.get(at[0], at[1], 0, at[3]));
    }

    @Override
    List<LayerCase> cases() {
        return CASES.cases();
    }

    @Override
    List<Refusal> refusals() {
        return CASES.refusals();
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new TiedConv2D(32, 3), shapes(Shape.of(64, 64, 4)), Shape.of(-1, 62, 62, 32), 3 * 3 * 32 + 32);
    }

    /** The limit of Glorot uniform for the whole kernel is sqrt(6 / (kh kw C + kh kw F)): reached, and never passed. */
    @Test
    void glorotCountsAllChannels() {
        // 25 (20 + 4) = 600 gives 0.1; the small kernel alone would have 6 / (25 (1 + 4)), which is 0.219.
        float[] kernel = first(new TiedConv2D(4, 5), 20);
        assertEquals(100, kernel.length);
        float largest = 0;
        for (float value : kernel) {
            largest = Math.max(largest, Math.abs(value));
        }
        // That all of 100 uniform numbers stay below 0.9 of the limit has a probability of 0.9^100 = 3e-5.
        assertTrue(largest <= 0.1 && largest > 0.09, "largest " + largest);
    }

    /** The variance that He's rule promises: with ReLU's halving left out, sums over kh kw C products have variance 2. */
    @Test
    void heCountsAllChannels() {
        float[] kernel = first(new TiedConv2D(400, 5).kernelInitializer(Initializer.heNormal()), 4);
        double squares = 0;
        for (float value : kernel) {
            squares += value * value;
        }
        // 10 000 numbers: the standard error of the variance is about 1%.
        assertEquals(2.0 / (25 * 4), squares / kernel.length, 0.05 * 2.0 / 100);
    }

    @Test
    void givenValuesAreThoseOfTheWholeKernel() {
        FloatArray whole = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 3, 2);
        float[] kernel = first(new TiedConv2D(2, 1).kernelInitializer(Initializer.of(whole)), 3);
        assertEquals(List.of(1f, 2f), List.of(kernel[0], kernel[1]));
    }

    @Test
    void itTakesAnotherNumberOfChannels() {
        TiedConv2D layer = new TiedConv2D(1, 1);
        var four = Input.image("four", 2, 2, 4);
        var one = Input.image("one", 2, 2, 1);
        try (var model = new Model(List.of(four, one), List.of(layer.apply(four), layer.apply(one))).seed(1)) {
            model.setWeights(Map.of(
                    "tied_conv2d/kernel", FloatArray.of(new float[] {2}, 1, 1, 1, 1),
                    "tied_conv2d/bias", FloatArray.of(new float[] {1}, 1)));
            FloatArray ones = FloatArray.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 4);
            var outputs = model.predictAll(ones, Examples.image2x2());
            assertEquals(FloatArray.of(new float[] {9, 9, 9, 9}, 1, 2, 2, 1), outputs.get(0));
            assertEquals(FloatArray.of(new float[] {3, 5, 7, 9}, 1, 2, 2, 1), outputs.get(1));
        }
    }

    private static float[] first(TiedConv2D layer, int channels) {
        var x = Input.image("x", 5, 5, channels);
        try (var model = new Model(x, layer.apply(x)).seed(3)) {
            return model.weights().get("tied_conv2d/kernel").values();
        }
    }
}
