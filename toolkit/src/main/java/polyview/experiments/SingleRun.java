package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import polyview.models.Engine;
import polyview.models.Evaluation;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;
import polyview.training.Provenance;

/**
 * Executes one task in this process.
 *
 * @param task what to execute
 * @param report gets each training step
 */
record SingleRun(RunTask task, RunReport report) {

    /** Nanoseconds between two reports of progress. */
    private static final long GAP = 250_000_000;

    /** Trains and tests; empty where the thread was interrupted. */
    Optional<RunResult> run() {
        long start = System.nanoTime();
        ValueOrError<Split> data = ValueOrError.of(task.data());
        if (data.value().isEmpty()) {
            return failed("no data: " + data.reason(), 0);
        }
        ValueOrError<Optional<RunResult>> run =
                ValueOrError.of(() -> trained(data.value().get(), start));
        return run.value().orElseGet(() -> failed(run.reason(), seconds(start)));
    }

    /** Empty after an interrupt: an error that it causes, such as in reading a file, is no failure. */
    private Optional<RunResult> failed(String reason, double seconds) {
        long parameters = task.program().parameters();
        return Thread.currentThread().isInterrupted()
                ? Optional.empty()
                : Optional.of(RunResult.failed(task.label().key(), reason, parameters, seconds));
    }

    private Optional<RunResult> trained(Split data, long start) {
        FitOptions options = task.options();
        Fit fit = (task.stage().isPresent() ? options.fitUntil() : options.fit())
                .callbacks(task.callbacks().toArray(Callback[]::new))
                .callbacks(steps());
        Blueprint blueprint = new Blueprint(task.program(), task.metrics(), task.weights());
        try (Engine engine = blueprint.start(task.label().seed())) {
            Fit staged = task.stage()
                    .flatMap(stage -> stage.begin(engine))
                    .map(fit::callbacks)
                    .orElse(fit);
            History history =
                    data.valid().map(staged::validation).orElse(staged).train(engine, data.train());
            if (history.stop() == History.Stop.INTERRUPTED) {
                return Optional.empty();
            }
            Evaluation test = engine.evaluate(data.test(), fit.batchSize());
            if (!Double.isFinite(test.loss())) {
                throw new ArithmeticException("loss is " + test.loss() + " on the test data");
            }
            Map<String, Double> scores = new LinkedHashMap<>(test.values());
            task.measures().forEach(measure -> scores.put(measure.name(), measure.of(engine, fit.batchSize())));
            return Optional.of(new RunResult(
                    task.label().variant(),
                    task.label().seed(),
                    task.label().fold(),
                    RunResult.Status.FINISHED,
                    "",
                    task.program().parameters(),
                    scores,
                    history.epochs(),
                    seconds(start),
                    provenance(history, data)));
        }
    }

    private static Provenance provenance(History history, Split data) {
        Map<String, String> facts = new LinkedHashMap<>(history.provenance().facts());
        facts.put("test", data.test().fingerprint().toString());
        return new Provenance(facts);
    }

    /** Reports each step, and a few times a second how far the run is. */
    private Callback steps() {
        return new Callback() {
            private long next = System.nanoTime();

            @Override
            public void onBatchEnd(Run training) {
                report.step(task, training);
                if (System.nanoTime() - next >= 0) {
                    report.progress(task, RunProgress.of(RunProgress.HERE, training));
                    next = System.nanoTime() + GAP;
                }
            }
        };
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
