package polyview.metrics;

import polyview.base.Shapes;
import polyview.data.FloatArray;

/** Whether scores and targets belong together: a loss of one's own may take targets of any shape. */
final class Targets {

    private Targets() {}

    /** Refuses another number of targets than these. */
    static void requireOneForEach(int wanted, String metric, FloatArray scores, FloatArray targets) {
        if (targets.values().length != wanted) {
            throw new IllegalArgumentException(metric + " needs " + wanted + " targets for scores "
                    + Shapes.text(scores.shape()) + ", got targets " + Shapes.text(targets.shape()));
        }
    }
}
