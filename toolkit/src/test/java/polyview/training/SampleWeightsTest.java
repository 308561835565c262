package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Weights of samples: the sum of the weighted losses, divided by the number of samples. */
@Tag("training")
class SampleWeightsTest {

    private static final FloatArray X = Samples.uniform(1, 7, 2);
    private static final FloatArray Y = Samples.labels(2, 3, 7);
    private static final double[] WEIGHTS = {1, 0, 2.5, 0.25, 3, 0, 1};
    private static final Loss LOSS = Loss.softmaxCrossEntropy().sampleWeights();

    /** Each sample's loss times its weight, over all samples. */
    private static double expected(Model model) {
        FloatArray logits = model.predict(X);
        double sum = 0;
        for (int i = 0; i < 7; i++) {
            sum += WEIGHTS[i] * LossTest.softmaxCrossEntropy(logits.row(i).values(), (int) Y.get(i)) / 7;
        }
        return sum;
    }

    @Test
    void theSumIsDividedByTheNumberOfSamples() {
        MemoryDataset data = Dataset.of(List.of(X), Y).weighted(WEIGHTS);
        try (var model = Samples.denseNet(2, 3).compile(new SGD(0.5), LOSS, Metric.accuracy());
                var plain =
                        Samples.denseNet(2, 3).compile(new SGD(0.5), Loss.softmaxCrossEntropy(), Metric.accuracy())) {
            plain.setWeights(model.weights());
            for (int batchSize : new int[] {2, 3, 7}) {
                assertEquals(expected(model), model.evaluate(data, batchSize).loss(), 1e-6);
            }
            // Metrics do not see the weights.
            assertEquals(
                    plain.evaluate(Dataset.of(List.of(X), Y)).get("accuracy"),
                    model.evaluate(data).get("accuracy"));
            assertEquals(
                    expected(model), model.engine().trainOnBatch(data.all()).loss(), 1e-6);
        }
    }

    @Test
    void aWeightOfThreeIsASampleThatComesThreeTimes() {
        int[] rows = {0, 1, 2, 2, 2, 3, 4, 5, 6};
        double[] weights = {1, 1, 3, 1, 1, 1, 1};
        try (var model = Samples.denseNet(2, 3).compile(new SGD(0.7), LOSS);
                // The mean over 9 instead of 7.
                var plain = Samples.denseNet(2, 3).compile(new SGD(0.9), Loss.softmaxCrossEntropy())) {
            plain.setWeights(model.weights());
            for (int i = 0; i < 3; i++) {
                model.engine()
                        .trainOnBatch(
                                Dataset.of(List.of(X), Y).weighted(weights).all());
                plain.engine().trainOnBatch(new Batch(List.of(X.rows(rows)), List.of(Y.rows(rows))));
            }
            float[] expected = plain.weights().get("dense/kernel").values();
            float[] got = model.weights().get("dense/kernel").values();
            for (int i = 0; i < got.length; i++) {
                assertEquals(expected[i], got[i], 1e-6);
            }
        }
    }

    /** Data of which sample 2 cannot be read. */
    private record Holes(MemoryDataset data) implements Dataset {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return data.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return data.targetShapes();
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            int[] visit =
                    IntStream.of(order.permutation(size())).filter(i -> i != 2).toArray();
            return new Epoch() {
                private int at;

                @Override
                public boolean hasNext() {
                    return at < visit.length;
                }

                @Override
                public Batch next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return data.subset(visit[at++]).all();
                }

                @Override
                public Optional<int[]> samples() {
                    return Optional.of(new int[] {visit[at - 1]});
                }

                @Override
                public void close() {
                    at = visit.length;
                }
            };
        }
    }

    /** Data whose epochs do not tell which samples they gave. */
    private record Silent(MemoryDataset data) implements Dataset {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return data.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return data.targetShapes();
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            Epoch epoch = data.epoch(batchSize, order);
            return new Epoch() {
                @Override
                public boolean hasNext() {
                    return epoch.hasNext();
                }

                @Override
                public Batch next() {
                    return epoch.next();
                }

                @Override
                public void close() {
                    epoch.close();
                }
            };
        }
    }

    @Test
    void weightsStayWithTheirSamples() {
        // The weight is the label, and the label is the row.
        FloatArray rows = FloatArray.of(new float[] {0, 1, 2, 3, 4, 5, 6}, 7);
        double[] weights = IntStream.range(0, 7).asDoubleStream().toArray();
        MemoryDataset memory = Dataset.of(List.of(X), rows);
        for (Dataset data : List.of(memory, new Holes(memory), new Silent(memory))) {
            Dataset weighted = data.weighted(weights);
            assertEquals(List.of(Shape.scalar(), Shape.scalar()), weighted.targetShapes());
            try (Epoch epoch = weighted.epoch(3, Order.shuffled(5, 1))) {
                int count = 0;
                while (epoch.hasNext()) {
                    Batch batch = epoch.next();
                    assertEquals(batch.targets().get(0), batch.targets().get(1));
                    count += batch.size();
                }
                assertEquals(data instanceof Holes ? 6 : 7, count);
            }
        }
    }

    @Test
    void oneOfTwoOutputsHasWeights(@TempDir Path folder) {
        var x = Input.of("x", 2);
        var first = new Dense(3).name("dense").apply(x);
        var second = new Dense(1).name("size").apply(x);
        FloatArray sizes = Samples.uniform(3, 7);
        var data = new MemoryDataset(List.of(X), List.of(Y, sizes)).weighted(WEIGHTS);
        try (var model = new Model(List.of(x), List.of(first, second)).seed(2)) {
            model.compile(
                    new SGD(0.1),
                    Head.of("dense", Loss.softmaxCrossEntropy()),
                    Head.of("size", Loss.meanSquaredError().sampleWeights()));
            List<FloatArray> outputs = model.predictAll(data);
            double expected = 0;
            for (int i = 0; i < 7; i++) {
                expected += LossTest.softmaxCrossEntropy(outputs.get(0).row(i).values(), (int) Y.get(i)) / 7;
                expected += WEIGHTS[i] * Math.pow(outputs.get(1).get(i, 0) - sizes.get(i), 2) / 7;
            }
            assertEquals(expected, model.evaluate(data, 4).loss(), 1e-6);
            model.explain();
            Path file = folder.resolve("model.program");
            model.engine().program().write(file);
            try (var engine = new Engine(Program.read(file), 1)) {
                engine.setWeights(model.weights());
                assertEquals(model.engine().trainOnBatch(data.all()), engine.trainOnBatch(data.all()));
            }
        }
    }

    @Test
    void withTheOtherOptionsInAnyOrder() {
        double[] ones = {1, 1, 1, 1, 1, 1, 1};
        FloatArray some = FloatArray.of(Y.values().clone(), 7);
        some.set(-1, 3);
        Loss plain = Loss.softmaxCrossEntropy()
                .fromLogits(true)
                .labelSmoothing(0.1)
                .ignoring(-1)
                .classWeights(1, 2, 3);
        Loss weighted = LOSS.classWeights(1, 2, 3)
                .ignoring(-1)
                .labelSmoothing(0.1)
                .fromLogits(true)
                .sampleWeights();
        try (var a = Samples.denseNet(2, 3).compile(new SGD(0.5), plain);
                var b = Samples.denseNet(2, 3).compile(new SGD(0.5), weighted)) {
            b.setWeights(a.weights());
            var data = Dataset.of(List.of(X), some);
            assertEquals(
                    a.engine().trainOnBatch(data.all()).loss(),
                    b.engine().trainOnBatch(data.weighted(ones).all()).loss(),
                    1e-7);
        }
    }

    @Test
    void refusals() {
        MemoryDataset data = Dataset.of(List.of(X), Y);
        refused("weights must hold one for each of the 7 samples, got 2", () -> data.weighted(1, 2));
        refused(
                "sample weight must be a finite float of at least 0, got -1.0 for sample 1",
                () -> data.weighted(1, -1, 1, 1, 1, 1, 1));
        refused("sample weight must be a finite float of at least 0, got NaN for sample 0", () -> new Silent(data)
                .weighted(Double.NaN, 1, 1, 1, 1, 1, 1));
        try (var model = Samples.denseNet(2, 3).compile(new SGD(), LOSS)) {
            refused(
                    "the model has 2 targets [dense, dense sample weight], the data has 1",
                    () -> model.fit(data, Fit.epochs(1).verbose(false)));
            FloatArray bad = FloatArray.of(new float[] {1, 1, 1, -1, 1, 1, 1}, 7);
            refused(
                    "sample weight must be a finite number of at least 0, got -1.0 at sample 3 of the batch",
                    () -> model.engine().trainOnBatch(new Batch(List.of(X), List.of(Y, bad))));
        }
    }
}
