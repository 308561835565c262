package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.Regularizer;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adagrad;
import polyview.optimizers.Adam;
import polyview.optimizers.AdamW;
import polyview.optimizers.Nadam;
import polyview.optimizers.Optimizer;
import polyview.optimizers.RMSprop;
import polyview.optimizers.SGD;

/** Gradients of parts of a batch, averaged: the steps of one machine over the whole batch. */
@Tag("training")
class AveragedGradientsTest {

    /** 43 is no multiple of 6, 2 or 3: the last batch of an epoch is small, and a part of it smaller. */
    private static final MachinesHere.Shared ROWS = MachinesHere.Shared.of(() -> Samples.rows(43, 5, 3));

    private static final MachinesHere.Shared WEIGHTED = MachinesHere.Shared.of(() -> {
        SplittableRandom random = new SplittableRandom(3);
        return Samples.rows(43, 5, 3).weighted(random.doubles(43, 0, 3).toArray());
    });

    /** Targets are images in which two thirds of the pixels are left out, in some samples more than in others. */
    private static final MachinesHere.Shared MASKED = MachinesHere.Shared.of(() -> {
        FloatArray targets = Samples.uniform(8, 43, 3);
        for (int i = 0; i < targets.values().length; i++) {
            targets.values()[i] = i * i % 7 < 4 ? -1 : targets.values()[i];
        }
        return new MemoryDataset(List.of(Samples.uniform(9, 43, 5)), List.of(targets));
    });

    private static Model net(Optimizer optimizer, Loss loss, Regularizer l2, Metric... metrics) {
        var x = Input.of("x", 5);
        var hidden =
                new Dense(8).activation(Activation.TANH).kernelRegularizer(l2).apply(x);
        return new Model(x, new Dense(3).apply(hidden)).seed(5).compile(optimizer, loss, metrics);
    }

    private static Model net(Optimizer optimizer) {
        return net(optimizer, Loss.softmaxCrossEntropy(), Regularizer.l2(0.01), Metric.accuracy());
    }

    private static Fit fit(int epochs) {
        return Fit.epochs(epochs).batchSize(6).shuffle(false).verbose(false);
    }

    /** 8 steps an epoch. */
    private static void requireAsOneMachine(Supplier<Model> model, Dataset data, int parts, double tolerance) {
        try (Model one = model.get();
                Model many = model.get()) {
            History alone = one.fit(data, fit(7));
            History together = many.fit(data, fit(7).on(MachinesHere.of(parts, Averaging.gradients())));
            assertEquals(56, many.engine().step());
            one.engine()
                    .state()
                    .variables()
                    .forEach((path, value) -> assertArrayEquals(
                            value.values(),
                            many.engine().state().variables().get(path).values(),
                            (float) tolerance,
                            path));
            for (int i = 0; i < 7; i++) {
                Map<String, Double> expected = alone.epochs().get(i).values();
                Map<String, Double> got = together.epochs().get(i).values();
                assertEquals(expected.keySet(), got.keySet());
                expected.forEach((name, value) -> assertEquals(value, got.get(name), tolerance, name));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> theStepsAreThoseOfOneMachine() {
        Map<String, Supplier<Optimizer>> optimizers = new LinkedHashMap<>();
        optimizers.put("SGD", () -> new SGD(0.1, 0.9, true));
        optimizers.put("clipped by the norm of all", () -> new SGD(0.5).globalClipNorm(0.05));
        optimizers.put("clipped by value", () -> new SGD(0.5).clipValue(0.01));
        optimizers.put("Adam", () -> new Adam(1e-2));
        optimizers.put("AdamW with averages", () -> new AdamW(1e-2).useEma());
        optimizers.put("RMSprop", () -> new RMSprop(1e-2));
        optimizers.put("Adagrad", () -> new Adagrad(1e-2));
        optimizers.put("Nadam", () -> new Nadam(1e-2));
        optimizers.put("accumulating", () -> new Adam(1e-2).accumulate(3));
        return optimizers.entrySet().stream().flatMap(entry -> Stream.of(2, 3)
                .map(parts -> dynamicTest(
                        entry.getKey() + " on " + parts,
                        () -> requireAsOneMachine(() -> net(entry.getValue().get()), ROWS, parts, 2e-5))));
    }

    @Test
    void weightsOfSamplesCountAsOnOneMachine() {
        Supplier<Model> model = () -> net(
                new Adam(1e-2), Loss.softmaxCrossEntropy().sampleWeights(), Regularizer.l2(0.01), Metric.accuracy());
        requireAsOneMachine(model, WEIGHTED, 2, 2e-5);
    }

    @Test
    void partsCountByThePositionsThatTheLossCounts() {
        Supplier<Model> model = () -> net(
                new Adam(1e-2), Loss.meanSquaredError().ignoring(-1), Regularizer.l2(0.01), Metric.meanAbsoluteError());
        requireAsOneMachine(model, MASKED, 3, 2e-5);
    }

    private static Model random(long seed) {
        return Samples.pairNet(seed).compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** The net has dropout and batch normalization. */
    @Test
    void onePartIsOneMachineToTheBit() {
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(23));
        try (Model one = random(7);
                Model many = random(7)) {
            Fit fit = Fit.epochs(3).batchSize(5).verbose(false).validation(Samples.pairs(9));
            History alone = one.fit(pairs, fit);
            History together = many.fit(pairs, fit.on(MachinesHere.of(1, Averaging.gradients())));
            assertEquals(one.engine().state(), many.engine().state());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        alone.epochs().get(i).values(), together.epochs().get(i).values());
            }
        }
    }

    @Test
    void machinesAndTheirLossChangeNoBit() {
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(26));
        Fit fit = Fit.epochs(2).batchSize(6).verbose(false);
        try (Model first = random(7);
                Model other = random(7);
                Model seeded = random(8)) {
            History all = first.fit(pairs, fit.on(MachinesHere.of(3, Averaging.gradients())));
            // One machine does all parts, and loses what it keeps before rounds 2, 4, 5 and 7.
            var lost = new MachinesHere(3, Averaging.gradients(), 1, round -> {
                if (List.of(2, 4, 5, 7).contains(round)) {
                    PartWorker.forgetAll();
                }
            });
            History again = other.fit(pairs, fit.on(lost));
            assertEquals(first.engine().state(), other.engine().state());
            assertEquals(all.epochs().get(1).values(), again.epochs().get(1).values());
            seeded.fit(pairs, fit.on(MachinesHere.of(3, Averaging.gradients())));
            assertNotEquals(first.weights(), seeded.weights());
        }
        assertEquals(0, PartWorker.open());
    }

    /** A net that gives what dropout leaves of 1: the loss of each part tells what was dropped. */
    @Test
    void eachPartDropsForItself() {
        var ones = MachinesHere.Shared.of(() -> {
            float[] x = new float[8 * 64];
            java.util.Arrays.fill(x, 1);
            return new MemoryDataset(
                    List.of(FloatArray.of(x, 8, 64)),
                    List.of(FloatArray.zeros(org.tensorflow.ndarray.Shape.of(8, 64))));
        });
        var asked = new java.util.ArrayList<FloatArray>();
        var x = Input.of("x", 64);
        var y = new Dropout(0.5).apply(new polyview.layers.Rescaling(1, 0).apply(x));
        try (Model model = new Model(x, new Dense(64).apply(y)).seed(1).compile(new SGD(), Loss.meanSquaredError())) {
            Cluster cluster = new Watched(MachinesHere.of(2, Averaging.gradients()), asked);
            model.fit(
                    ones,
                    Fit.epochs(1).batchSize(8).shuffle(false).verbose(false).on(cluster));
        }
        assertEquals(2, asked.size());
        assertNotEquals(asked.get(0), asked.get(1));
    }

    /** Keeps the gradient of the kernel that each part gives. */
    private record Watched(MachinesHere cluster, List<FloatArray> gradients) implements Cluster {

        @Override
        public int parts() {
            return cluster.parts();
        }

        @Override
        public Averaging averaging() {
            return cluster.averaging();
        }

        @Override
        public Link link(PartTask task) {
            Link link = cluster.link(task);
            return new Link() {
                @Override
                public List<byte[]> round(byte[] request) {
                    List<byte[]> answers = link.round(request);
                    answers.forEach(
                            bytes -> gradients.add(PartAnswer.of(bytes).values().get("dense/kernel")));
                    return answers;
                }

                @Override
                public void close() {
                    link.close();
                }
            };
        }
    }

    /** Moving averages: every part has its own batch statistics, and the mean of what follows from them is taken. */
    @Test
    void movingAveragesAreMeansOverTheParts() {
        MemoryDataset data = Samples.pairs(5);
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(5));
        try (Model parts = random(7);
                Model whole = random(7)) {
            Map<String, FloatArray> even =
                    whole.engine().gradients(data.subset(0, 2, 4).all()).states();
            Map<String, FloatArray> odd =
                    whole.engine().gradients(data.subset(1, 3).all()).states();
            parts.fit(
                    pairs,
                    Fit.epochs(1)
                            .batchSize(6)
                            .shuffle(false)
                            .verbose(false)
                            .on(MachinesHere.of(2, Averaging.gradients())));
            assertTrue(even.size() >= 2);
            even.forEach((path, first) -> {
                float[] got = parts.weights().get(path).values();
                for (int i = 0; i < got.length; i++) {
                    double mean = (3 * first.values()[i] + 2 * odd.get(path).values()[i]) / 5;
                    assertEquals(mean, got[i], 1e-6, path);
                }
            });
        }
    }
}
