package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.EngineState;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** Rounds of steps of each part by itself, and the mean of what they come to. */
@Tag("training")
class AveragedWeightsTest {

    private static Model net(long seed) {
        return Samples.pairNet(seed)
                .compile(new Adam(1e-2).clipNorm(1).useEma(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static Fit fit(int epochs) {
        return Fit.epochs(epochs).batchSize(4).verbose(false);
    }

    /** Dropout, batch normalization, shuffled: 7 steps an epoch, rounds of 3, 3 and 1. */
    @Test
    void onePartIsPlainTrainingToTheBit() {
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(26));
        try (Model plain = net(7);
                Model rounds = net(7)) {
            History alone = plain.fit(pairs, fit(3).validation(Samples.pairs(5)));
            History together =
                    rounds.fit(pairs, fit(3).validation(Samples.pairs(5)).on(MachinesHere.of(1, Averaging.weights(3))));
            assertEquals(21, rounds.engine().step());
            assertEquals(plain.engine().state(), rounds.engine().state());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        alone.epochs().get(i).values(), together.epochs().get(i).values());
            }
        }
    }

    private static int[] rows(int part, int parts, int size) {
        return IntStream.range(0, size).filter(r -> r % parts == part).toArray();
    }

    /**
     * A round longer than the epoch: the parts are plain trainings over their rows. The first draws from the seed of the training; the
     * mean counts 9 and 8 samples.
     */
    @Test
    void weightsAndWhatTheOptimizerKeepsAreMeansBySamples() {
        MemoryDataset data = Samples.pairs(17);
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(17));
        try (Model together = net(7);
                Model first = net(7);
                Model second = net(7)) {
            together.fit(pairs, fit(1).shuffle(false).on(MachinesHere.of(2, Averaging.weights(100))));
            first.fit(data.subset(rows(0, 2, 17)), fit(1).shuffle(false));
            EngineState begin = second.engine().state();
            second.engine().state(begin.seeded(polyview.data.Order.seedOfPart(7, 1)));
            second.fit(data.subset(rows(1, 2, 17)), fit(1).shuffle(false));
            assertEquals(3, together.engine().step(), "steps of the longer part");
            Map<String, FloatArray> one = first.engine().state().variables();
            Map<String, FloatArray> two = second.engine().state().variables();
            Map<String, FloatArray> mean = together.engine().state().variables();
            assertTrue(
                    mean.keySet().stream().anyMatch(path -> path.endsWith("/m")),
                    mean.keySet().toString());
            mean.forEach((path, value) -> {
                for (int i = 0; i < value.values().length; i++) {
                    double expected = (9.0 * one.get(path).values()[i]
                                    + 8.0 * two.get(path).values()[i])
                            / 17;
                    assertEquals(expected, value.values()[i], 1e-6 * Math.max(1, Math.abs(expected)), path);
                }
            });
        }
    }

    /** Sizes that do not divide: each of 26 rows is seen once in every epoch, by the part that it belongs to. */
    @Test
    void noRowIsLostAndNoneIsSeenTwice() {
        var seen = new HashMap<String, Integer>();
        var probing = new ProbingDataset(Samples.pairs(26));
        PROBED.clear();
        var pairs = MachinesHere.Shared.of(() -> {
            var one = new ProbingDataset(Samples.pairs(26));
            synchronized (PROBED) {
                PROBED.add(one);
            }
            return one;
        });
        PROBED.clear();
        try (Model model = net(7)) {
            History history = model.fit(pairs, fit(2).on(MachinesHere.of(4, Averaging.weights(1))));
            assertEquals(2, history.epochs().size());
            assertEquals(4, model.engine().step(), "of 7, 7, 6 and 6 rows");
        }
        PROBED.stream().flatMap(one -> one.orders.stream()).forEach(order -> {
            assertTrue(IntStream.of(order).map(r -> r % 4).distinct().count() == 1);
            IntStream.of(order).forEach(r -> seen.merge("row " + r, 1, Integer::sum));
        });
        assertEquals(26, seen.size());
        seen.forEach((row, times) -> assertEquals(2, times, row));
        assertEquals(0, probing.orders.size());
    }

    private static final List<ProbingDataset> PROBED = new ArrayList<>();

    @Test
    void machinesAndTheirLossChangeNoBit() {
        var pairs = MachinesHere.Shared.of(() -> Samples.pairs(31));
        try (Model first = net(7);
                Model other = net(7)) {
            first.fit(pairs, fit(2).on(MachinesHere.of(3, Averaging.weights(2))));
            var lost = new MachinesHere(3, Averaging.weights(2), 1, round -> {
                if (round % 2 == 1) {
                    PartWorker.forgetAll();
                }
            });
            other.fit(pairs, fit(2).on(lost));
            assertEquals(first.engine().state(), other.engine().state());
        }
    }
}
