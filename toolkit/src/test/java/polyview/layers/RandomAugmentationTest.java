package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Fill;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

class RandomAugmentationTest extends LayerBattery {

    private static final Augmentation NONE = Augmentation.none();
    static final Augmentation FULL = NONE.rotation(20)
            .widthShift(0.2)
            .heightShift(0.2)
            .shear(10)
            .zoom(0.2)
            .horizontalFlip()
            .verticalFlip()
            .brightness(0.3)
            .contrast(0.4)
            .shuffleViews()
            .noise(0.1);
    private static final int COUNT = 4000;

    @Override
    List<LayerCase> cases() {
        List<Augmentation> augmentations = List.of(
                NONE,
                FULL,
                FULL.sameForAllImages().fill(Fill.constant(1)),
                NONE.horizontalFlip(),
                NONE.contrast(1),
                NONE.shuffleViews(),
                NONE.noise(1));
        List<LayerCase> cases = new ArrayList<>();
        for (Augmentation augmentation : augmentations) {
            for (Shape shape : List.of(Shape.of(1, 1, 1), Shape.of(5, 4, 3), Shape.of(2, 3, 1))) {
                cases.add(LayerCase.of(augmentation + " of " + shape, () -> new RandomAugmentation(augmentation), shape)
                        .randomInTraining()
                        .sizesMayBeUnknown());
            }
        }
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.input(
                        () -> new RandomAugmentation(FULL),
                        shapes(Shape.of(10)),
                        "random_augmentation takes (N, H, W, C), got (N, 10)",
                        shapes(Shape.of(4, 4, 1))),
                Refusal.input(
                        () -> new RandomAugmentation(NONE).name("moved"),
                        shapes(Shape.of(4, 4)),
                        "moved takes (N, H, W, C), got (N, 4, 4)",
                        shapes(Shape.of(4, 4, 1))),
                Refusal.laterInput(
                        () -> new RandomAugmentation(FULL),
                        shapes(Shape.of(4, 4, 1)),
                        shapes(Shape.of(2, 4, 4, 1)),
                        "random_augmentation takes (N, H, W, C), got (N, 2, 4, 4, 1)"),
                Refusal.input(
                        () -> new RandomAugmentation(FULL),
                        shapes(Shape.of(4, 4, 1), Shape.of(4, 4, 1)),
                        "random_augmentation takes one input, got 2",
                        shapes(Shape.of(4, 4, 1))),
                new Refusal(
                        "augmentation",
                        () -> assertEquals(
                                "augmentation",
                                assertThrows(NullPointerException.class, () -> new RandomAugmentation(null))
                                        .getMessage())));
    }

    /** The shape is the same, to the last size that is known. */
    @Test
    void theShapeStays() {
        for (Shape shape : List.of(Shape.of(5, 4, 3), Shape.of(-1, -1, 3), Shape.of(-1, 4, -1))) {
            SymbolicTensor x = Input.of("x", shape.asArray());
            for (Augmentation augmentation : List.of(FULL, FULL.noise(0), NONE.shuffleViews(), NONE)) {
                Shape found = new RandomAugmentation(augmentation).apply(x).shape();
                assertEquals(Shapes.text(x.shape()), Shapes.text(found), augmentation.toString());
            }
        }
    }

    /** Also one that came from layers before it, where all sizes are unknown until it runs. */
    @Test
    void sizesMayBeUnknownInTraining() {
        DoubleArray images = LayerCase.draw(new SplittableRandom(1), 6, 5, 4, 3);
        try (GraphRun known = new GraphRun(new RandomAugmentation(FULL), true);
                GraphRun open = new GraphRun(new RandomAugmentation(FULL), true);
                GraphRun unknown = new GraphRun(new RandomAugmentation(FULL), true)) {
            FloatArray expected = known.apply(List.of(images)).outputs(Map.of()).get(0);
            assertEquals(
                    expected,
                    open.applyToUnknownSizes(List.of(images)).outputs(Map.of()).get(0));
            assertEquals(
                    expected,
                    unknown.apply(List.of(images), shape -> Shape.of(-1, -1, -1, -1))
                            .outputs(Map.of())
                            .get(0));
        }
    }

    @Test
    void eachStepDrawsAnew() {
        brightness().eachStepDrawsAnew();
        noise().eachStepDrawsAnew();
    }

    @Test
    void theSeedDecides() {
        brightness().theSeedDecides();
        noise().theSeedDecides();
    }

    @Test
    void eachUseDrawsItsOwn() {
        brightness().eachUseDrawsItsOwn();
        // Noise does so even where all else is the same.
        noise().eachUseDrawsItsOwn();
    }

    /** All values of an image are the same number, even in its range. */
    @Test
    void theExampleOfTheDocumentation() {
        FloatArray zeros = FloatArray.zeros(Shape.of(COUNT, 2, 2, 3));
        FloatArray out = steps(List.of(new RandomAugmentation(NONE.brightness(0.5))), zeros, 1)
                .get(0)
                .get(0);
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < COUNT; i++) {
            float value = out.get(i, 0, 0, 0);
            for (float same : out.row(i).values()) {
                assertEquals(value, same);
            }
            assertTrue(Math.abs(value) <= 0.5, "value " + value);
            mean += value / COUNT;
            variance += value * value / (double) COUNT;
        }
        assertEquals(0, mean, 5 / Math.sqrt(12.0 * COUNT));
        assertEquals(1 / 12.0, variance, 5 / Math.sqrt(180.0 * COUNT));
    }

    /** Without an option, training changes nothing either. */
    @Test
    void noneIsTheIdentity() {
        FloatArray images = LayerCase.draw(new SplittableRandom(1), 6, 5, 4, 3).floats();
        assertEquals(
                images,
                steps(List.of(new RandomAugmentation(NONE)), images, 1).get(0).get(0));
    }

    /** Evaluation and prediction see the images as they are, before and after training. */
    @Test
    void onlyTrainingIsRandom() {
        FloatArray images = LayerCase.draw(new SplittableRandom(1), 6, 5, 4, 3).floats();
        SymbolicTensor x = Input.image("x", 5, 4, 3);
        try (Model model = new Model(x, new RandomAugmentation(FULL).apply(x)).seed(1)) {
            model.compile(new SGD(), Loss.meanSquaredError());
            Batch batch = new Batch(List.of(images), List.of(images));
            assertNotEquals(images, model.engine().trainOnBatch(batch).scores().get(0));
            assertEquals(images, model.engine().testOnBatch(batch).scores().get(0));
            assertEquals(images, model.predict(images));
        }
    }

    private static List<List<FloatArray>> steps(List<Layer> layers, FloatArray images, int steps) {
        return TrainingOutputs.of(layers, images, 4, steps);
    }

    private static RandomDraws brightness() {
        return new RandomDraws(
                () -> new RandomAugmentation(NONE.brightness(1)),
                FloatArray.zeros(Shape.of(COUNT, 1, 1, 1)),
                (a, b) -> assertUnrelated(a, b, 1 / 3.0));
    }

    private static RandomDraws noise() {
        return new RandomDraws(
                () -> new RandomAugmentation(NONE.noise(1).sameForAllImages()),
                FloatArray.zeros(Shape.of(COUNT / 4, 2, 2, 1)),
                (a, b) -> assertUnrelated(a, b, 1));
    }

    /** Products of independent numbers with mean 0 have mean 0, and the square of their variance as variance. */
    private static void assertUnrelated(FloatArray a, FloatArray b, double variance) {
        assertNotEquals(a, b);
        double product = 0;
        for (int i = 0; i < COUNT; i++) {
            product += a.values()[i] * (double) b.values()[i] / COUNT;
        }
        assertEquals(0, product, 5 * variance / Math.sqrt(COUNT));
    }
}
