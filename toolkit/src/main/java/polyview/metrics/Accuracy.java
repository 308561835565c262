package polyview.metrics;

import polyview.data.FloatArray;
import polyview.losses.Loss;

/** See {@link Metric#accuracy()}. */
record Accuracy() implements Metric {

    static final String NAME = "accuracy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void check(Loss loss) {
        if (!loss.task().isClassification()) {
            throw new IllegalArgumentException("accuracy has no meaning with " + loss.name());
        }
    }

    @Override
    public Tally tally() {
        return new MeanTally() {
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
