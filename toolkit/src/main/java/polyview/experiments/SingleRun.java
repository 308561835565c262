package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.models.Engine;
import polyview.models.Evaluation;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;

/**
 * One run: a program, a seed, the data, and how to train.
 *
 * @param place which run it is
 * @param blueprint what runs
 * @param data what it sees
 * @param fit how it is trained
 * @param measures what is taken at the end besides the scores
 * @param listeners who looks on
 */
record SingleRun(
        Place place,
        Blueprint blueprint,
        Split data,
        Fit fit,
        List<Measure> measures,
        List<ExperimentListener> listeners) {

    /** Trains and tests; empty where the thread was interrupted. */
    Optional<RunResult> run() {
        long start = System.nanoTime();
        Attempt<Optional<RunResult>> attempt = Attempt.at(() -> trained(start));
        if (attempt.value().isPresent()) {
            return attempt.value().get();
        }
        // What an interrupt breaks, such as the reading of a file, has not failed.
        return Thread.currentThread().isInterrupted()
                ? Optional.empty()
                : Optional.of(RunResult.failed(
                        place.variant(),
                        place.seed(),
                        attempt.reason(),
                        blueprint.program().parameters(),
                        seconds(start)));
    }

    private Optional<RunResult> trained(long start) {
        try (Engine engine = blueprint.start(place.seed())) {
            Fit own = data.valid().map(fit::validation).orElse(fit);
            History history = own.callbacks(steps()).verbose(false).train(engine, data.train());
            if (history.stop() == History.Stop.INTERRUPTED) {
                return Optional.empty();
            }
            Evaluation test = engine.evaluate(data.test(), fit.batchSize());
            if (!Double.isFinite(test.loss())) {
                throw new ArithmeticException("loss is " + test.loss() + " on the test data");
            }
            Map<String, Double> scores = new LinkedHashMap<>(test.values());
            measures.forEach(measure -> scores.put(measure.name(), measure.of(engine, fit.batchSize())));
            return Optional.of(new RunResult(
                    place.variant(),
                    place.seed(),
                    RunResult.Status.FINISHED,
                    "",
                    blueprint.program().parameters(),
                    scores,
                    history.epochs(),
                    seconds(start)));
        }
    }

    private Callback steps() {
        return new Callback() {
            @Override
            public void onBatchEnd(Run training) {
                listeners.forEach(listener -> listener.onStep(place, training));
            }
        };
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
