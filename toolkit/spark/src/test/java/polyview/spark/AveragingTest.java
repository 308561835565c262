package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.EngineState;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Averaging;
import polyview.training.Callback;
import polyview.training.DivergedException;
import polyview.training.Fit;
import polyview.training.History;

/** One model over executors: the same bits on any executors, lost ones too. */
class AveragingTest {

    private static final int SIZE = 12;

    /** Pairs of noise, the second image brighter in class 1. */
    private static MemoryDataset pairs(int count) {
        float[] left = new float[count * SIZE * SIZE];
        float[] right = new float[left.length];
        float[] labels = new float[count];
        var random = new java.util.SplittableRandom(3);
        for (int i = 0; i < left.length; i++) {
            labels[i / (SIZE * SIZE)] = i / (SIZE * SIZE) % 2;
            left[i] = (float) random.nextDouble();
            right[i] = (float) random.nextDouble() + 0.3f * labels[i / (SIZE * SIZE)];
        }
        return new MemoryDataset(
                List.of(FloatArray.of(left, count, SIZE, SIZE, 1), FloatArray.of(right, count, SIZE, SIZE, 1)),
                List.of(FloatArray.of(labels, count)));
    }

    private static Model net() {
        var left = Input.image("left", SIZE, SIZE, 1);
        var right = Input.image("right", SIZE, SIZE, 1);
        var x = new DualConv2D(4, 3).activation(Activation.RELU).apply(left, right);
        x = new BatchNormalization().apply(x);
        x = new Conv2D(6, 3).activation(Activation.RELU).apply(x);
        x = new Dropout(0.2).apply(new GlobalAveragePooling2D().apply(x));
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .seed(5)
                .compile(new Adam(1e-2).clipNorm(1), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static Fit fit() {
        return Fit.epochs(3).batchSize(8).threads(1).verbose(false).validation(pairs(10));
    }

    private record Trained(EngineState state, History history) {

        static Trained on(SparkCluster cluster, Callback... callbacks) {
            try (Model model = net()) {
                History history = model.fit(pairs(50), fit().on(cluster).callbacks(callbacks));
                return new Trained(model.engine().state(), history);
            }
        }

        void requireSame(Trained other) {
            assertEquals(state, other.state);
            assertEquals(3, history.epochs().size());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        history.epochs().get(i).values(),
                        other.history.epochs().get(i).values());
            }
        }
    }

    private static SparkCluster cluster(Spark spark, Averaging averaging) {
        SparkParts parts = spark.parts(2);
        return averaging.ofGradients() ? parts.averagingGradients() : parts.averagingWeights(averaging.localSteps());
    }

    /** What one part computes on Spark is what it computes here. */
    @Test
    void onePartIsThisMachineToTheBit() {
        Trained there = Trained.on(Spark.master("local[1]").parts(1).averagingGradients());
        try (Model here = net()) {
            here.fit(pairs(50), fit());
            assertEquals(here.engine().state(), there.state);
        }
    }

    @Test
    void threadsProcessesAndAKilledProcessGiveTheSameBits(@TempDir Path folder) {
        for (Averaging averaging : List.of(Averaging.gradients(), Averaging.weights(3))) {
            Trained threads = Trained.on(cluster(Spark.master("local[2]"), averaging));
            Trained alone = Trained.on(cluster(Spark.master("local[1]"), averaging));
            threads.requireSame(alone);
            Path own = folder.resolve("steps" + averaging.localSteps());
            assertTrue(own.toFile().mkdir());
            try (StandaloneCluster workers = StandaloneCluster.start(own, 2, 1024)) {
                Spark spark = Spark.master(workers.master()).executorMemory("512m");
                AtomicInteger killed = new AtomicInteger();
                Callback killing = new Callback() {
                    @Override
                    public void onBatchEnd(Run run) {
                        if (run.epoch() == 2 && killed.get() == 0) {
                            killed.set(1);
                            workers.killExecutor("0");
                        }
                    }
                };
                threads.requireSame(Trained.on(cluster(spark, averaging), killing));
                assertEquals(1, killed.get());
            }
        }
    }

    @Test
    void errorsOfATaskAreThoseOfTheTraining() {
        MemoryDataset huge = pairs(50);
        huge.all().inputs().get(0).values()[SIZE * SIZE * 7] = Float.NaN;
        try (Model model = net()) {
            var e = assertThrows(
                    IllegalArgumentException.class,
                    () -> model.fit(
                            huge,
                            fit().shuffle(false)
                                    .on(Spark.master("local[2]").parts(2).averagingGradients())));
            assertEquals(
                    "input left holds NaN in sample 3 of the batch (in part 1, samples [1, 3, 5, 7])", e.getMessage());
        }
        MemoryDataset large = pairs(50);
        large.all().inputs().get(0).values()[SIZE * SIZE * 7] = 3e38f;
        try (Model model = net()) {
            assertThrows(
                    DivergedException.class,
                    () -> model.fit(
                            large,
                            fit().shuffle(false)
                                    .on(Spark.master("local[2]").parts(2).averagingWeights(2))));
        }
    }
}
