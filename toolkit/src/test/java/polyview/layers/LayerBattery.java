package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * The tests that every layer passes.
 *
 * <p>A new layer {@code Foo} gets one class {@code FooTest} that extends this one and lists cases: options, a plain-Java
 * reference, the weights, and what must be refused with which message. {@link EveryLayerHasABatteryTest} fails without it.
 */
@Tag("layers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LayerBattery {

    private final Closeness values = new Closeness();
    private final Closeness gradients = new Closeness();

    /** The layer with a grid of options. */
    abstract List<LayerCase> cases();

    /** What the layer must refuse. */
    abstract List<Refusal> refusals();

    /** The shape is known at once, whatever the size of the batch. */
    @TestFactory
    Stream<DynamicTest> shapeIsKnownAtOnce() {
        return each("shape", layerCase -> {
            LayerCase.Values at = layerCase.values(2, 0);
            Shape expected = layerCase
                    .modes()
                    .get(false)
                    .of(at.inputs(), at.weights())
                    .floats()
                    .shape();
            Shape symbolic =
                    layerCase.newLayer().apply(layerCase.symbolicInputs("x")).shape();
            assertEquals(Shapes.text(Shape.of(-1).append(expected.tail())), Shapes.text(symbolic));
            if (layerCase.worksWithUnknownSizes()) {
                Shape open = layerCase
                        .newLayer()
                        .apply(layerCase.inputsOfUnknownSize())
                        .shape();
                assertEquals(symbolic.numDimensions(), open.numDimensions());
                assertTrue(open.isCompatibleWith(symbolic), () -> open + " and " + symbolic);
                assertEquals(symbolic.get(-1), open.get(-1), "channels");
            }
        });
    }

    /** The output is that of the reference, for one sample and for several. */
    @TestFactory
    Stream<DynamicTest> valuesAreTheReferences() {
        return each("values", layerCase -> layerCase.modes().forEach((training, reference) -> {
            for (int batch : new int[] {1, 3}) {
                LayerCase.Values at = layerCase.values(batch, batch);
                DoubleArray expected = reference.of(at.inputs(), at.weights());
                try (GraphRun run = new GraphRun(layerCase.newLayer(), training)) {
                    FloatArray got =
                            run.apply(at.inputs()).outputs(at.weights()).get(0);
                    values.check("output" + mode(training), expected, got, Closeness.VALUES);
                }
                if (layerCase.worksWithUnknownSizes()) {
                    try (GraphRun run = new GraphRun(layerCase.newLayer(), training)) {
                        FloatArray got = run.applyToUnknownSizes(at.inputs())
                                .outputs(at.weights())
                                .get(0);
                        values.check("output of open size" + mode(training), expected, got, Closeness.VALUES);
                    }
                }
            }
        }));
    }

    /** The gradients of a random linear function of the output, for every input and every learned weight. */
    @TestFactory
    Stream<DynamicTest> gradientsAreTheReferences() {
        return each("gradients", layerCase -> {
            LayerCase.Values at = layerCase.values(2, 10);
            Map<Reference, FiniteDifferences.Gradients> known = new IdentityHashMap<>();
            layerCase.modes().forEach((training, reference) -> {
                DoubleArray factor = factor(reference, at);
                FiniteDifferences.Gradients expected =
                        known.computeIfAbsent(reference, r -> FiniteDifferences.of(r, at, factor));
                try (GraphRun run = new GraphRun(layerCase.newLayer(), training)) {
                    GraphRun.Gradients got = run.apply(at.inputs()).gradients(at.weights(), List.of(factor));
                    checkInputs(expected, got.inputs().get(0), mode(training));
                    got.weights().forEach((path, gradient) -> checkWeight(path, List.of(expected), gradient, training));
                }
            });
        });
    }

    /** Names, shapes and number of the weights, and which of them training changes. */
    @TestFactory
    Stream<DynamicTest> weightsAreDeclared() {
        return each("weights", ModelChecks::weights);
    }

    /** Applied twice, to batches of different size, the weights are there once and their gradients add up. */
    @TestFactory
    Stream<DynamicTest> weightsAreShared() {
        return withWeights("shared", layerCase -> {
            ModelChecks.shared(layerCase);
            LayerCase.Values first = layerCase.values(2, 20);
            LayerCase.Values second =
                    new LayerCase.Values(layerCase.values(3, 21).inputs(), first.weights());
            layerCase.modes().forEach((training, reference) -> {
                List<FiniteDifferences.Gradients> expected = new ArrayList<>();
                List<DoubleArray> factors = new ArrayList<>();
                for (LayerCase.Values at : List.of(first, second)) {
                    factors.add(factor(reference, at));
                    expected.add(FiniteDifferences.of(reference, at, factors.get(factors.size() - 1)));
                }
                try (GraphRun run = new GraphRun(layerCase.newLayer(), training)) {
                    GraphRun.Gradients got =
                            run.apply(first.inputs()).apply(second.inputs()).gradients(first.weights(), factors);
                    checkInputs(expected.get(0), got.inputs().get(0), " of the first application" + mode(training));
                    checkInputs(expected.get(1), got.inputs().get(1), " of the second application" + mode(training));
                    got.weights().forEach((path, gradient) -> checkWeight(path, expected, gradient, training));
                }
            });
        });
    }

    /** A fixed layer's weights keep every bit in a training step that moves others. */
    @TestFactory
    Stream<DynamicTest> weightsCanBeFixed() {
        return withWeights("fixed", ModelChecks::fixed);
    }

    /** Saved and loaded, as a model and as weights, it predicts the same bits; for about a dozen cases, evenly taken. */
    @TestFactory
    Stream<DynamicTest> savedAndLoaded(@TempDir Path folder) {
        return tests(dozen(cases()), "saved and loaded", layerCase -> ModelChecks.saved(layerCase, folder));
    }

    /** Every weight that learns has an initialiser and a regulariser to set. */
    @TestFactory
    Stream<DynamicTest> weightsHaveOptions() {
        return withWeights("options", layerCase -> {
            OptionChecks.initializers(layerCase, this::isSetByOptions);
            OptionChecks.regularizers(layerCase, this::isSetByOptions);
            OptionChecks.late(layerCase);
        });
    }

    /** False for weights of layers that the user gives, which have options of their own. */
    boolean isSetByOptions(String path) {
        return true;
    }

    /** Each bad input and option gives its message. */
    @TestFactory
    Stream<DynamicTest> badUseIsRefused() {
        assertFalse(refusals().isEmpty(), "a layer refuses something");
        return refusals().stream().map(r -> DynamicTest.dynamicTest("refused: " + r.name(), r.check()));
    }

    @AfterAll
    void report() {
        System.out.printf(
                Locale.ROOT,
                "%-32s %3d cases, largest relative error: values %.1e, gradients %.1e%n",
                getClass().getSimpleName(),
                cases().size(),
                values.largest(),
                gradients.largest());
    }

    private Stream<DynamicTest> each(String what, Consumer<LayerCase> check) {
        assertFalse(cases().isEmpty(), "a layer has cases");
        return tests(cases().stream(), what, check);
    }

    /** About a dozen cases: sharing and fixing weights is dear to test and depends on few options. */
    private Stream<DynamicTest> withWeights(String what, Consumer<LayerCase> check) {
        List<LayerCase> all =
                cases().stream().filter(c -> !c.weights().isEmpty()).toList();
        return tests(dozen(all), what, check);
    }

    /** At most twelve, evenly taken. */
    private static Stream<LayerCase> dozen(List<LayerCase> all) {
        int every = (all.size() + 11) / 12;
        return IntStream.range(0, all.size()).filter(i -> i % every == 0).mapToObj(all::get);
    }

    private static Stream<DynamicTest> tests(Stream<LayerCase> cases, String what, Consumer<LayerCase> check) {
        return cases.map(c -> {
            String name = what + ": " + c.name();
            // The name goes into the message too: reports of builds show only the number of a dynamic test.
            return DynamicTest.dynamicTest(name, () -> assertAll(name, () -> check.accept(c)));
        });
    }

    private void checkInputs(FiniteDifferences.Gradients expected, List<FloatArray> got, String where) {
        assertEquals(expected.inputs().size(), got.size());
        for (int i = 0; i < got.size(); i++) {
            gradients.check(
                    "gradient of input " + i + where, expected.inputs().get(i), got.get(i), Closeness.GRADIENTS);
        }
    }

    private void checkWeight(String path, List<FiniteDifferences.Gradients> parts, FloatArray got, boolean training) {
        DoubleArray sum = DoubleArray.zeros(parts.get(0).weights().get(path).shape());
        for (FiniteDifferences.Gradients part : parts) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += part.weights().get(path).values()[i];
            }
        }
        gradients.check("gradient of " + path + mode(training), sum, got, Closeness.GRADIENTS);
    }

    private static DoubleArray factor(Reference reference, LayerCase.Values at) {
        int[] shape = reference.of(at.inputs(), at.weights()).shape();
        return LayerCase.draw(new SplittableRandom(99), shape);
    }

    private static String mode(boolean training) {
        return training ? " in training" : " in inference";
    }
}
