package polyview.models;

import polyview.data.FloatArray;
import polyview.losses.TargetRange;
import polyview.losses.Task;
import polyview.metrics.Scores;

/**
 * What metrics see of a batch: the scores and targets of the positions that count; see {@link polyview.losses.Loss#ignoring}.
 *
 * @param scores {@code (M)}, or {@code (M, K)} for classes, where some positions may not count; else as they came
 * @param targets {@code (M)}, or as they came
 */
record CountedTargets(Scores scores, FloatArray targets) {

    static CountedTargets of(TargetRange range, Scores scores, FloatArray targets) {
        if (range.ignored().isEmpty()) {
            return new CountedTargets(scores, targets);
        }
        FloatArray values = scores.values();
        int positions = targets.values().length;
        int classes = scores.task() == Task.CLASSES ? values.size(values.shape().numDimensions() - 1) : 1;
        if (values.values().length != (long) positions * classes) {
            throw new IllegalArgumentException("scores " + values.shape() + " do not fit targets " + targets.shape());
        }
        int count = count(range, targets);
        float[] keptTargets = new float[count];
        float[] keptScores = new float[count * classes];
        int at = 0;
        for (int i = 0; i < positions; i++) {
            if (range.counts(targets.values()[i])) {
                keptTargets[at] = targets.values()[i];
                System.arraycopy(values.values(), i * classes, keptScores, at * classes, classes);
                at++;
            }
        }
        boolean ofClasses = scores.task() == Task.CLASSES;
        FloatArray kept = ofClasses ? FloatArray.of(keptScores, count, classes) : FloatArray.of(keptScores, count);
        return new CountedTargets(
                new Scores(kept, scores.form(), scores.output(), scores.task()), FloatArray.of(keptTargets, count));
    }

    /** The number of positions that count. */
    static int count(TargetRange range, FloatArray targets) {
        int count = 0;
        for (float target : targets.values()) {
            count += range.counts(target) ? 1 : 0;
        }
        return count;
    }
}
