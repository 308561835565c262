package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** The loop: which samples in which order, who is called when, and what validation leaves alone. */
@Tag("training")
class FitTest {

    private final ProbingDataset data = new ProbingDataset(Samples.rows(20, 3, 2));

    private static Model compiled(long seed) {
        var x = Input.of("x", 3);
        return new Model(x, new Dense(2).apply(x)).seed(seed).compile(new SGD(), Loss.softmaxCrossEntropy());
    }

    private List<int[]> orders(long seed, Fit fit) {
        ProbingDataset probed = new ProbingDataset(Samples.rows(20, 3, 2));
        try (var model = compiled(seed)) {
            model.fit(probed, fit.verbose(false));
            model.fit(probed, fit.verbose(false));
        }
        return probed.orders;
    }

    @Test
    void everyEpochHasAnOrderOfItsOwn() {
        List<int[]> orders = orders(1, Fit.epochs(3));
        assertEquals(6, orders.size());
        int[] stored = IntStream.range(0, 20).toArray();
        assertEquals(6, orders.stream().map(Arrays::toString).distinct().count());
        for (int[] order : orders) {
            assertFalse(Arrays.equals(stored, order));
            assertArrayEquals(stored, Arrays.stream(order).sorted().toArray());
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        List<int[]> first = orders(1, Fit.epochs(2));
        List<int[]> again = orders(1, Fit.epochs(2));
        List<int[]> other = orders(2, Fit.epochs(2));
        for (int epoch = 0; epoch < 4; epoch++) {
            assertArrayEquals(first.get(epoch), again.get(epoch));
            assertFalse(Arrays.equals(first.get(epoch), other.get(epoch)));
        }
    }

    @Test
    void withoutShuffleTheOrderIsThatOfTheData() {
        int[] stored = IntStream.range(0, 20).toArray();
        for (int[] order : orders(1, Fit.epochs(2).shuffle(false))) {
            assertArrayEquals(stored, order);
        }
    }

    @Test
    void callbacksAreCalledInTheirOrder() {
        var recorder = new Recorder();
        try (var model = compiled(1)) {
            model.fit(data, Fit.epochs(2).batchSize(8).callbacks(recorder).verbose(false));
        }
        assertEquals(
                List.of(
                        "begin",
                        "batch 1 8/20",
                        "batch 1 16/20",
                        "batch 1 20/20",
                        "epoch 1",
                        "batch 2 8/20",
                        "batch 2 16/20",
                        "batch 2 20/20",
                        "epoch 2",
                        "end DONE"),
                recorder.events);
        assertEquals(List.of(8, 8), data.batchSizes);
        assertEquals(2, data.closed);
    }

    @Test
    void aCallbackEndsTheTrainingAfterTheStep() {
        var recorder = new Recorder(run -> {
            if (run.epoch() == 2 && run.samplesDone() == 16) {
                run.stop();
            }
        });
        try (var model = compiled(1)) {
            History history = model.fit(
                    data, Fit.epochs(5).batchSize(8).callbacks(recorder).verbose(false));
            assertEquals(History.Stop.CALLBACK, history.stop());
            assertEquals(1, history.epochs().size());
            assertEquals(5, history.steps());
        }
        assertEquals("end CALLBACK", recorder.events.get(recorder.events.size() - 1));
        assertEquals(data.opened, data.closed);
    }

    @Test
    void validationChangesNoWeight() {
        var train = Samples.pairs(12);
        try (var plain = Samples.pairNet(1).compile(new Adam(), Loss.softmaxCrossEntropy());
                var validated = Samples.pairNet(1).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            Fit fit = Fit.epochs(3).batchSize(5).verbose(false);
            plain.fit(train, fit);
            var valid = new ProbingDataset(Samples.pairs(7));
            validated.fit(train, fit.validation(valid));
            assertEquals(plain.weights(), validated.weights());
            assertEquals(3, valid.opened);
            assertEquals(3, valid.closed);
            assertArrayEquals(IntStream.range(0, 7).toArray(), valid.orders.get(2));
        }
    }

    @Test
    void aChangedLearningRateCounts() {
        try (var model = compiled(1);
                var slow = compiled(1)) {
            var first = model.weights();
            slow.engine().learningRate(1e-30);
            slow.fit(data, Fit.epochs(1).verbose(false));
            // A change of 1e-30 is far below what a float of this size can show.
            assertEquals(first.get("dense/kernel"), slow.weights().get("dense/kernel"));
            assertEquals(0.01, model.engine().learningRate());
        }
    }

    @Test
    void verboseWritesALineForEachEpochAndQuietNothing() {
        assertEquals("", printed(Fit.epochs(2).verbose(false)));
        String text = printed(Fit.epochs(2));
        assertEquals(2, text.lines().filter(line -> line.contains("images/s")).count(), text);
        assertTrue(text.endsWith("\n"), text);
    }

    private String printed(Fit fit) {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        try (var model = compiled(1);
                var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            model.fit(data, fit);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void optionsAreKeptWhenOthersAreSet() {
        var one = new Recorder();
        var two = new Recorder();
        Fit fit = Fit.epochs(4)
                .batchSize(3)
                .shuffle(false)
                .validation(data)
                .callbacks(one)
                .callbacks(two)
                .verbose(false);
        assertEquals(
                new Fit(
                        4,
                        false,
                        3,
                        false,
                        Optional.of(data),
                        List.of(one, two),
                        false,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                fit);
        assertEquals(
                new Fit(
                        1,
                        false,
                        32,
                        true,
                        Optional.empty(),
                        List.of(),
                        true,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                Fit.epochs(1));
    }

    @Test
    void anOpenPassIsClosedWhenSomethingFails() {
        var broken = new ProbingDataset(Samples.rows(20, 3, 2), batch -> {
            if (batch == 2) {
                throw new IllegalStateException("the disk is gone");
            }
        });
        var failing = new Recorder(run -> {
            throw new IllegalStateException("a callback failed");
        });
        try (var model = compiled(1)) {
            assertEquals(
                    "the disk is gone",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> model.fit(
                                            broken, Fit.epochs(1).batchSize(5).verbose(false)))
                            .getMessage());
            assertThrows(
                    IllegalStateException.class,
                    () -> model.fit(data, Fit.epochs(1).callbacks(failing).verbose(false)));
            // The validation data fails.
            assertThrows(
                    IllegalStateException.class,
                    () -> model.fit(
                            data,
                            Fit.epochs(1)
                                    .validation(new ProbingDataset(Samples.rows(20, 3, 2), batch -> {
                                        throw new IllegalStateException("the disk is gone");
                                    }))
                                    .verbose(false)));
        }
        assertEquals(1, broken.opened);
        assertEquals(1, broken.closed);
        assertEquals(2, data.opened);
        assertEquals(2, data.closed);
        assertFalse(failing.events.contains("end DONE"));
    }
}
