package polyview.metrics;

import polyview.data.FloatArray;
import polyview.losses.Loss;

/** See {@link Metric#meanAbsoluteError()}. */
record MeanAbsoluteError() implements Metric {

    static final String NAME = "meanAbsoluteError";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void check(Loss loss) {
        if (loss.task().isClassification()) {
            throw new IllegalArgumentException("meanAbsoluteError has no meaning with " + loss.name());
        }
    }

    @Override
    public Tally tally() {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                for (int i = 0; i < targets.values().length; i++) {
                    add(Math.abs((double) scores.values()[i] - targets.values()[i]));
                }
            }
        };
    }
}
