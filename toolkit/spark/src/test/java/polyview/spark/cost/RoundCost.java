package polyview.spark.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.spark.Spark;
import polyview.spark.SparkConnection;
import polyview.spark.SparkParts;
import polyview.training.Callback;
import polyview.training.Cluster;
import polyview.training.Fit;

/**
 * What a round of averaging costs by the size of the weights: a dense layer without work to speak of, one sample for each part.
 *
 * <p>{@code toolkit/spark/cost rounds [MASTER [PARTS [LARGEST_KB]]]}. Prints milliseconds a round, the median, and the smallest; with the
 * first fifth of the rounds left out, since Java compiles while they run. Beside averaging over executors stands the same step here.
 */
public final class RoundCost {

    private static final int[] KILOBYTES = {10, 100, 1_000, 10_000, 100_000};

    /** Tasks of a job, to see what one costs. */
    private static final int MORE = 100;

    private RoundCost() {}

    /** Measures. */
    public static void main(String[] args) {
        String master = args.length > 0 ? args[0] : "local-cluster[2,1,2048]";
        int parts = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int largest = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        Spark spark = Spark.master(master).executorMemory("2g").patience(Duration.ofMinutes(5));
        try (SparkConnection open = spark.open()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d parts, %d slots; median (smallest) ms%n%10s %20s %20s %20s %20s%n",
                    master,
                    parts,
                    open.slots(),
                    "weights",
                    "empty job",
                    "a step here",
                    "gradients",
                    "weights");
            for (int kilobytes : KILOBYTES) {
                if (kilobytes <= largest) {
                    line(open, spark.parts(parts), kilobytes);
                }
            }
            double few = median(jobs(open, parts, 50));
            double many = median(jobs(open, parts + MORE, 50));
            System.out.printf(Locale.ROOT, "a task more: %.2f ms%n", (many - few) / MORE);
        }
    }

    private static void line(SparkConnection open, SparkParts parts, int kilobytes) {
        int rounds = Math.max(10, Math.min(200, 200_000 / kilobytes));
        System.out.printf(
                Locale.ROOT,
                "%7d kB %20s %20s %20s %20s%n",
                kilobytes,
                text(jobs(open, parts.count(), rounds)),
                text(steps(kilobytes, rounds, parts.count(), List.of())),
                text(steps(kilobytes, rounds, parts.count(), List.of(parts.averagingGradients()))),
                text(steps(kilobytes, rounds, parts.count(), List.of(parts.averagingWeights(1)))));
    }

    private static double[] jobs(SparkConnection open, int parts, int rounds) {
        double[] times = new double[rounds];
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            numbers.add(i);
        }
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            open.context().parallelize(numbers, parts).map(n -> n).collect();
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        return times;
    }

    private static final class Clock implements Callback {
        private static final long serialVersionUID = 1;
        private final List<Double> times = new ArrayList<>();
        private long begin;

        @Override
        public void onBatchBegin(Run run) {
            begin = System.nanoTime();
        }

        @Override
        public void onBatchEnd(Run run) {
            times.add((System.nanoTime() - begin) / 1e6);
        }
    }

    private static double[] steps(int kilobytes, int rounds, int parts, List<Cluster> on) {
        int features = 100;
        int units = kilobytes * 1000 / 4 / (features + 1);
        var data = new MemoryDataset(
                List.of(FloatArray.zeros(Shape.of((long) rounds * parts, features))),
                List.of(FloatArray.zeros(Shape.of((long) rounds * parts))));
        var x = Input.of("x", features);
        Clock clock = new Clock();
        try (Model model = new Model(x, new Dense(units).apply(x)).seed(1)) {
            model.compile(new SGD(0.01), Loss.softmaxCrossEntropy());
            Fit fit =
                    Fit.epochs(1).verbose(false).callbacks(clock).shuffle(false).threads(1);
            boolean whole = on.isEmpty() || on.get(0).averaging().ofGradients();
            fit = fit.batchSize(whole ? parts : 1);
            model.fit(data, on.isEmpty() ? fit : fit.on(on.get(0)));
        }
        return clock.times.stream().mapToDouble(t -> t).toArray();
    }

    private static String text(double[] times) {
        double[] warm = warm(times);
        return String.format(Locale.ROOT, "%.1f (%.1f)", warm[warm.length / 2], warm[0]);
    }

    private static double median(double[] times) {
        double[] warm = warm(times);
        return warm[warm.length / 2];
    }

    private static double[] warm(double[] times) {
        double[] warm = Arrays.copyOfRange(times, times.length / 5, times.length);
        Arrays.sort(warm);
        return warm;
    }
}
