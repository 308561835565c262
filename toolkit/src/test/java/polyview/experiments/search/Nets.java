package polyview.experiments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.experiments.Runner;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.Flatten;
import polyview.layers.Subtract;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** A small search on made pairs that the tests share. */
final class Nets {

    static final Space SPACE = Space.empty()
            .integers("units", 1, 8)
            .logUniform("rate", 1e-3, 1e-1)
            .choice("batch", 8, 16)
            .flag("drop")
            .when("drop", true, s -> s.uniform("rest", 0.1, 0.5));

    private Nets() {}

    static MemoryDataset made(int count, long seed) {
        return MadePairs.of(count, seed).size(8, 8).shift(2, 3).dataset().rescaled(2, -1);
    }

    static Model model(Options options) {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var x = new Flatten().apply(new Subtract().apply(left, right));
        x = new Dense(options.integer("units")).activation(Activation.RELU).apply(x);
        if (options.flag("drop")) {
            x = new Dropout((float) options.number("rest")).apply(x);
        }
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .compile(new Adam(options.number("rate")), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    static Search search(int epochs) {
        return Search.named("nets")
                .space(SPACE)
                .model(Nets::model)
                .fit(options -> Fit.epochs(epochs).batchSize(options.integer("batch")))
                .data(made(32, 1), made(32, 2))
                .verbose(false);
    }

    /** The last task first. */
    static final Runner REVERSED = (tasks, report) -> {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            tasks.get(i).run(report);
        }
    };

    /** On two threads. */
    static final Runner TWO = (tasks, report) -> {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(pool.submit(() -> task.run(report))));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be executed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    };

    /** The trials without what was spent on them, which depends on whether trainings could go on. */
    static List<Object> found(SearchResults results) {
        return results.trials().stream()
                .<Object>map(t -> List.of(t.number(), t.options(), t.state(), t.reason(), t.rungs(), t.runsSpent()))
                .toList();
    }
}
