package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

class ViewPoolingTest extends LayerBattery {

    /** The views of one place to one number. */
    private interface Pool {
        double of(DoubleStream views);
    }

    private static final Pool MAX = views -> views.max().orElseThrow();
    private static final Pool MEAN = views -> views.average().orElseThrow();

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(4), Shape.of(3, 2), Shape.of(3, 4, 3), Shape.of(2, 3, 2, 4))) {
            cases.add(simple("max of " + shape, ViewPooling::max, shape, 0, MAX));
            cases.add(simple("mean of " + shape, ViewPooling::mean, shape, 0, MEAN));
        }
        for (int views : new int[] {1, 2, 6}) {
            for (Shape shape : List.of(Shape.of(6), Shape.of(3, 6), Shape.of(3, 1, 6))) {
                String of = views + " views of " + shape;
                cases.add(simple("max, " + of, () -> ViewPooling.max().views(views), shape, views, MAX));
                cases.add(simple("mean, " + of, () -> ViewPooling.mean().views(views), shape, views, MEAN));
            }
        }
        cases.add(attention("attention, nothing set", ViewPooling::attention, Shape.of(2, 3), 128, 0));
        for (Shape shape : List.of(Shape.of(1, 3), Shape.of(4, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 2, 3))) {
            cases.add(attention(
                    "attention of " + shape, () -> ViewPooling.attention().units(3), shape, 3, 0));
        }
        for (Shape shape : List.of(Shape.of(6), Shape.of(3, 2, 6))) {
            String name = "attention, 3 views of " + shape;
            cases.add(attention(name, () -> ViewPooling.attention().units(1).views(3), shape, 1, 3));
        }
        for (boolean missing : new boolean[] {false, true}) {
            for (Shape shape : List.of(Shape.of(1), Shape.of(4), Shape.of(3, 2), Shape.of(2, 3, 2, 2))) {
                cases.add(first("max", ViewPooling::max, shape, missing, MAX));
                cases.add(first("mean", ViewPooling::mean, shape, missing, MEAN));
            }
            for (Shape shape : List.of(Shape.of(3, 2), Shape.of(2, 2), Shape.of(3, 2, 2), Shape.of(3, 2, 3, 2))) {
                cases.add(attentionFirst(shape, missing));
            }
        }
        return cases;
    }

    private static LayerCase first(String name, Supplier<ViewPooling> layer, Shape shape, boolean missing, Pool pool) {
        return first(name, layer, shape, missing, (in, w) -> {
            DoubleArray x = in.get(0);
            int[] rest = new int[x.rank() - 1];
            System.arraycopy(x.shape(), 2, rest, 1, x.rank() - 2);
            rest[0] = x.size(0);
            return DoubleArray.generate(rest, at -> {
                int[] there = IntStream.range(0, x.size(1))
                        .filter(v -> !missing || in.get(1).get(at[0], v) > 0.5)
                        .toArray();
                return there.length == 0 ? 0 : pool.of(Arrays.stream(there).mapToDouble(v -> x.get(withSecond(at, v))));
            });
        });
    }

    private static LayerCase first(
            String name, Supplier<ViewPooling> layer, Shape shape, boolean missing, Reference reference) {
        return (missing
                        ? LayerCase.of(name + ", those present of " + shape, layer, shape, Shape.of(shape.get(0)))
                                .presence(1)
                        : LayerCase.of(
                                name + ", views first, " + shape,
                                () -> layer.get().viewsFirst(),
                                shape))
                .reference(reference);
    }

    private static LayerCase attentionFirst(Shape shape, boolean missing) {
        long features = shape.get(-1);
        return first("attention", () -> ViewPooling.attention().units(3), shape, missing, (in, w) -> {
                    DoubleArray x = in.get(0);
                    int[] rest = new int[x.rank() - 1];
                    System.arraycopy(x.shape(), 2, rest, 1, x.rank() - 2);
                    rest[0] = x.size(0);
                    return DoubleArray.generate(rest, at -> {
                        double weighted = 0;
                        double all = 0;
                        for (int v = 0; v < x.size(1); v++) {
                            if (!missing || in.get(1).get(at[0], v) > 0.5) {
                                double weight = Math.exp(logit(x, withSecond(at, v), w));
                                weighted += weight * x.get(withSecond(at, v));
                                all += weight;
                            }
                        }
                        return all == 0 ? 0 : weighted / all;
                    });
                })
                .weight("hidden/kernel", features, 3)
                .weight("score/kernel", 3, 1)
                .parameters(features * 3 + 3);
    }

    /** {@code w . tanh(U h)} of the features on the last axis. */
    private static double logit(DoubleArray x, int[] at, Map<String, DoubleArray> w) {
        DoubleArray hidden = w.get("hidden/kernel");
        double logit = 0;
        for (int unit = 0; unit < hidden.size(1); unit++) {
            double sum = 0;
            for (int f = 0; f < hidden.size(0); f++) {
                int[] feature = at.clone();
                feature[at.length - 1] = f;
                sum += x.get(feature) * hidden.get(f, unit);
            }
            logit += Math.tanh(sum) * w.get("score/kernel").get(unit, 0);
        }
        return logit;
    }

    private static int[] withSecond(int[] at, int view) {
        int[] longer = new int[at.length + 1];
        System.arraycopy(at, 1, longer, 2, at.length - 1);
        longer[0] = at[0];
        longer[1] = view;
        return longer;
    }

    private static LayerCase simple(String name, Supplier<ViewPooling> layer, Shape shape, int views, Pool pool) {
        LayerCase made = LayerCase.of(name, layer, shape).reference((in, w) -> {
            DoubleArray x = viewsLast(in.get(0), views);
            int[] rest = Arrays.copyOf(x.shape(), x.rank() - 1);
            return DoubleArray.generate(
                    rest, at -> pool.of(IntStream.range(0, x.size(-1)).mapToDouble(v -> x.get(with(at, v)))));
        });
        return shape.numDimensions() == 3 && views > 0 ? made.sizesMayBeUnknown() : made;
    }

    private static LayerCase attention(String name, Supplier<ViewPooling> layer, Shape shape, int units, int views) {
        int last = shape.numDimensions() - 1;
        long features = views == 0 ? shape.get(last - 1) : shape.get(last) / views;
        LayerCase made = LayerCase.of(name, layer, shape)
                .reference(
                        (in, w) -> attend(viewsLast(in.get(0), views), w.get("hidden/kernel"), w.get("score/kernel")))
                .weight("hidden/kernel", features, units)
                .weight("score/kernel", units, 1)
                .parameters(features * units + units);
        return shape.numDimensions() == 3 && views > 0 ? made.sizesMayBeUnknown() : made;
    }

    /** Views side by side, view by view, put on an axis of their own at the end; 0 where they lie there already. */
    private static DoubleArray viewsLast(DoubleArray x, int views) {
        if (views == 0) {
            return x;
        }
        int features = x.size(-1) / views;
        int[] shape = Arrays.copyOf(x.shapeWithLast(features), x.rank() + 1);
        shape[x.rank()] = views;
        return DoubleArray.generate(shape, at -> {
            int[] from = Arrays.copyOf(at, x.rank());
            from[x.rank() - 1] = at[x.rank()] * features + at[x.rank() - 1];
            return x.get(from);
        });
    }

    /** {@code (N, ..., F, V) -> (N, ..., F)}, by the formula. */
    private static DoubleArray attend(DoubleArray x, DoubleArray hidden, DoubleArray score) {
        int[] rest = Arrays.copyOf(x.shape(), x.rank() - 1);
        return DoubleArray.generate(rest, at -> {
            double weighted = 0;
            double all = 0;
            for (int v = 0; v < x.size(-1); v++) {
                double logit = 0;
                for (int unit = 0; unit < hidden.size(1); unit++) {
                    double sum = 0;
                    for (int f = 0; f < hidden.size(0); f++) {
                        int[] feature = at.clone();
                        feature[at.length - 1] = f;
                        sum += x.get(with(feature, v)) * hidden.get(f, unit);
                    }
                    logit += Math.tanh(sum) * score.get(unit, 0);
                }
                weighted += Math.exp(logit) * x.get(with(at, v));
                all += Math.exp(logit);
            }
            return weighted / all;
        });
    }

    private static int[] with(int[] at, int last) {
        int[] longer = Arrays.copyOf(at, at.length + 1);
        longer[at.length] = last;
        return longer;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 4));
        return List.of(
                Refusal.option(() -> ViewPooling.max().views(0), "views must be positive, got 0"),
                Refusal.option(() -> ViewPooling.attention().units(-1), "units must be positive, got -1"),
                Refusal.option(() -> ViewPooling.max().units(8), "units is an option of attention, this is max"),
                Refusal.option(
                        () -> ViewPooling.mean().kernelInitializer(Initializer.ones()),
                        "kernelInitializer is an option of attention, this is mean"),
                Refusal.option(
                        () -> ViewPooling.mean().kernelRegularizer(Regularizer.l2(1)),
                        "kernelRegularizer is an option of attention, this is mean"),
                Refusal.input(ViewPooling::max, shapes(Shape.of()), "view_pooling takes (N, ..., V), got (N)", good),
                Refusal.input(
                        () -> ViewPooling.mean().views(2),
                        shapes(Shape.of()),
                        "view_pooling takes (N, ..., V F), got (N)",
                        good),
                Refusal.input(
                        () -> ViewPooling.attention().name("look"),
                        shapes(Shape.of(4)),
                        "look takes (N, ..., F, V), got (N, 4)",
                        good),
                Refusal.input(
                        () -> ViewPooling.max().views(4),
                        shapes(Shape.of(8, 8, 6)),
                        "view_pooling of 4 views needs channels that are a multiple of 4, got (N, 8, 8, 6)",
                        good),
                Refusal.input(
                        () -> ViewPooling.max().views(4),
                        shapes(Shape.of(8, 8, -1)),
                        "view_pooling needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        ViewPooling::attention,
                        shapes(Shape.of(8, -1, 4)),
                        "view_pooling needs a known number of features, got (N, 8, ?, 4)",
                        good),
                Refusal.input(
                        ViewPooling::attention,
                        shapes(Shape.of(8, 8, -1)),
                        "view_pooling needs a known number of views, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        ViewPooling::max,
                        shapes(Shape.of(8, 8, 4), Shape.of(8, 8, 4)),
                        "view_pooling takes the presence of views as (N, V), got (N, 8, 8, 4)",
                        good),
                Refusal.laterInput(
                        ViewPooling::attention,
                        good,
                        shapes(Shape.of(8, 6, 4)),
                        "view_pooling was built for 8 features, got (N, 8, 6, 4)"),
                Refusal.laterInput(
                        () -> ViewPooling.attention().views(2),
                        good,
                        shapes(Shape.of(8, 8, 6)),
                        "view_pooling was built for 4 channels, got (N, 8, 8, 6)"),
                Refusal.option(
                        () -> ViewPooling.max().views(2).viewsFirst(), "views are first or side by side, not both"),
                Refusal.option(
                        () -> ViewPooling.max().viewsFirst().views(2), "views are first or side by side, not both"),
                Refusal.input(
                        () -> ViewPooling.max().views(2),
                        shapes(Shape.of(8, 8), Shape.of(8)),
                        "view_pooling of views side by side takes no presence",
                        good),
                Refusal.input(
                        () -> ViewPooling.mean().viewsFirst(),
                        shapes(Shape.of()),
                        "view_pooling takes (N, V, ...), got (N)",
                        good),
                Refusal.input(
                        ViewPooling::attention,
                        shapes(Shape.of(4), Shape.of(4)),
                        "view_pooling takes (N, V, ..., F), got (N, 4)",
                        good),
                Refusal.input(
                        ViewPooling::attention,
                        shapes(Shape.of(-1, 4), Shape.of(4)),
                        "view_pooling needs a known number of views, got (N, ?, 4)",
                        good),
                Refusal.input(
                        ViewPooling::attention,
                        shapes(Shape.of(4, -1), Shape.of(4)),
                        "view_pooling needs a known number of features, got (N, 4, ?)",
                        good),
                Refusal.input(
                        ViewPooling::mean,
                        shapes(Shape.of(4, 8), Shape.of(3)),
                        "view_pooling takes views and the presence of as many, got (N, 4, 8) and (N, 3)",
                        good),
                Refusal.input(
                        ViewPooling::mean,
                        shapes(Shape.of(4, 8), Shape.of(4), Shape.of(4)),
                        "view_pooling takes (N, V, ...) and, where views may be missing, their presence (N, V), got 3"
                                + " inputs",
                        good),
                Refusal.laterInput(
                        ViewPooling::attention,
                        shapes(Shape.of(4, 8), Shape.of(4)),
                        shapes(Shape.of(4, 6), Shape.of(4)),
                        "view_pooling was built for 8 features, got (N, 4, 6)"),
                Refusal.lateOption(ViewPooling::max, good, p -> p.viewsFirst(), "viewsFirst"),
                Refusal.lateOption(ViewPooling::max, good, p -> p.views(2), "views"),
                Refusal.lateOption(ViewPooling::attention, good, p -> p.units(2), "units"),
                Refusal.lateOption(
                        ViewPooling::attention,
                        good,
                        p -> p.kernelInitializer(Initializer.ones()),
                        "kernelInitializer"),
                Refusal.lateOption(
                        ViewPooling::attention,
                        good,
                        p -> p.kernelRegularizer(Regularizer.l2(1)),
                        "kernelRegularizer"));
    }

    @Test
    void exampleOfTheDocumentation() {
        FloatArray views = FloatArray.of(new float[] {1, 5, 3}, 1, 1, 3);
        Examples.values(ViewPooling.max(), List.of(views), Examples.row(5));
        Examples.values(ViewPooling.mean(), List.of(views), Examples.row(3));
        Examples.values(
                ViewPooling.attention().kernelInitializer(Initializer.zeros()), List.of(views), Examples.row(3));
        FloatArray first = FloatArray.of(new float[] {1, 5, 3}, 1, 3, 1);
        Examples.values(ViewPooling.max(), List.of(first, Examples.row(1, 0, 1)), Examples.row(3));
        Examples.values(ViewPooling.mean(), List.of(first, Examples.row(1, 0, 1)), Examples.row(2));
        Examples.values(
                ViewPooling.attention().kernelInitializer(Initializer.zeros()),
                List.of(first, Examples.row(1, 0, 1)),
                Examples.row(2));
    }

    /** A score of 3 h, to 1e-4, for the second view against 0 for the first: weights 1 / (1 + e^3) and the rest. */
    @Test
    void attentionPrefersTheHigherScore() {
        var x = Input.of("x", 1, 2);
        var pooled = ViewPooling.attention().units(1).name("look").apply(x);
        try (var model = new Model(x, pooled).seed(1)) {
            // tanh(0.001 h) is 0.001 h here.
            model.setWeights(Map.of(
                    "look/hidden/kernel", FloatArray.of(new float[] {0.001f}, 1, 1),
                    "look/score/kernel", FloatArray.of(new float[] {3000}, 1, 1)));
            float got =
                    model.predict(FloatArray.of(new float[] {0, 1}, 1, 1, 2)).get(0, 0);
            assertEquals(1 / (1 + Math.exp(-3)), got, 1e-5);
        }
    }

    @Test
    void aSingleViewStaysAsItIs() {
        FloatArray one = FloatArray.of(new float[] {2, -3}, 1, 2, 1);
        Examples.values(ViewPooling.attention(), List.of(one), Examples.row(2, -3));
    }

    /** The kernels start and are regularised as the options say. */
    @Test
    void attentionTakesTheOptionsOfItsKernels() {
        var x = Input.of("x", 2, 3);
        var pooled = ViewPooling.attention()
                .units(2)
                .kernelInitializer(Initializer.constant(0.5f))
                .kernelRegularizer(Regularizer.l1(1))
                .name("look")
                .apply(x);
        try (var model = new Model(x, pooled).seed(1)) {
            assertEquals(
                    FloatArray.of(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 2, 2),
                    model.weights().get("look/hidden/kernel"));
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            var zeros = Dataset.of(List.of(FloatArray.zeros(Shape.of(1, 2, 3))), FloatArray.zeros(Shape.of(1, 2)));
            // Outputs and targets are 0; six kernel elements of 0.5 remain.
            assertEquals(3, model.evaluate(zeros).get("loss"), 1e-6);
        }
    }

    /** Without {@code views}, all axes that hold neither views nor features of attention may be unknown. */
    @Test
    void otherSizesMayBeUnknown() {
        FloatArray images = Samples.uniform(3, 2, 5, 3, 4);
        for (Supplier<ViewPooling> layer :
                List.<Supplier<ViewPooling>>of(ViewPooling::max, ViewPooling::mean, () -> ViewPooling.attention()
                        .units(2))) {
            var open = Input.of("open", -1, 3, 4);
            var known = Input.of("known", 5, 3, 4);
            ViewPooling same = layer.get();
            var outputs = List.of(same.apply(open), same.apply(known));
            assertEquals("view_pooling (N, ?, 3)", outputs.get(0).toString());
            try (var model = new Model(List.of(open, known), outputs).seed(1)) {
                var got = model.predictAll(images, images);
                assertEquals(got.get(1), got.get(0));
            }
        }
    }

    /** A network of views cannot tell their order. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention"})
    void theOrderOfTheChannelsDoesNotMatter(String how) {
        var image = Input.image("image", 8, 8, 4);
        var x = new PerChannel(new Conv2D(6, 3).activation(Activation.TANH)).apply(image);
        ViewPooling pooling = how.equals("max")
                ? ViewPooling.max()
                : how.equals("mean") ? ViewPooling.mean() : ViewPooling.attention();
        x = new Dense(3).apply(new Flatten().apply(pooling.apply(x)));
        FloatArray images = Samples.uniform(5, 6, 8, 8, 4);
        try (var model = new Model(image, x).seed(4)) {
            float[] expected = model.predict(images).values();
            for (int[] order : List.of(new int[] {3, 2, 1, 0}, new int[] {1, 0, 3, 2}, new int[] {2, 3, 1, 0})) {
                assertArrayEquals(
                        expected, model.predict(Channels.ordered(images, order)).values(), 1e-6f);
            }
        }
    }
}
