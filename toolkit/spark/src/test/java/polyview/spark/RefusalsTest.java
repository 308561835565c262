package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.experiments.Experiment;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.experiments.Runner;
import polyview.layers.Fusion;
import polyview.training.Callback;
import polyview.training.Fit;

/** What cannot travel, what fails, and what is interrupted. */
@Timeout(900)
class RefusalsTest {

    /** Gives no recipe. */
    private record Own(Dataset of) implements Dataset {
        @Override
        public int size() {
            return of.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return of.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return of.targetShapes();
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            return of.epoch(batchSize, order);
        }
    }

    /** Holds something that does not travel. */
    private static final class Holding implements Callback {
        private static final long serialVersionUID = 1;
        private final Thread thread = Thread.currentThread();

        @Override
        public String toString() {
            return "Holding[" + thread.getName() + "]";
        }
    }

    /** Throws in the first batch. */
    private static final class Throwing implements Callback {
        private static final long serialVersionUID = 1;
        static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public void onBatchEnd(Run run) {
            CALLS.incrementAndGet();
            throw new IllegalStateException("no more than one batch");
        }

        @Override
        public String toString() {
            return "Throwing";
        }
    }

    private static Experiment experiment(Fit fit) {
        return Experiment.named("small")
                .variant("concat", () -> FusionExperiment.model(Fusion.concat()))
                .variant("add", () -> FusionExperiment.model(Fusion.add()))
                .seeds(2)
                .fit(fit.batchSize(16))
                .data(FusionExperiment.made(32, 1), FusionExperiment.made(16, 2))
                .verbose(false);
    }

    @Test
    void dataWithoutARecipe() {
        Dataset own = new Own(FusionExperiment.made(32, 1));
        Experiment experiment = experiment(Fit.epochs(1)).data(own, FusionExperiment.made(16, 2));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> experiment.run(Runner.spark("local[2]")));
        assertTrue(
                e.getMessage()
                        .startsWith("data train of seed 1 cannot travel: class " + Own.class.getName()
                                + " gives no recipe()"),
                e.getMessage());
    }

    @Test
    void aCallbackThatHoldsWhatCannotTravel() {
        Experiment experiment = experiment(Fit.epochs(1).callbacks(new Holding()));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> experiment.run(Runner.spark("local[2]")));
        assertTrue(e.getMessage().contains("cannot travel"), e.getMessage());
        assertTrue(e.getMessage().contains("Thread"), e.getMessage());
    }

    /** Nobody answers at this address: whoever connects first is told that. */
    @Test
    void whatCannotTravelIsRefusedBeforeItConnects() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Runner nobody = Runner.spark("spark://127.0.0.1:" + free);
        Experiment holding = experiment(Fit.epochs(1).callbacks(new Holding()));
        String told = assertThrows(IllegalArgumentException.class, () -> holding.run(nobody))
                .getMessage();
        assertTrue(told.startsWith("run 1/4 concat seed 1 cannot travel: callbacks[0].thread is a"), told);
        Experiment sound = experiment(Fit.epochs(1));
        told = assertThrows(IllegalStateException.class, () -> sound.run(nobody))
                .getMessage();
        assertTrue(told.contains("nothing answers at 127.0.0.1:" + free), told);
    }

    /** With four attempts for each task: an error of the run is a result, and no reason for another attempt. */
    @Test
    void aRunThatFailsIsNotRepeated() {
        Experiment experiment = experiment(Fit.epochs(1).callbacks(new Throwing()));
        List<RunResult> here = experiment.run().done();
        Throwing.CALLS.set(0);
        List<RunResult> there = experiment.run(Runner.spark("local[2,4]")).done();
        assertEquals(4, Throwing.CALLS.get());
        assertEquals(4, there.size());
        assertTrue(there.get(0).reason().contains("no more than one batch"), there.get(0)::reason);
        for (int i = 0; i < here.size(); i++) {
            assertFalse(there.get(i).finished());
            assertEquals(here.get(i).reason(), there.get(i).reason());
            assertEquals(here.get(i).parameters(), there.get(i).parameters());
        }
    }

    @Test
    void anInterruptCancelsTheRuns() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        AtomicReference<Results> results = new AtomicReference<>();
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void onProgress(RunLabel label, RunProgress progress) {
                underWay.countDown();
            }
        };
        Experiment endless = experiment(Fit.epochs(1_000_000)).listeners(listener);
        try (SparkConnection open = Spark.master("local[2]").open()) {
            Thread cell = new Thread(() -> results.set(endless.run(Runner.spark("local[2]"))));
            cell.start();
            assertTrue(underWay.await(300, TimeUnit.SECONDS));
            cell.interrupt();
            cell.join(300_000);
            assertFalse(cell.isAlive());
            assertEquals(List.of(), results.get().done());
            while (open.context().statusTracker().getActiveStageIds().length > 0) {
                Thread.sleep(20);
            }
            // The cores are free again.
            assertEquals(3, open.context().parallelize(List.of(1, 2), 2).reduce(Integer::sum));
            assertEquals(
                    4,
                    experiment(Fit.epochs(1))
                            .run(Runner.spark("local[2]"))
                            .done()
                            .size());
        }
    }
}
