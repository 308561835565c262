package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class BatchNormalizationTest extends LayerBattery {

    private static final double EPSILON = 1e-3;

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(4), Shape.of(3, 2), Shape.of(1, 1, 2), Shape.of(3, 4, 3))) {
            LayerCase made = of("of " + shape, shape, bn -> bn)
                    .reference(byMoving(EPSILON))
                    .training(byBatch(EPSILON));
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        cases.add(of("the smallest epsilon", Shape.of(3, 2, 2), bn -> bn.epsilon(1.001e-5f))
                .reference(byMoving(1.001e-5f))
                .training(byBatch(1.001e-5f)));
        cases.add(of("epsilon 0.5", Shape.of(3, 2, 2), bn -> bn.epsilon(0.5))
                .reference(byMoving(0.5))
                .training(byBatch(0.5)));
        for (boolean scale : new boolean[] {true, false}) {
            for (Shape shape : List.of(Shape.of(3), Shape.of(3, 2, 2))) {
                cases.add(without(shape, scale));
            }
        }
        cases.add(of("fixed", Shape.of(3, 2, 2), bn -> bn.trainable(false)).reference(byMoving(EPSILON)));
        cases.add(of("fixed, rank 2", Shape.of(3), bn -> bn.trainable(false)).reference(byMoving(EPSILON)));
        return cases;
    }

    private static LayerCase of(String name, Shape shape, UnaryOperator<BatchNormalization> options) {
        long channels = shape.get(-1);
        return LayerCase.of(name, () -> options.apply(new BatchNormalization()), shape)
                .weight("gamma", channels)
                .weight("beta", channels)
                .state("movingMean", channels)
                .state("movingVariance", channels)
                .positive("movingVariance")
                .parameters(4 * channels);
    }

    /** Without beta, or without both. */
    private static LayerCase without(Shape shape, boolean scale) {
        long channels = shape.get(-1);
        DoubleArray zeros = DoubleArray.zeros((int) channels);
        DoubleArray ones = zeros.map(zero -> 1);
        LayerCase made = LayerCase.of(
                (scale ? "not centred, " : "neither scaled nor centred, ") + shape,
                () -> new BatchNormalization().scale(scale).center(false),
                shape);
        if (scale) {
            made.weight("gamma", channels);
        }
        return made.state("movingMean", channels)
                .state("movingVariance", channels)
                .positive("movingVariance")
                .parameters((scale ? 3 : 2) * channels)
                .reference((in, w) -> normalise(
                        in.get(0),
                        w.getOrDefault("gamma", ones),
                        zeros,
                        w.get("movingMean"),
                        w.get("movingVariance"),
                        EPSILON))
                .training((in, w) -> normalise(
                        in.get(0),
                        w.getOrDefault("gamma", ones),
                        zeros,
                        mean(in.get(0)),
                        variance(in.get(0)),
                        EPSILON));
    }

    private static Reference byMoving(double epsilon) {
        return (in, w) -> normalise(
                in.get(0), w.get("gamma"), w.get("beta"), w.get("movingMean"), w.get("movingVariance"), epsilon);
    }

    private static Reference byBatch(double epsilon) {
        return (in, w) ->
                normalise(in.get(0), w.get("gamma"), w.get("beta"), mean(in.get(0)), variance(in.get(0)), epsilon);
    }

    private static DoubleArray normalise(
            DoubleArray x,
            DoubleArray gamma,
            DoubleArray beta,
            DoubleArray mean,
            DoubleArray variance,
            double epsilon) {
        return DoubleArray.generate(x.shape(), at -> {
            int c = at[at.length - 1];
            return gamma.get(c) * (x.get(at) - mean.get(c)) / Math.sqrt(variance.get(c) + epsilon) + beta.get(c);
        });
    }

    /** The mean of each channel over all other axes. */
    static DoubleArray mean(DoubleArray x) {
        int channels = x.size(-1);
        return DoubleArray.generate(new int[] {channels}, at -> IntStream.range(0, x.values().length)
                .filter(i -> i % channels == at[0])
                .mapToDouble(i -> x.values()[i])
                .average()
                .orElseThrow());
    }

    /** The mean squared distance from the mean: divided by the number of values, not by one less. */
    static DoubleArray variance(DoubleArray x) {
        int channels = x.size(-1);
        DoubleArray mean = mean(x);
        return DoubleArray.generate(new int[] {channels}, at -> IntStream.range(0, x.values().length)
                .filter(i -> i % channels == at[0])
                .mapToDouble(i -> Math.pow(x.values()[i] - mean.get(at[0]), 2))
                .average()
                .orElseThrow());
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.option(
                        () -> new BatchNormalization().momentum(0.99999999999),
                        "momentum must lie in [0, 1) as a 32-bit float, got 0.99999999999"),
                Refusal.option(() -> new BatchNormalization().momentum(1), "momentum must lie in [0, 1), got 1.0"),
                Refusal.option(
                        () -> new BatchNormalization().momentum(Double.NaN), "momentum must lie in [0, 1), got NaN"),
                Refusal.option(() -> new BatchNormalization().epsilon(0), "epsilon must be at least 1.001E-5, got 0.0"),
                Refusal.input(
                        BatchNormalization::new,
                        shapes(Shape.of()),
                        "batch_normalization takes (N, ..., C), got (N)",
                        good),
                Refusal.input(
                        BatchNormalization::new,
                        shapes(Shape.of(8, 8, -1)),
                        "batch_normalization needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        BatchNormalization::new,
                        shapes(Shape.of(3), Shape.of(3)),
                        "batch_normalization takes one input, got 2",
                        good),
                Refusal.laterInput(
                        BatchNormalization::new,
                        good,
                        shapes(Shape.of(8, 8, 4)),
                        "batch_normalization was built for 3 channels, got (N, 8, 8, 4)"),
                Refusal.laterInput(
                        BatchNormalization::new,
                        good,
                        shapes(Shape.of()),
                        "batch_normalization takes (N, ..., C), got (N)"),
                Refusal.lateOption(BatchNormalization::new, good, b -> b.momentum(0.5), "momentum"),
                Refusal.lateOption(BatchNormalization::new, good, b -> b.scale(false), "scale"),
                Refusal.lateOption(BatchNormalization::new, good, b -> b.center(false), "center"),
                Refusal.lateOption(BatchNormalization::new, good, b -> b.epsilon(0.5), "epsilon"));
    }

    /** In training (1, 3) becomes (-0.9995, 0.9995); before training the moving averages are 0 and 1. */
    @Test
    void exampleOfTheDocumentation() {
        FloatArray batch = FloatArray.of(new float[] {1, 3}, 2, 1);
        FloatArray seen = MovingAverages.outputInTraining(new BatchNormalization(), batch);
        new Closeness()
                .check("example", DoubleArray.of(FloatArray.of(new float[] {-0.9995f, 0.9995f}, 2, 1)), seen, 1e-4);
        float first = (float) (1 / Math.sqrt(1.001));
        Examples.values(new BatchNormalization(), List.of(batch), FloatArray.of(new float[] {first, 3 * first}, 2, 1));
    }
}
