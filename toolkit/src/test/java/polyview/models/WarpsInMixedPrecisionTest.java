package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.AffineWarp;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DenseWarp;
import polyview.layers.Initializer;
import polyview.layers.SoftArgmin;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.SGD;

/**
 * Positions in wide images keep their fractions in mixed precision, whose 8 bits would not hold them: from 128 on they would be whole
 * pixels. Where a machine has no mixed precision, the tests hold all the more.
 */
@Tag("models")
class WarpsInMixedPrecisionTest {

    private static final int WIDTH = 300;

    /** 0, 1, 0, 1, ... along a row. */
    private static FloatArray stripes() {
        FloatArray image = FloatArray.zeros(Shape.of(2, 4, WIDTH, 1));
        for (int i = 0; i < image.values().length; i++) {
            image.values()[i] = i % 2;
        }
        return image;
    }

    /** A quarter of a pixel to the right. */
    private static FloatArray field() {
        FloatArray field = FloatArray.zeros(Shape.of(2, 4, WIDTH, 2));
        for (int i = 1; i < field.values().length; i += 2) {
            field.values()[i] = 0.25f;
        }
        return field;
    }

    /** Lets a field through a convolution, the kind of op that mixed precision computes in 8 bits. */
    private static Conv2D through() {
        return new Conv2D(2, 1).kernelInitializer(Initializer.of(FloatArray.of(new float[] {1, 0, 0, 1}, 1, 1, 2, 2)));
    }

    /** And behind it: what lies between two such ops is computed in 8 bits. */
    private static Conv2D behind() {
        return new Conv2D(1, 1).kernelInitializer(Initializer.ones());
    }

    private static void assertQuarter(FloatArray moved) {
        for (int i = 0; i < moved.values().length; i++) {
            if (i % WIDTH < WIDTH - 1) {
                assertEquals(i % 2 == 0 ? 0.25 : 0.75, moved.values()[i], 0.01, "pixel " + i % WIDTH);
            }
        }
    }

    @Test
    void aFieldBehindAConvolution() {
        var image = Input.image("image", 4, WIDTH, 1);
        var moves = Input.image("moves", 4, WIDTH, 2);
        try (Model model = new Model(
                        List.of(image, moves),
                        behind().apply(new DenseWarp().apply(image, through().apply(moves))))
                .seed(1)
                .precision(Precision.MIXED)) {
            assertQuarter(model.predict(stripes(), field()));
        }
    }

    @Test
    void numbersBehindADenseLayer() {
        var image = Input.image("image", 4, WIDTH, 1);
        var features = Input.of("features", 6);
        var numbers = new Dense(6).kernelInitializer(Initializer.identity(1)).apply(features);
        try (Model model = new Model(
                        List.of(image, features),
                        behind().apply(new AffineWarp().pixels().apply(image, numbers)))
                .seed(1)
                .precision(Precision.MIXED)) {
            float[] quarter = {1, 0, 0, 0, 1, 0.25f, 1, 0, 0, 0, 1, 0.25f};
            assertQuarter(model.predict(stripes(), FloatArray.of(quarter, 2, 6)));
        }
    }

    /** The point lies a quarter of a pixel beside its partner, at column 280. */
    @Test
    void theLossOfPoints() {
        var moves = Input.image("moves", 4, WIDTH, 2);
        try (Model model = new Model(moves, through().apply(moves))
                .seed(1)
                .precision(Precision.MIXED)
                .compile(new SGD(0.1), Loss.targetRegistrationError(), Metric.targetRegistrationError())) {
            var points = FloatArray.of(new float[] {1, 280, 1, 280, 2, 290.5f, 2, 290.5f}, 2, 1, 4);
            var data = Dataset.of(List.of(field()), points);
            assertEquals(0.25, model.evaluate(data).loss(), 0.005);
            assertEquals(0.25, model.evaluate(data).get("targetRegistrationError"), 0.005);
        }
    }

    /** Two costs of a thousand are as low: the disparity is their mean. */
    @Test
    void disparitiesBehindAConvolution() {
        var costs = Input.image("costs", 1, 1, 1);
        float[] kernel = new float[1000];
        Arrays.fill(kernel, 64);
        kernel[700] = 0;
        kernel[701] = 0;
        var volume = new Conv2D(1000, 1)
                .kernelInitializer(Initializer.of(FloatArray.of(kernel, 1, 1, 1, 1000)))
                .apply(costs);
        try (Model model =
                new Model(costs, new SoftArgmin().apply(volume)).seed(1).precision(Precision.MIXED)) {
            float got =
                    model.predict(FloatArray.of(new float[] {1}, 1, 1, 1, 1)).values()[0];
            assertEquals(700.5, got, 0.01);
        }
    }
}
