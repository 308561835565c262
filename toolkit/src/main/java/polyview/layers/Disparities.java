package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Checks;

/** The disparities that two images are compared at, from the first to the last, in whole pixels. */
record Disparities(int first, int last) {

    Disparities {
        if (first > 0 || last < 0) {
            throw new IllegalArgumentException(
                    "disparities must run from 0 or below to 0 or above, got " + first + " to " + last);
        }
    }

    /** 0, 1, 2 and so on, so many. */
    static Disparities of(int count) {
        return new Disparities(0, Checks.requirePositive("disparities", count) - 1);
    }

    int count() {
        return last - first + 1;
    }

    /** For each disparity d, from the first on, the image moved by d to the right, {@code x[n, i, j - d, c]}, with zeros from outside. */
    List<Operand<TFloat32>> moved(Ops tf, Operand<TFloat32> image) {
        int[][] zeros = {{0, 0}, {0, 0}, {last, -first}, {0, 0}};
        Operand<TFloat32> wide = tf.pad(image, tf.constant(zeros), tf.constant(0f));
        Operand<TInt32> sizes = tf.stack(ChannelFold.sizes(tf, image, 0, 4));
        List<Operand<TFloat32>> moved = new ArrayList<>();
        for (int d = first; d <= last; d++) {
            moved.add(tf.slice(wide, tf.array(0, 0, last - d, 0), sizes));
        }
        return moved;
    }
}
