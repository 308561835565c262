package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * The accuracy of picking one of n: of each n consecutive samples, the one with the largest score is picked. The value is the
 * fraction of picks whose sample is of class 1.
 *
 * <p>This is how one-shot learning is measured: n - 1 pairs of different things and one pair of the same. It is for binary
 * classifiers with one score or with two; of two, their difference, second minus first, counts. Of equal scores the first is
 * picked; NaN is never picked, and where all are NaN the pick is wrong. The samples must be in the stored order, as in {@code
 * evaluate} and {@code Experiment.measure}; in a training they are shuffled, and the value has no meaning.
 *
 * <p>Refused: {@code among must be at least 2, got 1}; {@code nWayAccuracy has no meaning with meanSquaredError}; {@code
 * nWayAccuracy needs one score for each sample, or two, got 5}; when the value is asked for, samples left over ({@code
 * nWayAccuracy among 20 needs a multiple of 20 samples, got 50}), and data of which a sample could not be read ({@code
 * nWayAccuracy needs all samples in their order, the data set gave 39 of 40}).
 *
 * <p>Example: among 2, scores (1, 3, 2, 0) and classes (0, 1, 0, 1) give 0.5. Source: Koch, Zemel and Salakhutdinov 2015,
 * <i>Siamese neural networks for one-shot image recognition</i>.
 *
 * @param among the number of samples to pick one from
 */
public record NWayAccuracy(int among) implements Metric {

    static final String NAME = "nWayAccuracy";
    static final String AMONG = "among";

    /** Refused: {@code among must be at least 2, got 1}. */
    public NWayAccuracy {
        if (among < 2) {
            throw new IllegalArgumentException("among must be at least 2, got " + among);
        }
    }

    /** Picks one of this many consecutive samples. */
    public static NWayAccuracy among(int samples) {
        return new NWayAccuracy(samples);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(AMONG, Integer.toString(among));
    }

    @Override
    public void check(Loss loss) {
        Answers.requireClassification(NAME, loss);
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public boolean dependsOnOrder() {
        return true;
    }

    @Override
    public Tally tally(Task task) {
        return new Counted();
    }

    /** The fraction of right picks of these scores, logits or probabilities, and targets. */
    public double of(FloatArray scores, FloatArray targets) {
        Tally tally = new Counted();
        tally.add(scores, targets);
        return tally.value();
    }

    private final class Counted implements Tally {

        private final float[] scores = new float[among];
        private final float[] targets = new float[among];
        private int waiting;
        private long samples;
        private long right;

        @Override
        public void add(FloatArray newScores, FloatArray newTargets) {
            float[] x = newScores.values();
            float[] y = newTargets.values();
            int width = y.length == 0 ? 1 : x.length / y.length;
            if (width != 1 && width != 2) {
                throw new IllegalArgumentException(NAME + " needs one score for each sample, or two, got " + width);
            }
            Targets.requireOneForEach(x.length / width, NAME, newScores, newTargets);
            for (int i = 0; i < y.length; i++) {
                scores[waiting] = width == 1 ? x[i] : x[2 * i + 1] - x[2 * i];
                targets[waiting] = y[i];
                waiting++;
                samples++;
                if (waiting == among) {
                    right += isRight() ? 1 : 0;
                    waiting = 0;
                }
            }
        }

        private boolean isRight() {
            int best = -1;
            for (int k = 0; k < among; k++) {
                if (!Float.isNaN(scores[k]) && (best < 0 || scores[k] > scores[best])) {
                    best = k;
                }
            }
            return best >= 0 && targets[best] == 1;
        }

        @Override
        public double value() {
            if (waiting > 0) {
                throw new IllegalArgumentException(
                        NAME + " among " + among + " needs a multiple of " + among + " samples, got " + samples);
            }
            return valueSoFar();
        }

        /** Over the episodes that are whole. */
        @Override
        public double valueSoFar() {
            return samples < among ? Double.NaN : (double) right * among / (samples - waiting);
        }

        @Override
        public Optional<double[]> state() {
            double[] state = new double[3 + 2 * waiting];
            state[0] = waiting;
            state[1] = samples;
            state[2] = right;
            for (int i = 0; i < waiting; i++) {
                state[3 + 2 * i] = scores[i];
                state[4 + 2 * i] = targets[i];
            }
            return Optional.of(state);
        }

        @Override
        public void restore(double[] state) {
            waiting = (int) state[0];
            samples = (long) state[1];
            right = (long) state[2];
            for (int i = 0; i < waiting; i++) {
                scores[i] = (float) state[3 + 2 * i];
                targets[i] = (float) state[4 + 2 * i];
            }
        }
    }
}
