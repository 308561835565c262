package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/** See {@link Loss#normalizedCrossCorrelation()}. */
record NormalizedCrossCorrelation() implements Loss {

    /** A sum of squares below it counts as it, so that an image of one colour has a gradient. */
    private static final float SMALLEST = 1e-12f;

    @Override
    public String name() {
        return "normalizedCrossCorrelation";
    }

    @Override
    public Task task() {
        return Task.IMAGES;
    }

    @Override
    public Shape targetShape(Shape output) {
        if (output.numDimensions() != 4) {
            throw new IllegalArgumentException(
                    "normalizedCrossCorrelation needs images (N, H, W, C), got " + Shapes.text(output));
        }
        return output.tail();
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> x = ofUnitLength(tf, LossOps.aligned(tf, scores, targets));
        Operand<TFloat32> correlation = tf.reduceSum(tf.math.mul(x, ofUnitLength(tf, targets)), tf.array(1, 2));
        return tf.math.sub(tf.constant(1f), tf.math.mean(correlation, tf.array(1)));
    }

    /** Each channel of each image with mean 0 and sum of squares 1. */
    private static Operand<TFloat32> ofUnitLength(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> centred = tf.math.sub(x, tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true)));
        Operand<TFloat32> squares = tf.reduceSum(tf.math.square(centred), tf.array(1, 2), ReduceSum.keepDims(true));
        return tf.math.div(centred, tf.math.sqrt(tf.math.maximum(squares, tf.constant(SMALLEST))));
    }
}
