package polyview.layers;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Batches of gray images under a window that steps to the right only: the values that TensorFlow's fast kernel gets wrong. */
@Tag("layers")
class GrayStridesTest {

    @ParameterizedTest
    @CsvSource({"3, 3, 1, 3, 2", "6, 6, 3, 5, 2", "6, 6, 1, 5, 3", "9, 10, 3, 9, 3", "6, 12, 3, 3, 2"})
    void valuesAreThoseOfTheFormula(int height, int width, int kernelHeight, int kernelWidth, int stride) {
        SplittableRandom random = new SplittableRandom(1);
        DoubleArray images = LayerCase.draw(random, 3, height, width, 1);
        DoubleArray kernel = LayerCase.draw(random, kernelHeight, kernelWidth, 1, 2);
        Conv2D layer =
                new Conv2D(2, kernelHeight, kernelWidth).strides(1, stride).useBias(false);
        try (GraphRun run = new GraphRun(layer, false)) {
            // Once built, the layer takes images of which the graph does not know that they have one channel.
            List<FloatArray> maps = run.apply(List.of(images))
                    .apply(List.of(images), shape -> Shape.of(-1, height, width, -1))
                    .outputs(Map.of("kernel", kernel));
            DoubleArray expected = Plain.convolution(images, kernel, new Size(1, stride), Padding.VALID);
            new Closeness().check("maps", expected, maps.get(0), Closeness.VALUES);
            new Closeness().check("maps of unknown channels", expected, maps.get(1), Closeness.VALUES);
        }
    }
}
