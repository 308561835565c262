package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class LayerNormalizationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", LayerNormalization::new, Shape.of(3, 4))
                .reference((in, w) -> normalised(in.get(0), w.get("gamma"), w.get("beta"), 1e-3, 2))
                .weight("gamma", 4)
                .weight("beta", 4)
                .parameters(8));
        for (Shape shape : List.of(Shape.of(2), Shape.of(5), Shape.of(1, 3), Shape.of(3, 2, 4), Shape.of(2, 1, 3, 2))) {
            for (double epsilon : new double[] {1e-3, 0.5}) {
                for (boolean scale : new boolean[] {true, false}) {
                    for (boolean center : new boolean[] {true, false}) {
                        cases.add(of(shape, epsilon, scale, center, -1));
                    }
                }
            }
        }
        Shape image = Shape.of(3, 2, 4);
        for (int[] axes : new int[][] {{3}, {1}, {2, 3}, {3, 1}, {-1, -2}, {1, 2, 3}}) {
            cases.add(of(image, 1e-3, true, true, axes));
        }
        // One number is its own mean: what is left is beta.
        cases.add(of(Shape.of(1), 1e-3, false, true, -1));
        cases.add(of(Shape.of(3, 2, 1), 1e-3, false, true, -1));
        return cases;
    }

    private static LayerCase of(Shape shape, double epsilon, boolean scale, boolean center, int... axes) {
        int rank = shape.numDimensions() + 1;
        int[] sorted =
                IntStream.of(axes).map(a -> Math.floorMod(a, rank)).sorted().toArray();
        long[] sizes = IntStream.of(sorted).mapToLong(a -> shape.get(a - 1)).toArray();
        int[] whole = Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
        long count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        String name = "of " + shape + ", axis " + Arrays.toString(axes) + ", epsilon " + epsilon
                + (scale ? ", gamma" : "") + (center ? ", beta" : "");
        LayerCase made = LayerCase.of(
                        name,
                        () -> new LayerNormalization()
                                .axis(axes)
                                .epsilon(epsilon)
                                .scale(scale)
                                .center(center),
                        shape)
                .reference((in, w) -> {
                    DoubleArray gamma =
                            scale ? w.get("gamma") : DoubleArray.zeros(whole).map(x -> 1);
                    DoubleArray beta = center ? w.get("beta") : DoubleArray.zeros(whole);
                    return normalised(in.get(0), gamma, beta, epsilon, sorted);
                })
                .parameters((scale ? count : 0) + (center ? count : 0));
        if (scale) {
            made.weight("gamma", sizes);
        }
        if (center) {
            made.weight("beta", sizes);
        }
        boolean open = rank == 4 && Arrays.equals(sorted, new int[] {3});
        return open ? made.sizesMayBeUnknown() : made;
    }

    /** Mean and variance over all elements that differ only in their indices along the axes. */
    private static DoubleArray normalised(
            DoubleArray x, DoubleArray gamma, DoubleArray beta, double epsilon, int... axes) {
        int[] groups = x.shape();
        IntStream.of(axes).forEach(a -> groups[a] = 1);
        double count = (double) x.values().length / DoubleArray.zeros(groups).values().length;
        DoubleArray mean = summed(x, groups, axes).map(s -> s / count);
        DoubleArray squares = DoubleArray.generate(x.shape(), at -> Math.pow(x.get(at) - mean.get(group(at, axes)), 2));
        DoubleArray variance = summed(squares, groups, axes).map(s -> s / count);
        return DoubleArray.generate(x.shape(), at -> {
            int[] own = IntStream.of(axes).map(a -> at[a]).toArray();
            int[] group = group(at, axes);
            double y = (x.get(at) - mean.get(group)) / Math.sqrt(variance.get(group) + epsilon);
            return gamma.get(own) * y + beta.get(own);
        });
    }

    private static DoubleArray summed(DoubleArray x, int[] groups, int[] axes) {
        DoubleArray sums = DoubleArray.zeros(groups);
        DoubleArray.generate(x.shape(), at -> {
            int[] group = group(at, axes);
            sums.set(sums.get(group) + x.get(at), group);
            return 0;
        });
        return sums;
    }

    private static int[] group(int[] at, int[] axes) {
        int[] group = at.clone();
        IntStream.of(axes).forEach(a -> group[a] = 0);
        return group;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        Supplier<LayerNormalization> layer = LayerNormalization::new;
        return List.of(
                Refusal.option(() -> new LayerNormalization().axis(), "axis must name at least one axis"),
                Refusal.option(() -> new LayerNormalization().epsilon(0), "epsilon must be positive, got 0.0"),
                Refusal.option(
                        () -> new LayerNormalization().epsilon(1e-60),
                        "epsilon must be positive as a 32-bit float, got 1.0E-60"),
                Refusal.option(() -> new LayerNormalization().epsilon(Double.NaN), "epsilon must be finite, got NaN"),
                Refusal.input(layer, shapes(Shape.of()), "layer_normalization takes (N, ..., C), got (N)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1)),
                        "layer_normalization needs a known number of elements, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> new LayerNormalization().axis(3),
                        shapes(Shape.of(8, 8)),
                        "axis 3 is not one of (N, 8, 8) after the batch",
                        good),
                Refusal.input(
                        () -> new LayerNormalization().axis(-3),
                        shapes(Shape.of(8, 8)),
                        "axis -3 is not one of (N, 8, 8) after the batch",
                        good),
                Refusal.input(
                        () -> new LayerNormalization().axis(-1, 2),
                        shapes(Shape.of(8, 8)),
                        "axis must not name one axis twice, got [-1, 2] for (N, 8, 8)",
                        good),
                Refusal.input(
                        layer, shapes(Shape.of(3), Shape.of(3)), "layer_normalization takes one input, got 2", good),
                Refusal.laterInput(
                        layer,
                        good,
                        shapes(Shape.of(8, 8, 1)),
                        "layer_normalization was built for 3 elements, got (N, 8, 8, 1)"),
                Refusal.laterInput(
                        layer,
                        good,
                        shapes(Shape.of(8, 8, -1)),
                        "layer_normalization needs a known number of elements, got (N, 8, 8, ?)"),
                Refusal.lateOption(layer, good, l -> l.axis(1), "axis"),
                Refusal.lateOption(layer, good, l -> l.epsilon(1), "epsilon"),
                Refusal.lateOption(layer, good, l -> l.center(false), "center"),
                Refusal.lateOption(layer, good, l -> l.scale(false), "scale"),
                Refusal.lateOption(layer, good, l -> l.gammaInitializer(Initializer.zeros()), "gammaInitializer"),
                Refusal.lateOption(layer, good, l -> l.betaInitializer(Initializer.ones()), "betaInitializer"),
                Refusal.lateOption(layer, good, l -> l.gammaRegularizer(Regularizer.l2(1)), "gammaRegularizer"),
                Refusal.lateOption(layer, good, l -> l.betaRegularizer(Regularizer.l2(1)), "betaRegularizer"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new LayerNormalization(), List.of(Examples.row(1, 3)), Examples.row(-0.9995f, 0.9995f));
        Examples.shapeAndParameters(new LayerNormalization(), shapes(Shape.of(8, 8, 3)), Shape.of(-1, 8, 8, 3), 6);
    }

    @Test
    void axesThatAreChangedLaterChangeNothing() {
        int[] axes = {1};
        LayerNormalization layer = new LayerNormalization().axis(axes);
        axes[0] = 2;
        // Gamma and beta of the three rows, not of the four columns.
        Examples.shapeAndParameters(layer, shapes(Shape.of(3, 4)), Shape.of(-1, 3, 4), 2 * 3);
    }

    /** Samples do not see one another: each gives the same alone. */
    @Test
    void samplesAreNormalisedAlone() {
        FloatArray two = FloatArray.of(new float[] {1, 3, 10, 50}, 2, 2);
        Examples.values(
                new LayerNormalization(), List.of(two), FloatArray.of(new float[] {-0.9995f, 0.9995f, -1, 1}, 2, 2));
    }
}
