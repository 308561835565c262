package polyview.experiments.search;

/**
 * What a run gave.
 *
 * @param score NaN where it failed
 * @param epochsSpent epochs that were trained
 * @param ended whether the training stopped by itself before its last epoch, so that going on changes nothing
 * @param reason why it failed; empty where it did not
 */
record Outcome(double score, long epochsSpent, boolean ended, String reason) {

    static Outcome failed(String reason, long epochsSpent) {
        return new Outcome(Double.NaN, epochsSpent, true, reason);
    }

    boolean failed() {
        return !reason.isEmpty();
    }
}
