package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Average;
import polyview.layers.Dense;
import polyview.layers.Reshape;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import polyview.training.History;

/**
 * Random models of one to three heads, with losses and metrics of the toolkit and of your own: what fit and evaluate tell is
 * what plain Java computes from predict, or compile refuses.
 */
class PredictedScoresTest {

    private static final int SAMPLES = 30;
    private static final int CLASSES = 3;

    /** How a head ends. */
    private enum End {
        LINEAR,
        SIGMOID,
        SIGMOID_RESHAPED,
        MEAN_OF_SIGMOIDS,
        SOFTMAX,
        MEAN_OF_SOFTMAXES,
        RELU,
        TANH;

        SymbolicTensor on(SymbolicTensor x, int units, String name) {
            return switch (this) {
                case LINEAR -> new Dense(units).name(name).apply(x);
                case SIGMOID -> dense(x, units, Activation.SIGMOID, name);
                case SIGMOID_RESHAPED ->
                    new Reshape(units).name(name).apply(dense(x, units, Activation.SIGMOID, name + "_sigmoid"));
                case MEAN_OF_SIGMOIDS -> mean(x, units, Activation.SIGMOID, name);
                case SOFTMAX -> dense(x, units, Activation.SOFTMAX, name);
                case MEAN_OF_SOFTMAXES -> mean(x, units, Activation.SOFTMAX, name);
                case RELU -> dense(x, units, Activation.RELU, name);
                case TANH -> dense(x, units, Activation.TANH, name);
            };
        }

        private static SymbolicTensor dense(SymbolicTensor x, int units, Activation.Function activation, String name) {
            return new Dense(units).activation(activation).name(name).apply(x);
        }

        private static SymbolicTensor mean(SymbolicTensor x, int units, Activation.Function activation, String name) {
            return new Average()
                    .name(name)
                    .apply(dense(x, units, activation, name + "_a"), dense(x, units, activation, name + "_b"));
        }
    }

    /** The losses by hand; {@code p} are probabilities, {@code o} what predict gives. */
    private enum Kind {
        BINARY(Loss.binaryCrossEntropy(), 1),
        FOCAL(new CustomVocabulary.Focal(), 1),
        CONTRASTIVE(new CustomVocabulary.Contrastive(), 1),
        SOFTMAX(Loss.softmaxCrossEntropy(), CLASSES),
        ONE_HOT(new CustomVocabulary.OneHotCrossEntropy(), CLASSES),
        SQUARES(Loss.meanSquaredError(), 1);

        private final Loss loss;
        private final int units;

        Kind(Loss loss, int units) {
            this.loss = loss;
            this.units = units;
        }

        double of(double[] o, double[] p, double[] y) {
            return switch (this) {
                case BINARY -> -(y[0] * log(p[0]) + (1 - y[0]) * log(1 - p[0]));
                case FOCAL -> CustomVocabulary.Focal.of(p[0], y[0]);
                case CONTRASTIVE -> CustomVocabulary.Contrastive.of(o[0], y[0]);
                case SOFTMAX -> -log(p[(int) y[0]]);
                case ONE_HOT -> -log(p[argmax(y)]);
                case SQUARES -> (o[0] - y[0]) * (o[0] - y[0]);
            };
        }

        /** Cut as the Javadoc of Loss says. */
        private static double log(double p) {
            return Math.log(Math.max(p, Math.pow(2, -23)));
        }

        List<Metric> metrics(Random random) {
            List<Metric> all =
                    switch (this) {
                        case BINARY, FOCAL, CONTRASTIVE -> CustomVocabulary.OF_LABELS;
                        case SOFTMAX, ONE_HOT -> List.of(Metric.accuracy(), CustomVocabulary.MEAN_OUTPUT);
                        case SQUARES -> List.of(Metric.meanAbsoluteError(), CustomVocabulary.MEAN_OUTPUT);
                    };
            return all.stream().filter(metric -> random.nextInt(3) > 0).toList();
        }
    }

    /** One head of a random model, and what is known of it here. */
    private record Known(String name, Kind kind, End end, Loss loss, List<Metric> metrics, double weight) {
        static Known draw(Random random, String name) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            End end = End.values()[random.nextInt(End.values().length)];
            if (kind.units == 1 && (end == End.SOFTMAX || end == End.MEAN_OF_SOFTMAXES)) {
                end = End.MEAN_OF_SIGMOIDS; // a softmax over one number is refused
            }
            Loss loss = kind.loss;
            if (loss.task().isClassification() && random.nextInt(3) == 0) {
                loss = loss.fromLogits(random.nextBoolean());
            }
            return new Known(name, kind, end, loss, kind.metrics(random), random.nextBoolean() ? 1 : 0.5);
        }

        /** By the end where it has limits or none, else by the word. */
        boolean probabilities() {
            return switch (end) {
                case SIGMOID, SIGMOID_RESHAPED, SOFTMAX -> true;
                case LINEAR -> false;
                case MEAN_OF_SIGMOIDS, MEAN_OF_SOFTMAXES, RELU, TANH ->
                    loss.fromLogits().equals(Optional.of(false));
            };
        }

        double[] probabilities(double[] o) {
            if (probabilities()) {
                return o;
            }
            if (kind.units == 1) {
                return new double[] {1 / (1 + Math.exp(-o[0]))};
            }
            double sum = Arrays.stream(o).map(Math::exp).sum();
            return Arrays.stream(o).map(x -> Math.exp(x) / sum).toArray();
        }

        FloatArray targets(Random random) {
            int width = kind == Kind.ONE_HOT ? CLASSES : 1;
            float[] y = new float[SAMPLES * width];
            for (int i = 0; i < SAMPLES; i++) {
                switch (kind) {
                    case SQUARES -> y[i] = random.nextFloat();
                    case SOFTMAX -> y[i] = random.nextInt(CLASSES);
                    case ONE_HOT -> y[i * width + random.nextInt(CLASSES)] = 1;
                    default -> y[i] = random.nextInt(2);
                }
            }
            return width == 1 ? FloatArray.of(y, SAMPLES) : FloatArray.of(y, SAMPLES, width);
        }
    }

    private static int argmax(double[] x) {
        int best = 0;
        for (int k = 1; k < x.length; k++) {
            best = x[k] > x[best] ? k : best;
        }
        return best;
    }

    private static double[] row(FloatArray array, int i) {
        int width = array.values().length / array.size(0);
        double[] row = new double[width];
        for (int k = 0; k < width; k++) {
            row[k] = array.values()[i * width + k];
        }
        return row;
    }

    /** Loss and metrics of one head from what predict gives. */
    private static Map<String, Double> byHand(Known head, FloatArray predicted, FloatArray targets) {
        double loss = 0;
        double right = 0;
        double squares = 0;
        double outputs = 0;
        double differences = 0;
        int hits = 0;
        int misses = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double[] o = row(predicted, i);
            double[] p = head.probabilities(o);
            double[] y = row(targets, i);
            loss += head.kind.of(o, p, y) / SAMPLES;
            squares += (p[0] - y[0]) * (p[0] - y[0]) / SAMPLES;
            differences += Math.abs(o[0] - y[0]) / SAMPLES;
            outputs += Arrays.stream(o).sum() / (SAMPLES * o.length);
            int wanted = y.length > 1 ? argmax(y) : (int) y[0];
            int decided = o.length > 1 ? argmax(o) : p[0] > 0.5 ? 1 : 0;
            right += decided == wanted ? 1.0 / SAMPLES : 0;
            hits += decided == 1 && wanted == 1 ? 1 : 0;
            misses += decided != wanted ? 1 : 0;
        }
        Map<String, Double> all = new TreeMap<>(Map.of("accuracy", right, "brier", squares, "meanOutput", outputs));
        all.put("meanAbsoluteError", differences);
        all.put("f1", 2.0 * hits / (2 * hits + misses));
        all.put("loss", loss);
        return all;
    }

    /** Whether the model could be compiled and its data run; its numbers are those by hand then. */
    private static boolean agrees(long seed) {
        Random random = new Random(seed);
        List<Known> heads = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            heads.add(Known.draw(random, "h" + i));
        }
        float[] x = new float[SAMPLES * 6];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() * 4 - 2;
        }
        List<FloatArray> targets =
                heads.stream().map(head -> head.targets(random)).toList();
        var data = new MemoryDataset(List.of(FloatArray.of(x, SAMPLES, 6)), targets);
        var input = Input.of("x", 6);
        var outputs = heads.stream()
                .map(head -> head.end.on(input, head.kind.units, head.name))
                .toList();
        try (var model = new Model(List.of(input), outputs).seed(seed)) {
            try {
                // Steps too small to change a weight: training sees what evaluation sees.
                model.compile(
                        new SGD(1e-30),
                        heads.stream()
                                .map(h -> new Head(h.name, h.loss, h.metrics, h.weight))
                                .toArray(Head[]::new));
            } catch (IllegalArgumentException refused) {
                assertTrue(
                        refused.getMessage().matches("(?s).*(fromLogits|ends in a sigmoid).*"), refused.getMessage());
                return false;
            }
            List<FloatArray> predicted = model.engine().predict(data, SAMPLES);
            Map<String, Double> expected = new TreeMap<>();
            double loss = 0;
            for (int i = 0; i < count; i++) {
                Known head = heads.get(i);
                Map<String, Double> numbers = byHand(head, predicted.get(i), targets.get(i));
                loss += head.weight * numbers.get("loss");
                for (Metric metric : head.metrics) {
                    String column = count == 1 ? metric.name() : head.name + "_" + metric.name();
                    expected.put(column, numbers.get(metric.name()));
                }
            }
            expected.put("loss", loss);
            try {
                check(seed, heads, expected, model.evaluate(data).values());
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("fromLogits(false) is wrong"), refused.getMessage());
                return false;
            }
            History history = model.fit(data, Fit.epochs(1).batchSize(7).verbose(false));
            Map<String, Double> told = new TreeMap<>();
            expected.keySet().forEach(name -> told.put(name, history.get(name)[0]));
            check(seed, heads, expected, told);
            return true;
        }
    }

    private static void check(long seed, List<Known> heads, Map<String, Double> expected, Map<String, Double> told) {
        assertEquals(expected.keySet(), new TreeMap<>(told).keySet());
        expected.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                assertEquals(
                        value,
                        told.get(name),
                        1e-5 * Math.max(1, Math.abs(value)),
                        () -> name + " of seed " + seed + " " + heads);
            }
        });
    }

    @Test
    void whatIsToldIsWhatPredictGivesOrCompileRefuses() {
        int told = 0;
        int refused = 0;
        for (long seed = 0; seed < 100; seed++) {
            if (agrees(seed)) {
                told++;
            } else {
                refused++;
            }
        }
        assertTrue(told >= 30 && refused >= 30, told + " told, " + refused + " refused");
    }
}
