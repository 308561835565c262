package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** A missing view never changes the answer by its padding: whole networks over sets of views, to the bit. */
@Tag("layers")
class MissingViewsTest {

    private static final int SAMPLES = 6;
    private static final int VIEWS = 4;
    /** A model refuses what is not finite in its inputs; one of these in a product or a sum would not be finite any more. */
    private static final float[] PADDINGS = {1, -3e30f, Float.MAX_VALUE, -Float.MAX_VALUE};

    /** What may stand in a graph where layers are used without a model. */
    private static final float[] ANYTHING = {
        1, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };

    private static final FloatArray PRESENCE = FloatArray.of(
            new float[] {1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1}, SAMPLES, VIEWS);

    /** What came of a network: outputs of prediction, and the loss, outputs and weights after each of three steps of training. */
    private record Run(FloatArray predicted, List<Double> losses, Map<String, FloatArray> weights) {}

    /** Zeros, other numbers, infinities and NaN in the place of missing views: the same bits. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention", "heads", "dropout"})
    void paddingChangesNoBit(String how) {
        FloatArray images = Samples.uniform(3, SAMPLES, VIEWS, 8, 8, 2);
        Run expected = run(how, Views.padded(images, PRESENCE, 0, 0), PRESENCE);
        assertTrue(expected.losses().stream().allMatch(Double::isFinite));
        for (float padding : PADDINGS) {
            assertEquals(expected, run(how, Views.padded(images, PRESENCE, 0, padding), PRESENCE), how + " " + padding);
        }
    }

    /** More missing views behind the others: the same bits in all that is computed view by view, and in the largest value. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention", "heads"})
    void moreMissingViewsChangeNoMoreThanRounding(String how) {
        FloatArray images = Samples.uniform(3, SAMPLES, VIEWS, 8, 8, 2);
        Run expected = run(how, Views.padded(images, PRESENCE, 0, 0), PRESENCE);
        for (int more : new int[] {1, 3, 4, 12, 29}) {
            Run got = run(
                    how,
                    Views.padded(images, PRESENCE, more, Float.MAX_VALUE),
                    Views.padded(PRESENCE, PRESENCE, more, 0));
            assertClose(expected.predicted(), got.predicted(), how + " " + more);
            expected.weights()
                    .forEach((path, value) -> assertClose(value, got.weights().get(path), path));
            if (how.equals("max")) {
                assertEquals(expected, got, how + " " + more);
            }
        }
    }

    /** The order of the views changes no bit of max, and the rest within rounding. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention", "heads"})
    void theOrderOfTheViewsDoesNotMatter(String how) {
        FloatArray images = Samples.uniform(5, SAMPLES, VIEWS, 8, 8, 2);
        FloatArray expected = predict(how, images, PRESENCE);
        for (int[] order : List.of(new int[] {3, 2, 1, 0}, new int[] {1, 0, 3, 2}, new int[] {2, 3, 1, 0})) {
            FloatArray got = predict(how, ordered(images, order), ordered(PRESENCE, order));
            assertClose(expected, got, how + Arrays.toString(order));
            if (how.equals("max")) {
                assertEquals(expected, got);
            }
        }
    }

    /** Views that are present give the same answer as without the others, alone or in any company. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention", "heads"})
    void aSampleIsThatOfItsViews(String how) {
        FloatArray images = Samples.uniform(5, SAMPLES, VIEWS, 8, 8, 2);
        FloatArray expected = predict(how, images, PRESENCE);
        int size = 8 * 8 * 2;
        for (int n = 0; n < SAMPLES; n++) {
            int sample = n;
            int[] there = IntStream.range(0, VIEWS)
                    .filter(v -> PRESENCE.get(sample, v) > 0)
                    .toArray();
            float[] own = new float[there.length * size];
            for (int v = 0; v < there.length; v++) {
                System.arraycopy(images.values(), (n * VIEWS + there[v]) * size, own, v * size, size);
            }
            float[] ones = new float[there.length];
            Arrays.fill(ones, 1);
            FloatArray alone =
                    predict(how, FloatArray.of(own, 1, there.length, 8, 8, 2), FloatArray.of(ones, 1, there.length));
            assertArrayEquals(
                    Arrays.copyOfRange(expected.values(), n * 3, n * 3 + 3), alone.values(), 1e-5f, how + " " + n);
        }
    }

    /** Gradients of the present views are the same bits, those of missing ones 0. */
    @ParameterizedTest
    @ValueSource(strings = {"max", "mean", "attention", "heads"})
    void gradientsOfViewsAreThoseOfPresentOnes(String how) {
        DoubleArray images = DoubleArray.of(Samples.uniform(7, SAMPLES, VIEWS, 4));
        DoubleArray presence = DoubleArray.of(PRESENCE);
        GraphRun.Gradients expected = gradients(how, images, presence, 0);
        for (float padding : ANYTHING) {
            GraphRun.Gradients got = gradients(how, images, presence, padding);
            assertEquals(expected.weights(), got.weights(), how + " " + padding);
            assertEquals(expected.inputs(), got.inputs(), how + " " + padding);
        }
        float[] ofViews = expected.inputs().get(0).get(0).values();
        for (int i = 0; i < ofViews.length; i++) {
            assertFalse(presence.values()[i / 4] == 0 && ofViews[i] != 0, "a missing view has a gradient");
        }
    }

    private static GraphRun.Gradients gradients(String how, DoubleArray images, DoubleArray presence, float padding) {
        Layer layer = new Layer() {
            private final Layer each = new PerView(
                            new Sequential(new Dense(3).activation(Activation.TANH), new BatchNormalization()))
                    .name("each");
            private final Layer heads = new MultiHeadAttention(1, 2).name("heads");
            private final Layer pool = pooling(how).name("pool");

            @Override
            protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> in) {
                var features = c.apply(each, in.get(0), in.get(1));
                var seen = how.equals("heads") ? c.apply(heads, features, in.get(1)) : features;
                return c.apply(pool, seen, in.get(1));
            }
        };
        DoubleArray padded = DoubleArray.of(Views.padded(images.floats(), presence.floats(), 0, padding));
        Map<String, DoubleArray> weights = new LinkedHashMap<>();
        try (GraphRun declared = new GraphRun(layer, true)) {
            declared.apply(List.of(padded, presence));
            WeightPaths.of(layer)
                    .forEach((path, weight) -> weights.put(
                            path,
                            DoubleArray.of(Samples.uniform(
                                    path.length(), weight.shape().asArray()))));
        }
        try (GraphRun run = new GraphRun(layer, true)) {
            return run.apply(List.of(padded, presence))
                    .gradients(weights, List.of(DoubleArray.of(Samples.uniform(5, SAMPLES, 3))));
        }
    }

    private static ViewPooling pooling(String how) {
        return switch (how) {
            case "max" -> ViewPooling.max();
            case "attention" -> ViewPooling.attention().units(5);
            default -> ViewPooling.mean();
        };
    }

    /** Convolutions with batch normalisation on each view, attention of views where asked, pooling, classes. */
    private static Model model(String how, int views) {
        var one = Input.image("view", 8, 8, 2);
        var x = new Conv2D(6, 3).apply(one);
        x = new Activation(Activation.RELU).apply(new BatchNormalization().apply(x));
        x = new GlobalAveragePooling2D().apply(new MaxPooling2D(2).apply(x));
        var images = Input.of("images", views, 8, 8, 2);
        var presence = Input.of("presence", views);
        var seen = how.equals("dropout") ? new ViewDropout(0.5).apply(presence) : presence;
        var features = new PerView(new Model(one, x).asLayer()).apply(images, seen);
        if (how.equals("heads")) {
            features = new MultiHeadAttention(2, 3).apply(features, seen);
        }
        return new Model(
                        List.of(images, presence),
                        new Dense(3).apply(pooling(how).apply(features, seen)))
                .seed(11);
    }

    private static FloatArray predict(String how, FloatArray images, FloatArray presence) {
        try (Model model = model(how, (int) images.shape().get(1))) {
            return model.predict(images, presence);
        }
    }

    private static Run run(String how, FloatArray images, FloatArray presence) {
        Batch batch = new Batch(List.of(images, presence), List.of(Samples.labels(9, 3, SAMPLES)));
        try (Model model = model(how, (int) images.shape().get(1))) {
            model.compile(new SGD(0.05), Loss.softmaxCrossEntropy());
            List<Double> losses = IntStream.range(0, 3)
                    .mapToObj(i -> model.engine().trainOnBatch(batch).loss())
                    .toList();
            return new Run(model.predict(images, presence), losses, new TreeMap<>(model.weights()));
        }
    }

    private static FloatArray ordered(FloatArray x, int[] order) {
        int size = x.values().length / (SAMPLES * VIEWS);
        float[] made = new float[x.values().length];
        for (int n = 0; n < SAMPLES; n++) {
            for (int v = 0; v < VIEWS; v++) {
                System.arraycopy(x.values(), (n * VIEWS + order[v]) * size, made, (n * VIEWS + v) * size, size);
            }
        }
        return FloatArray.of(made, x.shape());
    }

    private static void assertClose(FloatArray expected, FloatArray got, String what) {
        new Closeness().check(what, DoubleArray.of(expected), got, Closeness.VALUES);
    }
}
