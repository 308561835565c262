package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.data.FloatArray;

/** No activation is left out, and all hold far from 0 and at the places where their pieces meet. */
@Tag("layers")
class ActivationRangeTest {

    private static final double[] FAR = {-100, -88.5, -20, -11, 11, 20, 88.5, 100};
    private static final double[] MEETING = {-6, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 6};

    @Test
    void everyConstantIsInTheList() throws IllegalAccessException {
        Map<Activation.Function, String> listed =
                Activations.ALL.stream().collect(Collectors.toMap(Activations.Named::function, a -> a.name()));
        List<String> found = new ArrayList<>();
        for (Field field : Activation.class.getFields()) {
            if (field.getType() == Activation.Function.class) {
                assertEquals(field.getName(), listed.get(field.get(null)), "add it to Activations.ALL");
                found.add(field.getName());
            }
        }
        assertTrue(found.contains("RELU"), "the search finds what is surely there");
    }

    @Test
    void everyMethodWithParametersIsInTheList() {
        Set<String> found = Stream.of(Activation.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == Activation.Function.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = Activations.ALL.stream()
                .filter(a -> a.name().contains("("))
                .map(a -> a.name().substring(0, a.name().indexOf('(')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(found, listed);
        assertTrue(found.contains("leakyRelu"), "the search finds what is surely there");
    }

    /** Value and gradient keep their digits, each element by itself, wherever the function fits into 32 bits. */
    @TestFactory
    Stream<DynamicTest> farFromZero() {
        return each(activation -> {
            DoubleArray x = column(DoubleStream.of(FAR).filter(v -> plain(activation, v) < Float.MAX_VALUE));
            FloatArray outputs = outputs(activation, x);
            FloatArray gradients = gradients(activation, x, x.map(v -> 1));
            for (int i = 0; i < x.size(0); i++) {
                double at = x.get(i, 0);
                check("value", at, plain(activation, at), outputs.values()[i], Closeness.VALUES);
                double slope = (plain(activation, at + 1e-5) - plain(activation, at - 1e-5)) / 2e-5;
                check("gradient", at, slope, gradients.values()[i], Closeness.GRADIENTS);
            }
        });
    }

    /** Where pieces meet the value is exact, and the gradient lies between those of the two sides. */
    @TestFactory
    Stream<DynamicTest> wherePiecesMeet() {
        return each(activation -> {
            DoubleArray x = column(DoubleStream.of(MEETING));
            FloatArray outputs = outputs(activation, x);
            FloatArray gradients = gradients(activation, x, x.map(v -> 1));
            for (int i = 0; i < x.size(0); i++) {
                double at = x.get(i, 0);
                double middle = plain(activation, at);
                check("value", at, middle, outputs.values()[i], Closeness.VALUES);
                double left = (middle - plain(activation, at - 1e-7)) / 1e-7;
                double right = (plain(activation, at + 1e-7) - middle) / 1e-7;
                double got = gradients.values()[i];
                double room = Closeness.GRADIENTS;
                boolean between = got >= Math.min(left, right) - room && got <= Math.max(left, right) + room;
                assertTrue(between, () -> "gradient at " + at + ": " + got + " beside " + left + " and " + right);
            }
        });
    }

    /** As its documentation says; Hendrycks and Gimpel 2016 give no bound, so both sides of it are held. */
    @Test
    void geluWithoutTheErrorFunctionIsNear() {
        DoubleArray x = column(IntStream.rangeClosed(-600, 600).mapToDouble(i -> i / 100.0));
        float[] exact = outputs(Activations.GELU, x).values();
        float[] near = outputs(Activations.GELU_TANH, x).values();
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i] - near[i]));
        }
        assertEquals(0.00045, largest, 0.00005);
    }

    /** No branch gives something that is not a number where x is far beyond what a network meets. */
    @TestFactory
    Stream<DynamicTest> veryFarFromZero() {
        return each(activation -> {
            DoubleArray x = column(DoubleStream.of(-1e12, 1e12).filter(v -> plain(activation, v) < Float.MAX_VALUE));
            for (FloatArray got : List.of(outputs(activation, x), gradients(activation, x, x.map(v -> 1)))) {
                for (float value : got.values()) {
                    assertTrue(Float.isFinite(value), () -> "got " + value);
                }
            }
        });
    }

    /** Softmax and its logarithm over a whole row of large numbers. */
    @Test
    void rowsOfLargeNumbers() {
        DoubleArray x = row(-100, 0, 100, 99);
        DoubleArray factor = row(0.5, -0.25, 1, 2);
        LayerCase.Values at = new LayerCase.Values(List.of(x), Map.of());
        for (Activations.Named activation : List.of(Activations.SOFTMAX, Activations.LOG_SOFTMAX)) {
            DoubleArray gradient = FiniteDifferences.of(
                            (in, w) -> activation.plain().apply(in.get(0)), at, factor)
                    .inputs()
                    .get(0);
            Closeness closeness = new Closeness();
            closeness.check(
                    activation + " of a row", activation.plain().apply(x), outputs(activation, x), Closeness.VALUES);
            closeness.check(
                    "gradient of " + activation, gradient, gradients(activation, x, factor), Closeness.GRADIENTS);
        }
    }

    private interface Check {
        void of(Activations.Named activation);
    }

    private static Stream<DynamicTest> each(Check check) {
        return Activations.ALL.stream().map(a -> DynamicTest.dynamicTest(a.name(), () -> check.of(a)));
    }

    private static double plain(Activations.Named activation, double x) {
        return activation.plain().apply(row(x)).get(0, 0);
    }

    private static FloatArray outputs(Activations.Named activation, DoubleArray x) {
        try (GraphRun run = new GraphRun(new Activation(activation.function()), false)) {
            return run.apply(List.of(x)).outputs(Map.of()).get(0);
        }
    }

    private static FloatArray gradients(Activations.Named activation, DoubleArray x, DoubleArray factor) {
        try (GraphRun run = new GraphRun(new Activation(activation.function()), false)) {
            return run.apply(List.of(x))
                    .gradients(Map.of(), List.of(factor))
                    .inputs()
                    .get(0)
                    .get(0);
        }
    }

    private static void check(String what, double x, double expected, float got, double tolerance) {
        new Closeness().check(what + " at " + x, row(expected), FloatArray.of(new float[] {got}, 1, 1), tolerance);
    }

    private static DoubleArray row(double... numbers) {
        return DoubleArray.generate(new int[] {1, numbers.length}, at -> numbers[at[1]]);
    }

    /** Samples of one number each. */
    private static DoubleArray column(DoubleStream numbers) {
        double[] all = numbers.toArray();
        return DoubleArray.generate(new int[] {all.length, 1}, at -> all[at[0]]);
    }
}
