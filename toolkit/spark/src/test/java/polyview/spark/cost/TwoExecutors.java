package polyview.spark.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.spark.Spark;
import polyview.spark.SparkConnection;
import polyview.training.Cluster;
import polyview.training.Fit;
import polyview.training.History;

/**
 * Two executors of one core each against one of one core, on the made pairs: samples a second, and accuracy over seeds after the same
 * number of epochs.
 *
 * <p>{@code toolkit/spark/cost two [SEEDS [EPOCHS [SAMPLES [BATCH [LOCAL_STEPS [AMONG]]]]]]}. Every configuration has one thread an executor. The first epoch of each
 * training, in which programs are started, does not count in the speed.
 */
public final class TwoExecutors {

    private TwoExecutors() {}

    /** One way to train. */
    private record Way(String name, Optional<Spark> spark, Optional<Cluster> cluster) {}

    /** Measures. */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int samples = args.length > 2 ? Integer.parseInt(args[2]) : 4000;
        int batch = args.length > 3 ? Integer.parseInt(args[3]) : 64;
        int local = args.length > 4 ? Integer.parseInt(args[4]) : 20;
        String among = args.length > 5 ? args[5] : "";
        List<MemoryDataset> parts =
                MadePairs.of(samples, 7).dataset().rescaled(2, -1).stratifiedSplit(1, 0.8, 0.2);
        Spark one = described("local-cluster[1,1,2048]");
        Spark two = described("local-cluster[2,1,2048]");
        List<Way> ways = List.of(
                new Way("this process, 1 thread", Optional.empty(), Optional.empty()),
                new Way(
                        "1 executor, gradients",
                        Optional.of(one),
                        Optional.of(one.parts(1).averagingGradients())),
                new Way(
                        "1 executor, weights",
                        Optional.of(one),
                        Optional.of(one.parts(1).averagingWeights(local))),
                new Way(
                        "2 executors, gradients",
                        Optional.of(two),
                        Optional.of(two.parts(2).averagingGradients())),
                new Way(
                        "2 executors, weights",
                        Optional.of(two),
                        Optional.of(two.parts(2).averagingWeights(local))));
        System.out.printf("%-26s %12s %10s %12s %10s%n", "", "samples/s", "ratio", "accuracy", "sd");
        double first = 0;
        for (Way way : ways) {
            if (!way.name().contains(among) && way.cluster().isPresent()) {
                continue;
            }
            List<Double> speeds = new ArrayList<>();
            List<Double> accuracies = new ArrayList<>();
            try (Opened open = new Opened(way.spark())) {
                for (int seed = 1; seed <= seeds; seed++) {
                    try (Model model = net(seed)) {
                        Fit fit = Fit.epochs(epochs).batchSize(batch).threads(1).verbose(false);
                        History history = model.fit(parts.get(0), open.on(way, fit));
                        double seconds = 0;
                        for (History.EpochLog log : history.epochs().subList(1, epochs)) {
                            seconds += log.seconds();
                        }
                        speeds.add((epochs - 1) * parts.get(0).size() / seconds);
                        accuracies.add(model.evaluate(parts.get(1)).get("accuracy"));
                    }
                }
            }
            double speed = mean(speeds);
            first = first == 0 ? speed : first;
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %12.0f %10.2f %12.4f %10.4f%n",
                    way.name(),
                    speed,
                    speed / first,
                    mean(accuracies),
                    deviation(accuracies));
        }
    }

    /** A connection for all seeds, or none. */
    private static final class Opened implements AutoCloseable {
        private final Optional<SparkConnection> open;

        Opened(Optional<Spark> spark) {
            open = spark.map(Spark::open);
        }

        /** The fit in this way, for which the connection is there. */
        Fit on(Way way, Fit fit) {
            return way.cluster().map(fit::on).orElse(fit);
        }

        @Override
        public void close() {
            open.ifPresent(SparkConnection::close);
        }
    }

    private static Spark described(String master) {
        return Spark.master(master).executorMemory("2g").patience(Duration.ofMinutes(5));
    }

    private static Model net(long seed) {
        var first = Input.image("first", 32, 32, 1);
        var second = Input.image("second", 32, 32, 1);
        var x = new DualConv2D(16, 5).activation(Activation.RELU).apply(first, second);
        x = new MaxPooling2D(2).apply(x);
        x = new Conv2D(32, 3).activation(Activation.RELU).apply(x);
        x = new Conv2D(32, 3).activation(Activation.RELU).apply(x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(first, second), new Dense(2).apply(x))
                .seed(seed)
                .compile(new Adam(2e-3), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static double deviation(List<Double> values) {
        double mean = mean(values);
        double sum = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(sum / Math.max(1, values.size() - 1));
    }
}
