package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** Convolutions with a given kernel and with a learned one, and training that finds the given kernel again. */
@Tag("layers")
class LearnedKernelTest {

    private static final FloatArray IMAGES = Samples.uniform(1, 64, 12, 12);

    /** A fixed edge detector: images without channels, the size kept, nothing to train. */
    @Test
    void theFixedEdgeDetector() {
        Examples.shapeAndParameters(
                new FixedConv2D(Kernels.SOBEL_HORIZONTAL), shapes(Shape.of(28, 28)), Shape.of(-1, 28, 28), 0);
        FloatArray rows = FloatArray.of(new float[] {0, 0, 0, 1, 1, 1, 2, 2, 2}, 1, 3, 3);
        // By hand, with zeros around: the middle sees a slope of 1.
        Examples.values(
                new FixedConv2D(Kernels.SOBEL_HORIZONTAL),
                List.of(rows),
                FloatArray.of(new float[] {3, 4, 3, 6, 8, 6, -3, -4, -3}, 1, 3, 3));
    }

    /** Trainable kernels, for one channel and for several. */
    @Test
    void theTrainableConvolutions() {
        Examples.shapeAndParameters(
                new CustomConv2D(32, 3), shapes(Shape.of(28, 28, 1)), Shape.of(-1, 28, 28, 32), 3 * 3 * 32);
        Examples.shapeAndParameters(
                new CustomConv2D(16, 5), shapes(Shape.of(32, 32, 3)), Shape.of(-1, 32, 32, 16), 5 * 5 * 3 * 16);
    }

    /** The outputs of a fixed kernel on random images are enough to learn that kernel. */
    @Test
    void trainingRecoversTheSobelKernel() {
        FloatArray kernel = trained(new CustomConv2D(1, 3));
        assertEquals(Shape.of(3, 3, 1, 1), kernel.shape());
        double largest = 0;
        for (int i = 0; i < 9; i++) {
            largest = Math.max(
                    largest,
                    Math.abs(kernel.values()[i] - Kernels.SOBEL_HORIZONTAL.values()[i]));
        }
        assertTrue(largest < 0.01, "largest difference " + largest);
    }

    /** A weight that the mask hides is never changed and never used. */
    @Test
    void aHiddenPlaceDoesNotLearn() {
        FloatArray mask = FloatArray.of(new float[] {1, 1, 1, 1, 1, 1, 1, 0, 1}, 3, 3);
        FloatArray kernel = trained(new CustomConv2D(1, 3)
                .kernelInitializer(Initializer.constant(0.5f))
                .kernel(KernelFunction.masked(mask)));
        assertEquals(0.5f, kernel.get(2, 1, 0, 0));
        // the pixels are independent, so that the others find the same numbers without it
        assertEquals(-2, kernel.get(0, 1, 0, 0), 0.2);
        assertEquals(1, kernel.get(2, 0, 0, 0), 0.2);
    }

    /** Trains on the output of the horizontal Sobel kernel and gives the weight. */
    private static FloatArray trained(CustomConv2D layer) {
        SymbolicTensor image = Input.of("image", 12, 12);
        FloatArray edges;
        try (Model sobel = new Model(image, new FixedConv2D(Kernels.SOBEL_HORIZONTAL).apply(image)).seed(1)) {
            edges = sobel.predict(IMAGES).reshape(64, 12, 12, 1);
        }
        try (Model model = new Model(image, layer.name("learned").apply(image)).seed(2)) {
            model.compile(new Adam(0.03), Loss.meanSquaredError());
            model.fit(Dataset.of(List.of(IMAGES), edges), Fit.epochs(200).verbose(false));
            return model.weights().get("learned/kernel");
        }
    }

    /** A sum of 0 holds exactly after any training: an even image gives nothing away from the border. */
    @Test
    void aConstraintHoldsAfterTraining() {
        SymbolicTensor image = Input.of("image", 12, 12);
        SymbolicTensor y = new CustomConv2D(1, 3).kernel(KernelFunction.sum(0)).apply(image);
        FloatArray brighter = FloatArray.of(Samples.uniform(3, 64, 12, 12).values(), 64, 12, 12, 1);
        for (int i = 0; i < brighter.values().length; i++) {
            brighter.values()[i] += 5;
        }
        FloatArray even = FloatArray.zeros(Shape.of(1, 12, 12));
        Arrays.fill(even.values(), 7f);
        try (Model model = new Model(image, y).seed(2)) {
            model.compile(new Adam(0.05), Loss.meanSquaredError());
            FloatArray before = model.weights().get("custom_conv2d/kernel");
            model.fit(Dataset.of(List.of(IMAGES), brighter), Fit.epochs(20).verbose(false));
            FloatArray after = model.weights().get("custom_conv2d/kernel");
            assertTrue(!before.equals(after), "nothing was learned");
            assertEquals(0, model.predict(even).get(0, 6, 6, 0), 1e-5);
        }
    }
}
