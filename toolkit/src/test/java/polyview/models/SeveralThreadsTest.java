package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;

/** A model in the hands of several threads, or of a callback: as with one thread, or refused. */
@Tag("models")
class SeveralThreadsTest {

    private static final int THREADS = 8;
    private static final MemoryDataset DATA = Samples.pairs(12);

    /** Runs all at once, and gives what each gave. */
    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            CountDownLatch begin = new CountDownLatch(calls.size());
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(threads.submit(() -> {
                    begin.countDown();
                    begin.await();
                    return call.call();
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> future : futures) {
                all.add(future.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<Callable<T>> eight(Callable<T> call) {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            calls.add(call);
        }
        return calls;
    }

    @Test
    void eightFirstPredictionsAtOnceAreThoseOfOneThread() throws Exception {
        FloatArray expected;
        try (var alone = Samples.pairNet(7)) {
            expected = alone.predict(DATA);
        }
        for (int i = 0; i < 10; i++) {
            try (var model = Samples.pairNet(7)) {
                for (FloatArray predicted : atOnce(eight(() -> model.predict(DATA)))) {
                    assertEquals(expected, predicted);
                }
            }
        }
    }

    @Test
    void eightFirstSeedsAtOnceAreOne() throws Exception {
        for (int i = 0; i < 50; i++) {
            var x = Input.of("x", 2);
            try (var model = new Model(x, new Dense(1).apply(x))) {
                assertEquals(1, atOnce(eight(model::seed)).stream().distinct().count());
            }
        }
    }

    /** A prediction beside a training sees the weights before or after a step, never some of both. */
    @Test
    void predictionsBesideATrainingAreThoseBetweenTwoSteps() throws Exception {
        int steps = 40;
        List<FloatArray> between = new ArrayList<>();
        try (var model = Samples.pairNet(7).compile(new SGD(0.1, 0.9), Loss.softmaxCrossEntropy())) {
            between.add(model.predict(DATA));
            for (int i = 0; i < steps; i++) {
                model.engine().trainOnBatch(DATA.all());
                between.add(model.predict(DATA));
            }
        }
        try (var model = Samples.pairNet(7).compile(new SGD(0.1, 0.9), Loss.softmaxCrossEntropy())) {
            List<Callable<List<FloatArray>>> calls = new ArrayList<>(eight(() -> {
                List<FloatArray> seen = new ArrayList<>();
                while (model.engine().step() < steps) {
                    seen.add(model.predict(DATA));
                }
                return seen;
            }));
            calls.set(0, () -> {
                for (int i = 0; i < steps; i++) {
                    model.engine().trainOnBatch(DATA.all());
                }
                return List.of();
            });
            for (List<FloatArray> seen : atOnce(calls)) {
                for (FloatArray predicted : seen) {
                    assertTrue(between.contains(predicted));
                }
            }
            assertEquals(between.get(steps), model.predict(DATA));
        }
    }

    /** With dropout, whose draws follow the number of the step: no step is lost, and none is done twice. */
    @Test
    void stepsOfSeveralThreadsAreDoneOneByOne() throws Exception {
        Map<String, FloatArray> expected;
        try (var alone = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            for (int i = 0; i < 5 * THREADS; i++) {
                alone.engine().trainOnBatch(DATA.all());
            }
            expected = alone.weights();
        }
        try (var model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            atOnce(eight(() -> {
                for (int i = 0; i < 5; i++) {
                    model.engine().trainOnBatch(DATA.all());
                }
                return true;
            }));
            assertEquals(5 * THREADS, model.engine().step());
            assertEquals(expected, model.weights());
        }
    }

    private static void refusedInACallback(String message, Consumer<Model> use) {
        Map<String, FloatArray> expected;
        try (var alone = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            alone.fit(DATA, Fit.epochs(2).verbose(false));
            expected = alone.weights();
        }
        try (var model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            List<String> messages = new ArrayList<>();
            Callback callback = new Callback() {
                @Override
                public void onEpochEnd(Run run, History.EpochLog log) {
                    messages.add(assertThrows(IllegalStateException.class, () -> use.accept(model))
                            .getMessage());
                }
            };
            model.fit(DATA, Fit.epochs(2).verbose(false).callbacks(callback));
            assertEquals(List.of(message, message), messages);
            // And the training went on as if nothing had been asked.
            assertEquals(expected, model.weights());
            model.compile(new SGD(), Loss.softmaxCrossEntropy());
        }
    }

    @Test
    void whatWouldTakeAnEngineFromItsTrainingIsRefused() {
        String being = "the model is being trained: ";
        String later = " when that is over, not in a callback of it";
        refusedInACallback(being + "compile it" + later, model -> model.compile(new SGD(), Loss.softmaxCrossEntropy()));
        refusedInACallback(
                being + "train it again" + later,
                model -> model.fit(DATA, Fit.epochs(1).verbose(false)));
        refusedInACallback(
                being + "train it again" + later,
                model -> Fit.epochs(1).verbose(false).train(model.engine(), DATA));
        refusedInACallback(being + "load weights" + later, model -> model.loadWeights(Path.of("no", "such", "file")));
    }

    @Test
    void aSecondFitAtTheSameTimeIsRefused() throws Exception {
        CountDownLatch trains = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<RuntimeException> late = new AtomicReference<>();
        Callback waiting = new Callback() {
            @Override
            public void onTrainBegin(Run run) {
                trains.countDown();
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    late.set(new IllegalStateException(e));
                }
            }
        };
        try (var model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            Thread first = new Thread(
                    () -> model.fit(DATA, Fit.epochs(1).verbose(false).callbacks(waiting)));
            first.start();
            trains.await();
            Executable second = () -> model.fit(DATA, Fit.epochs(1).verbose(false));
            assertEquals(
                    "the model is being trained: train it again when that is over, not in a callback of it",
                    assertThrows(IllegalStateException.class, second).getMessage());
            asked.countDown();
            first.join();
            assertEquals(null, late.get());
            assertEquals(1, model.engine().step());
            model.fit(DATA, Fit.epochs(1).verbose(false));
            assertEquals(2, model.engine().step());
        }
    }
}
