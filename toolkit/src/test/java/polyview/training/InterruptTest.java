package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** An interrupt ends a training after the running step, and leaves the model usable. */
@Tag("training")
class InterruptTest {

    private final ProbingDataset data = new ProbingDataset(Samples.pairs(20));
    private final Model model = Samples.pairNet(1).compile(new Adam(), Loss.softmaxCrossEntropy());

    @AfterEach
    void close() {
        Thread.interrupted();
        model.close();
    }

    private static Recorder interruptAt(int epoch, int samplesDone) {
        return new Recorder(run -> {
            if (run.epoch() == epoch && run.samplesDone() == samplesDone) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private History fit(Recorder recorder, Fit fit) {
        return model.fit(data, fit.batchSize(4).callbacks(recorder).verbose(false));
    }

    @Test
    void itEndsWithTheStepThatRuns() {
        var recorder = interruptAt(2, 12);
        History history = fit(recorder, Fit.epochs(9));
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertEquals(History.Stop.INTERRUPTED, history.stop());
        assertEquals(1, history.epochs().size());
        assertEquals(8, history.steps());
        assertEquals(8, data.batches);
        assertEquals("end INTERRUPTED", recorder.events.get(recorder.events.size() - 1));
        assertEquals(2, data.opened);
        assertEquals(2, data.closed);
    }

    @Test
    void theNextCellTrainsOn() {
        fit(interruptAt(1, 8), Fit.epochs(9));
        assertEquals(
                "fit was interrupted before its first step",
                assertThrows(CancellationException.class, () -> fit(new Recorder(), Fit.epochs(1)))
                        .getMessage());
        assertEquals(2, model.engine().step());
        assertTrue(Thread.interrupted(), "a refused fit keeps the flag");

        var before = model.weights();
        assertEquals(20, model.predict(data).size(0));
        History history = fit(new Recorder(), Fit.epochs(2));
        assertEquals(History.Stop.DONE, history.stop());
        assertEquals(10, history.steps());
        assertFalse(before.equals(model.weights()));
    }

    @Test
    void anInterruptInValidationLeavesNoRow() {
        var valid = new ProbingDataset(
                Samples.pairs(8), batch -> Thread.currentThread().interrupt());
        History history = fit(new Recorder(), Fit.epochs(3).validation(valid));
        assertTrue(Thread.interrupted());
        assertEquals(History.Stop.INTERRUPTED, history.stop());
        assertEquals(0, history.epochs().size());
        assertEquals(5, history.steps());
        assertEquals(1, valid.opened);
        assertEquals(1, valid.closed);
    }

    @Test
    void afterTheLastStepOfAnEpochTheEpochHasItsRow() {
        History history = fit(interruptAt(1, 20), Fit.epochs(3));
        assertTrue(Thread.interrupted());
        assertEquals(History.Stop.INTERRUPTED, history.stop());
        assertEquals(1, history.epochs().size());
        assertEquals(5, history.steps());
    }

    @Test
    void anotherThreadMayInterrupt() throws InterruptedException {
        var running = new CountDownLatch(3);
        var steps = new AtomicLong();
        var told = new AtomicReference<History>();
        var flag = new AtomicReference<Boolean>();
        var counting = new Recorder(run -> {
            steps.incrementAndGet();
            running.countDown();
        });
        Thread training = new Thread(
                () -> {
                    told.set(fit(counting, Fit.epochs(1_000_000)));
                    flag.set(Thread.currentThread().isInterrupted());
                },
                "training");
        training.start();
        running.await();
        training.interrupt();
        long seen = steps.get();
        training.join();
        assertEquals(History.Stop.INTERRUPTED, told.get().stop());
        assertTrue(told.get().steps() <= seen + 2, () -> told.get().steps() + " steps, " + seen + " at the interrupt");
        assertEquals(true, flag.get());
        assertEquals(data.opened, data.closed);
        assertEquals(20, model.predict(data).size(0));
    }
}
