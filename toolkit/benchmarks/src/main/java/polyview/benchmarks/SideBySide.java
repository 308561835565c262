package polyview.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import polyview.base.Machine;
import polyview.benchmarks.peers.Models;
import polyview.benchmarks.steps.DualConv;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.experiments.Runner;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Devices;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/**
 * Whether runs of an experiment side by side pay: as many runs as there are cores, one after another with all cores, and at once
 * with one thread each, as a user starts them; every way is run in turn.
 */
public final class SideBySide {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** A way to do the runs. */
    private record Way(String name, Fit fit, Runner runner) {}

    /** A network with data for a run of some seconds. */
    private record Net(String name, Supplier<Model> model, MemoryDataset train, MemoryDataset test, int epochs) {}

    private SideBySide() {}

    /** Prints a table; the arguments are the number of rounds, 5 without it, and of runs, one for each core without it. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CORES;
        System.out.printf(
                "%s, %d cores, oneDNN %s: %d runs, median of %d rounds%n",
                Machine.processor(), CORES, Devices.oneDnn() ? "on" : "off", runs, rounds);
        System.out.println(
                "seconds for all runs, and in brackets the ratio to one after another with threads as they come");
        Map<String, double[]> table = new LinkedHashMap<>();
        List<Net> nets = nets();
        for (int column = 0; column < nets.size(); column++) {
            double[] seconds = measure(nets.get(column), runs, rounds);
            List<Way> ways = ways(1, runs);
            for (int row = 0; row < ways.size(); row++) {
                table.computeIfAbsent(ways.get(row).name(), name -> new double[nets.size()])[column] = seconds[row];
            }
        }
        System.out.printf("%n%-46s", "");
        nets.forEach(net -> System.out.printf(" %18s", net.name()));
        System.out.println();
        double[] first = table.values().iterator().next();
        table.forEach((name, row) -> {
            System.out.printf("%-46s", name);
            for (int i = 0; i < row.length; i++) {
                System.out.printf(Locale.ROOT, " %10.2f (%5.2f)", row[i], row[i] / first[i]);
            }
            System.out.println();
        });
    }

    private static List<Way> ways(int epochs, int runs) {
        Fit fit = Fit.epochs(epochs).batchSize(32).verbose(false);
        return List.of(
                new Way("one after another, threads as they come", fit, Runner.local()),
                new Way("one after another, " + CORES + " threads", fit.threads(CORES), Runner.local()),
                new Way("one after another, 1 thread", fit.threads(1), Runner.local()),
                new Way(runs + " side by side, 1 thread each", fit.threads(1), Runner.local(runs)),
                new Way(runs + " side by side, threads as they come", fit, Runner.local(runs)));
    }

    private static double[] measure(Net net, int runs, int rounds) {
        List<Supplier<Double>> tasks = new ArrayList<>();
        for (Way way : ways(net.epochs(), runs)) {
            tasks.add(() -> seconds(net, way, runs));
        }
        return Rounds.results(tasks, 1, rounds).stream()
                .mapToDouble(Rounds::median)
                .toArray();
    }

    private static double seconds(Net net, Way way, int runs) {
        Experiment experiment = Experiment.named("side by side")
                .variant(net.name(), net.model())
                .fit(way.fit())
                .data(net.train(), net.test())
                .verbose(false);
        Experiment seeded = runs == 1 ? experiment.seed(1) : experiment.seeds(runs);
        long start = System.nanoTime();
        Results results = seeded.run(way.runner());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!results.complete() || !results.failures().isEmpty()) {
            throw new IllegalStateException(net.name() + ", " + way.name() + ": " + results);
        }
        return seconds;
    }

    private static List<Net> nets() {
        return List.of(
                dualConv("small", DualConv.SMALL, 6400),
                new Net("pairs 24x24x1", SideBySide::pairs, made(1000, 1), made(64, 2), 3),
                dualConv("dual-conv 16x16x3", new DualConv(32, 16, 32, 2, 2), 2048),
                dualConv("dual-conv 64x64x3", DualConv.PLAIN, 512));
    }

    private static Net dualConv(String name, DualConv work, int samples) {
        return new Net(name, () -> compiled(work), noise(samples, work.size()), noise(32, work.size()), 1);
    }

    private static Model compiled(DualConv work) {
        return Models.of(work).compile(new Adam(), Loss.softmaxCrossEntropy());
    }

    private static MemoryDataset made(int count, long seed) {
        return MadePairs.of(count, seed).size(24, 24).noise(0.15f).dataset().rescaled(2, -1);
    }

    /** That of the notebook of two images. */
    private static Model pairs() {
        var left = Input.image("left", 24, 24, 1);
        var right = Input.image("right", 24, 24, 1);
        var x = new DualConv2D(12, 3)
                .fusion(Fusion.attention())
                .activation(Activation.RELU)
                .apply(left, right);
        x = block(block(new BatchNormalization().apply(x)));
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .compile(new Adam(3e-3), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static SymbolicTensor block(SymbolicTensor x) {
        var pooled = new MaxPooling2D(2).apply(x);
        return new BatchNormalization()
                .apply(new Conv2D(24, 3).activation(Activation.RELU).apply(pooled));
    }

    private static MemoryDataset noise(int samples, int size) {
        float[] labels = new float[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = i % 10;
        }
        return new MemoryDataset(
                List.of(images(1, samples, size), images(2, samples, size)), List.of(FloatArray.of(labels, samples)));
    }

    private static FloatArray images(long seed, int samples, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[samples * size * size * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FloatArray.of(values, samples, size, size, 3);
    }
}
