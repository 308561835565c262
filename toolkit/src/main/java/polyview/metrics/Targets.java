package polyview.metrics;

import polyview.base.Shapes;
import polyview.data.FloatArray;

/** Checks that scores and targets fit together: a custom loss may take targets of any shape. */
final class Targets {

    private Targets() {}

    /** Refuses any other number of targets. */
    static void requireOneForEach(int wanted, String metric, FloatArray scores, FloatArray targets) {
        if (targets.values().length != wanted) {
            throw new IllegalArgumentException(metric + " needs " + wanted + " targets for scores "
                    + Shapes.text(scores.shape()) + ", got targets " + Shapes.text(targets.shape()));
        }
    }
}
