package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.ops.Convolutions;

/** The two forms of a kernel with gaps agree, with one another and for every padding. */
@Tag("layers")
class DilationTest {

    /** The kernel is a weight; which form is used depends on whether the size of the image is known. */
    @TestFactory
    Stream<DynamicTest> bothFormsAgree() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int rate : new int[] {2, 3, 5}) {
            for (Padding padding : Padding.values()) {
                for (int size : new int[] {11, 12, 13}) {
                    tests.add(DynamicTest.dynamicTest(
                            "rate " + rate + ", " + padding + ", " + size, () -> agree(size, rate, padding)));
                }
            }
        }
        return tests.stream();
    }

    private static void agree(int size, int rate, Padding padding) {
        SplittableRandom random = new SplittableRandom(size);
        DoubleArray x = LayerCase.draw(random, 2, size, size + 1, 2);
        Map<String, DoubleArray> weights =
                Map.of("kernel", LayerCase.draw(random, 3, 2, 2, 4), "bias", LayerCase.draw(random, 4));
        Sliding how = Sliding.of(new Size(1, 1), padding).dilated(rate, rate);
        int[] shape = Plain.convolution(x, weights.get("kernel"), how).shape();
        List<DoubleArray> factor = List.of(LayerCase.draw(random, shape));
        GraphRun.Gradients byPhases;
        GraphRun.Gradients withGaps;
        try (GraphRun known = new GraphRun(layer(rate, padding), true);
                GraphRun unknown = new GraphRun(layer(rate, padding), true)) {
            byPhases = known.apply(List.of(x)).gradients(weights, factor);
            withGaps = unknown.applyToUnknownSizes(List.of(x)).gradients(weights, factor);
        }
        assertClose(byPhases.inputs().get(0).get(0), withGaps.inputs().get(0).get(0));
        assertClose(byPhases.weights().get("kernel"), withGaps.weights().get("kernel"));
    }

    private static Conv2D layer(int rate, Padding padding) {
        return new Conv2D(4, 3, 2).dilationRate(rate).padding(padding);
    }

    private static void assertClose(FloatArray first, FloatArray second) {
        assertArrayEquals(first.values(), second.values(), 1e-4f);
    }

    /** The kernel ((1, 2), (3, 4)) with gaps of one pixel down and two to the right. */
    @TestFactory
    Stream<DynamicTest> zerosStandInTheGaps() {
        class Gaps extends Layer {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                Operand<TFloat32> kernel = c.tf().reshape(x, c.tf().array(2, 2, 1, 1));
                return Convolutions.dilatedKernel(c.tf(), kernel, 2, 3);
            }
        }
        return Stream.of(DynamicTest.dynamicTest("2 x 3", () -> {
            DoubleArray kernel = DoubleArray.of(FloatArray.of(new float[] {1, 2, 3, 4}, Shape.of(1, 4)));
            try (GraphRun run = new GraphRun(new Gaps(), false)) {
                FloatArray got = run.apply(List.of(kernel)).outputs(Map.of()).get(0);
                assertArrayEquals(new float[] {1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 4}, got.values());
            }
        }));
    }
}
