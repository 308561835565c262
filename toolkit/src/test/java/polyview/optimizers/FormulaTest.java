package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import polyview.data.FloatArray;

/**
 * Each optimizer and each option against the formulas in doubles, over 50 steps of drawn gradients, with a rate that stays and
 * with one that changes in every step.
 *
 * <p>The difference is that of the way a weight has gone since the start, as a part of the longest way that a number of it has
 * gone: so a small rate hides nothing.
 */
@Tag("training")
class FormulaTest {

    private static final int STEPS = 50;
    private static final double LARGEST = 1e-5;

    /** An optimizer, and how the reference is made. */
    private record Case(Optimizer optimizer, Rule.Maker rule, Consumer<Reference> options) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    private static void add(String name, Optimizer optimizer, Rule.Maker rule) {
        add(name, optimizer, rule, r -> {});
    }

    private static void add(String name, Optimizer optimizer, Rule.Maker rule, Consumer<Reference> options) {
        CASES.put(name, new Case(optimizer, rule, options));
    }

    private static boolean noBias(String path) {
        return path.endsWith("/kernel");
    }

    static {
        Rule.Maker adam = Rule.adam(0.9, 0.999, 1e-7, false);
        Rule.Maker sgd = Rule.sgd(0, false);
        add("SGD", new SGD(0.1), sgd);
        add("SGD momentum", new SGD(0.1, 0.9), Rule.sgd(0.9, false));
        add("SGD nesterov", new SGD(0.1, 0.9, true), Rule.sgd(0.9, true));
        add("Adam", new Adam(0.05), adam);
        add("Adam, large epsilon", new Adam(0.05, 0.5, 0.9, 0.1), Rule.adam(0.5, 0.9, 0.1, false));
        add("Adam amsgrad", new Adam(0.05).amsgrad(true), Rule.adam(0.9, 0.999, 1e-7, true));
        add("Adam amsgrad, large epsilon", new Adam(0.05, 0.5, 0.9, 0.1).amsgrad(true), Rule.adam(0.5, 0.9, 0.1, true));
        add("AdamW", new AdamW(0.05, 0.1), adam, r -> {
            r.weightDecay = 0.1;
            r.decays = FormulaTest::noBias;
        });
        add("AdamW amsgrad", new AdamW(0.05, 0.1).amsgrad(true), Rule.adam(0.9, 0.999, 1e-7, true), r -> {
            r.weightDecay = 0.1;
            r.decays = FormulaTest::noBias;
        });
        add("AdamW of all weights", new AdamW(0.05, 0.1).exclude(List.of()), adam, r -> r.weightDecay = 0.1);
        add("Adamax", new Adamax(0.05), Rule.adamax(0.9, 0.999, 1e-7));
        add("Adamax, large epsilon", new Adamax(0.05, 0.5, 0.9, 0.1), Rule.adamax(0.5, 0.9, 0.1));
        add("Nadam", new Nadam(0.05), Rule.nadam(0.9, 0.999, 1e-7));
        add("Nadam, large epsilon", new Nadam(0.05, 0.5, 0.9, 0.1), Rule.nadam(0.5, 0.9, 0.1));
        add("RMSprop", new RMSprop(0.05), Rule.rmsprop(0.9, 0, 1e-7, false));
        add("RMSprop momentum", new RMSprop(0.05).momentum(0.8), Rule.rmsprop(0.9, 0.8, 1e-7, false));
        add("RMSprop centered", new RMSprop(0.05).centered(true), Rule.rmsprop(0.9, 0, 1e-7, true));
        add("RMSprop with all options", new RMSprop(0.05, 0.8, 0.7, 0.1, true), Rule.rmsprop(0.8, 0.7, 0.1, true));
        add("Adagrad", new Adagrad(0.05), Rule.adagrad(0.1, 1e-7));
        add("Adagrad from 2", new Adagrad(0.05, 2, 0.1), Rule.adagrad(2, 0.1));
        add("Adadelta", new Adadelta(10), Rule.adadelta(0.95, 1e-7));
        add("Adadelta, large epsilon", new Adadelta(1, 0.8, 1e-3), Rule.adadelta(0.8, 1e-3));
        add("Lion", new Lion(0.05), Rule.lion(0.9, 0.99));
        add("Lion, other betas", new Lion(0.05, 0.5, 0.8), Rule.lion(0.5, 0.8));
        add("clipValue", new SGD(0.1).clipValue(0.5), sgd, r -> r.clipValue = 0.5);
        add("clipNorm", new Adam(0.05).clipNorm(2), adam, r -> r.clipNorm = 2);
        add("globalClipNorm", new SGD(0.1, 0.9).globalClipNorm(4), Rule.sgd(0.9, false), r -> r.globalClipNorm = 4);
        add("weightDecay", new Lion(0.05).weightDecay(0.1), Rule.lion(0.9, 0.99), r -> {
            r.weightDecay = 0.1;
            r.decays = FormulaTest::noBias;
        });
        add("accumulate", new Adam(0.05).accumulate(4), adam, r -> r.accumulate = 4);
        add(
                "accumulate with a table of steps",
                new Nadam(0.05).accumulate(3),
                Rule.nadam(0.9, 0.999, 1e-7),
                r -> r.accumulate = 3);
        add("useEma", new Adam(0.05).useEma(0.9), adam, r -> r.emaMomentum = 0.9);
        add(
                "all options",
                new RMSprop(0.05).useEma(0.9).accumulate(3).weightDecay(0.1).globalClipNorm(2),
                Rule.rmsprop(0.9, 0, 1e-7, false),
                r -> {
                    r.emaMomentum = 0.9;
                    r.accumulate = 3;
                    r.weightDecay = 0.1;
                    r.decays = FormulaTest::noBias;
                    r.globalClipNorm = 2;
                });
    }

    @TestFactory
    Stream<DynamicTest> followsTheFormula() {
        return CASES.entrySet().stream()
                .map(c -> dynamicTest(c.getKey(), () -> {
                    double rate = c.getValue().optimizer().learningRate();
                    follows(c.getKey(), c.getValue(), t -> rate);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aRateThatChangesInEveryStepHolds() {
        return CASES.entrySet().stream()
                .map(c -> dynamicTest(c.getKey(), () -> {
                    double rate = c.getValue().optimizer().learningRate();
                    follows(
                            c.getKey() + ", changing rate",
                            c.getValue(),
                            t -> rate * (1 + Math.cos(0.4 * t)) / 2 + 1e-4);
                }));
    }

    private static void follows(String name, Case c, IntToDoubleFunction rate) {
        double difference = 0;
        try (var model = Nets.mixed(c.optimizer())) {
            Map<String, FloatArray> first = model.weights();
            Reference reference = new Reference(first, c.rule());
            c.options().accept(reference);
            for (int t = 1; t <= STEPS; t++) {
                Map<String, FloatArray> gradients = Nets.gradients(first, t);
                model.engine().learningRate(rate.applyAsDouble(t));
                model.engine().apply(gradients, Map.of());
                reference.step(gradients, rate.applyAsDouble(t));
                difference = Math.max(difference, difference(first, model.weights(), reference.weights()));
                if (reference.emaMomentum > 0) {
                    difference = Math.max(
                            difference, difference(first, model.engine().averages(), reference.averages()));
                }
            }
        }
        System.out.printf("%s: largest relative difference %.1e%n", name, difference);
        assertTrue(difference < LARGEST, name + ": " + difference);
    }

    private static double difference(
            Map<String, FloatArray> first, Map<String, FloatArray> got, Map<String, double[]> expected) {
        double largest = 0;
        for (String path : expected.keySet()) {
            double difference = 0;
            double way = 0;
            for (int i = 0; i < expected.get(path).length; i++) {
                double wanted = expected.get(path)[i];
                difference = Math.max(difference, Math.abs(got.get(path).values()[i] - wanted));
                way = Math.max(way, Math.abs(wanted - first.get(path).values()[i]));
            }
            largest = Math.max(largest, difference == 0 ? 0 : difference / way);
        }
        return largest;
    }
}
