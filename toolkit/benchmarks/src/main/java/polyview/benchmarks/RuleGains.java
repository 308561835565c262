package polyview.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Lambda;
import polyview.layers.MaxPooling2D;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.rules.GraphRule;
import polyview.rules.Rules;

/**
 * What each rule gains: a training step and a prediction of two images 64x64x3, 32 samples, with all rules, without each of
 * them, and with none; every form is run in turn.
 */
public final class RuleGains {

    private static final int SAMPLES = 32;
    private static final int SIZE = 64;
    private static final int CLASSES = 10;

    /** A net as a user writes it. */
    private enum Net {
        /** Convolutions, a concatenation and max pooling. */
        PLAIN,
        /** The same with a batch normalisation behind each later convolution. */
        NORMALISED,
        /** The same with max pooling as a layer of one's own has it. */
        OWN_POOLS
    }

    private RuleGains() {}

    /** Prints a table for each net; the only argument is the number of rounds, 41 without it. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 41;
        System.out.printf(
                "two images %dx%dx3, %d samples, median (smallest) of %d rounds%n", SIZE, SIZE, SAMPLES, rounds);
        for (Net net : Net.values()) {
            measure(net, rounds);
        }
    }

    private static Map<String, Rules> forms() {
        Map<String, Rules> forms = new LinkedHashMap<>();
        forms.put("no rules", Rules.none());
        forms.put("all rules", Rules.standard());
        for (GraphRule rule : Rules.standard().all()) {
            forms.put("without " + rule.name(), Rules.standard().without(rule.getClass()));
        }
        return forms;
    }

    private static void measure(Net net, int rounds) {
        Batch batch = batch();
        List<Model> models = new ArrayList<>();
        List<Supplier<Double>> tasks = new ArrayList<>();
        for (Rules rules : forms().values()) {
            Model model = model(net, rules);
            models.add(model);
            Engine engine = model.engine();
            tasks.add(() -> milliseconds(() -> engine.trainOnBatch(batch)));
            tasks.add(() -> milliseconds(() -> engine.predictOnBatch(batch.inputs())));
        }
        List<List<Double>> times = Rounds.results(tasks, 5, rounds);
        double step = Rounds.median(times.get(0));
        double prediction = Rounds.median(times.get(1));
        System.out.printf("%n%-34s %31s %31s%n", net, "step, ms", "prediction, ms");
        int row = 0;
        for (String form : forms().keySet()) {
            System.out.printf(
                    "%-34s %31s %31s%n",
                    form, cell(times.get(2 * row), step), cell(times.get(2 * row + 1), prediction));
            row++;
        }
        models.forEach(Model::close);
    }

    private static String cell(List<Double> times, double first) {
        double median = Rounds.median(times);
        return String.format(Locale.ROOT, "%.1f (%.1f), ratio %.3f", median, Collections.min(times), median / first);
    }

    private static double milliseconds(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static Model model(Net net, Rules rules) {
        var left = Input.image("left", SIZE, SIZE, 3);
        var right = Input.image("right", SIZE, SIZE, 3);
        var x = pooled(net, new DualConv2D(32, 3).activation(Activation.RELU).apply(left, right));
        x = pooled(net, convolved(net, x));
        x = convolved(net, x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(left, right), new Dense(CLASSES).apply(x))
                .seed(1)
                .rules(rules)
                .compile(new Adam(), Loss.softmaxCrossEntropy());
    }

    private static SymbolicTensor convolved(Net net, SymbolicTensor x) {
        if (net != Net.NORMALISED) {
            return new Conv2D(64, 3).activation(Activation.RELU).apply(x);
        }
        return new Activation(Activation.RELU).apply(new BatchNormalization().apply(new Conv2D(64, 3).apply(x)));
    }

    private static SymbolicTensor pooled(Net net, SymbolicTensor x) {
        if (net != Net.OWN_POOLS) {
            return new MaxPooling2D(2).apply(x);
        }
        return new Lambda((tf, maps) -> tf.nn.maxPool(maps, tf.array(1, 2, 2, 1), tf.array(1, 2, 2, 1), "VALID"))
                .apply(x);
    }

    private static Batch batch() {
        float[] labels = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % CLASSES;
        }
        return new Batch(List.of(images(1), images(2)), List.of(FloatArray.of(labels, SAMPLES)));
    }

    private static FloatArray images(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SAMPLES * SIZE * SIZE * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FloatArray.of(values, SAMPLES, SIZE, SIZE, 3);
    }
}
