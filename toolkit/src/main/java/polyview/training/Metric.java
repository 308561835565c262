package polyview.training;

import polyview.data.FloatArray;
import polyview.models.Objective;
import polyview.models.Score;

/** Numbers that tell how well a model does, computed in Java from scores and targets. */
public sealed interface Metric extends Score {

    /**
     * The part of the decisions that are right.
     *
     * <p>With {@link Loss#softmaxCrossEntropy()} the largest score decides, the first of equal ones; with {@link
     * Loss#binaryCrossEntropy()} a score above 0, which is a probability above 1/2, is a yes.
     *
     * <p>Refused: {@code accuracy has no meaning with meanSquaredError}.
     *
     * <p>Example: scores ((1, 3), (2, 0)) and labels (1, 1) give 0.5.
     */
    static Metric accuracy() {
        return new Accuracy();
    }

    /**
     * The mean of {@code |x - y|} over all numbers.
     *
     * <p>Refused: {@code meanAbsoluteError has no meaning with softmaxCrossEntropy}.
     *
     * <p>Example: (1, 2) against (1, 4) gives 1.
     */
    static Metric meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /** See {@link #accuracy()}. */
    record Accuracy() implements Metric {
        @Override
        public String name() {
            return "accuracy";
        }

        @Override
        public void check(Objective objective) {
            if (objective instanceof MeanSquaredError) {
                throw new IllegalArgumentException("accuracy has no meaning with " + objective.name());
            }
        }

        @Override
        public Tally tally() {
            return new Mean() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    float[] x = scores.values();
                    float[] y = targets.values();
                    int classes = x.length / y.length;
                    for (int i = 0; i < y.length; i++) {
                        float decision = classes == 1 ? (x[i] > 0 ? 1 : 0) : largest(x, i * classes, classes);
                        boolean known = classes > 1 || !Float.isNaN(x[i]);
                        add(known && decision == (classes == 1 ? Math.round(y[i]) : y[i]) ? 1 : 0);
                    }
                }
            };
        }

        private static int largest(float[] x, int from, int count) {
            int best = 0;
            for (int k = 1; k < count; k++) {
                if (x[from + k] > x[from + best]) {
                    best = k;
                }
            }
            return Float.isNaN(x[from + best]) ? -1 : best;
        }
    }

    /** See {@link #meanAbsoluteError()}. */
    record MeanAbsoluteError() implements Metric {
        @Override
        public String name() {
            return "meanAbsoluteError";
        }

        @Override
        public void check(Objective objective) {
            if (objective instanceof ClassLoss) {
                throw new IllegalArgumentException("meanAbsoluteError has no meaning with " + objective.name());
            }
        }

        @Override
        public Tally tally() {
            return new Mean() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    for (int i = 0; i < targets.values().length; i++) {
                        add(Math.abs((double) scores.values()[i] - targets.values()[i]));
                    }
                }
            };
        }
    }

    /** A mean over all that was added. */
    abstract class Mean implements Score.Tally {
        private double sum;
        private long count;

        /** Takes one number. */
        protected final void add(double value) {
            sum += value;
            count++;
        }

        @Override
        public final double value() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
