package polyview.experiments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.models.Program;
import polyview.training.Callback;

/**
 * A run of an experiment to be executed by a {@link Runner}: a program, a seed, and how to train.
 *
 * <p>A runner that executes tasks elsewhere sends a {@link RunParcel} of each, and beside it the recipes of its data: the other process needs
 * none of the user's classes.
 *
 * @param label which run of the experiment it is: variant, seed, number
 * @param program the compiled model
 * @param metrics those of each output
 * @param weights those that the variant sets itself, by path; all others are drawn from the seed
 * @param options how to train
 * @param callbacks the callbacks of the experiment's fit, called in every run, and those of this run
 * @param measures the numbers to take at the end besides the test scores
 * @param data gives the data of the seed, in this process; throws where the user's function does
 * @param stage for a training that goes on where a shorter one stood; empty for one from the beginning. Where its files cannot be reached it may
 *     be left out: the training then begins anew, to the same scores
 */
public record RunTask(
        RunLabel label,
        Program program,
        List<List<Metric>> metrics,
        Map<String, FloatArray> weights,
        FitOptions options,
        List<Callback> callbacks,
        List<Measure> measures,
        Supplier<Split> data,
        Optional<Stage> stage) {

    /** Copies of the lists and maps are kept. */
    public RunTask {
        metrics = metrics.stream().map(List::copyOf).toList();
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        callbacks = List.copyOf(callbacks);
        measures = List.copyOf(measures);
    }

    /** A training from the beginning. */
    public RunTask(
            RunLabel label,
            Program program,
            List<List<Metric>> metrics,
            Map<String, FloatArray> weights,
            FitOptions options,
            List<Callback> callbacks,
            List<Measure> measures,
            Supplier<Split> data) {
        this(label, program, metrics, weights, options, callbacks, measures, data, Optional.empty());
    }

    /**
     * Executes the whole run on this thread, and reports it.
     *
     * <p>A run that must not begin ({@link RunReport#begin} says false) is left out. An error of the run makes it a failed run.
     * An interrupt of this thread ends it after the step that runs; it then has no result.
     */
    public void run(RunReport report) {
        if (!report.begin(this)) {
            return;
        }
        Optional<RunResult> result = Optional.empty();
        try {
            result = new SingleRun(this, report).run();
        } finally {
            if (result.isEmpty()) {
                report.abandon(this);
            }
        }
        result.ifPresent(run -> report.end(this, run));
    }

    /**
     * Refuses tasks that would write over each other's files: {@code callbacks must write to a place of their own in each run, got CsvLog
     * to log.csv in concat seed 1 and in multiply seed 1: give each run its own by callbacks(run -> ...), with run.fileName() in the
     * path}; see {@link Callback#writesTo}. An experiment asks it of its tasks, for all runners.
     */
    public static void requireOwnPlaces(List<RunTask> tasks) {
        Map<RunKey, List<Callback>> byRun = new LinkedHashMap<>();
        tasks.forEach(task -> byRun.put(task.label().key(), task.callbacks()));
        RunCallbacks.requireOwnPlaces(byRun);
    }

    /** As its label: {@code run 3/10 concat seed 2}. */
    @Override
    public String toString() {
        return label.toString();
    }
}
