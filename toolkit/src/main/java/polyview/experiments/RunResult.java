package polyview.experiments;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.training.History;
import polyview.training.LiveLine;

/**
 * The result of one run of an experiment: one variant, one seed, one fold where there are folds.
 *
 * @param variant the name of the variant
 * @param seed the seed of everything random
 * @param fold from 1; 0 without folds
 * @param status whether the run finished
 * @param reason why it failed; empty for a run that did not
 * @param parameters of the model, fixed ones too; 0 where it could not be built
 * @param scores the scores on the test data, loss first, and the measures; empty for a failed run
 * @param epochs the epochs of the history; empty for a failed run
 * @param seconds of the whole run: start, training, validation and test
 */
public record RunResult(
        String variant,
        long seed,
        int fold,
        Status status,
        String reason,
        long parameters,
        Map<String, Double> scores,
        List<History.EpochLog> epochs,
        double seconds)
        implements Serializable {

    /** How a run ended. */
    public enum Status {
        /** It was trained and tested. */
        FINISHED,
        /** It ended with an error, which the reason names. */
        FAILED
    }

    /** Copies of the scores and the epochs are kept. */
    public RunResult {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        epochs = List.copyOf(epochs);
    }

    /** The result of a run without folds. */
    public RunResult(
            String variant,
            long seed,
            Status status,
            String reason,
            long parameters,
            Map<String, Double> scores,
            List<History.EpochLog> epochs,
            double seconds) {
        this(variant, seed, 0, status, reason, parameters, scores, epochs, seconds);
    }

    /** The result as text by name, each number so that {@link #of} reads it back to the same bits. */
    public Map<String, String> entries() {
        return RunText.write(this);
    }

    /** A result from its {@link #entries}; refused: {@code it has no entry status}, and texts that are no numbers. */
    public static RunResult of(Map<String, String> entries) {
        return RunText.read(entries);
    }

    /** A failed run of an experiment without folds, with the reason in one line. */
    public static RunResult failed(String variant, long seed, String reason, long parameters, double seconds) {
        return failed(RunKey.of(variant, seed), reason, parameters, seconds);
    }

    /** The same of any run. */
    public static RunResult failed(RunKey run, String reason, long parameters, double seconds) {
        return new RunResult(
                run.variant(), run.seed(), run.fold(), Status.FAILED, reason, parameters, Map.of(), List.of(), seconds);
    }

    /** Which run it is of. */
    public RunKey key() {
        return new RunKey(variant, seed, fold);
    }

    /** Whether the run finished. */
    public boolean finished() {
        return status == Status.FINISHED;
    }

    /** One score on the test data; NaN where the run has none. */
    public double score(String name) {
        return scores.getOrDefault(name, Double.NaN);
    }

    /**
     * The median over the epochs, validation included, so that the start-up in the first one does not count. NaN without an epoch.
     */
    public double secondsPerEpoch() {
        return median(History.SECONDS);
    }

    /** The median over the epochs, of training only; a pair counts as two images. NaN without an epoch. */
    public double imagesPerSecond() {
        return median(History.IMAGES_PER_SECOND);
    }

    private double median(String column) {
        return Statistics.median(
                epochs.stream().mapToDouble(epoch -> epoch.get(column)).toArray());
    }

    /** In one line: {@code concat seed 2: accuracy 0.9123 in 12.0 s}, or {@code multiply seed 3: failed: loss is NaN}. */
    String line(String score) {
        String what = finished()
                ? score + " " + ShortNumbers.plain(score(score)) + " in " + LiveLine.time(seconds)
                : "failed: " + reason;
        return key() + ": " + what;
    }
}
