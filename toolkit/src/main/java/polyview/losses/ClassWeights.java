package polyview.losses;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How much a sample of each class counts in training; see {@link Loss#classWeights}.
 *
 * @param values one for each class, in the order of the class indices
 */
record ClassWeights(List<Double> values) {

    ClassWeights {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("classWeights must not be empty");
        }
        // The graph holds floats: 1e300 would be infinite there, and 1e-300 would be 0.
        for (int c = 0; c < values.size(); c++) {
            double weight = values.get(c);
            if (!(weight >= 0 && (float) weight < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "classWeights must be finite floats of at least 0, got " + weight + " for class " + c);
            }
        }
        if (values.stream().allMatch(weight -> weight.floatValue() == 0)) {
            throw new IllegalArgumentException("classWeights must hold a float above 0, got " + values);
        }
    }

    static ClassWeights of(double... values) {
        return new ClassWeights(Arrays.stream(values).boxed().toList());
    }

    /** Refuses another number of weights; {@code of} names what has the classes. */
    ClassWeights requireOneForEach(long classes, String of) {
        if (values.size() != classes) {
            throw new IllegalArgumentException("classWeights must hold one weight for each of the " + classes
                    + " classes of " + of + ", got " + values.size());
        }
        return this;
    }

    /** {@code (K)}, in the order of the class indices. */
    Operand<TFloat32> inOrder(Ops tf) {
        float[] weights = new float[values.size()];
        for (int c = 0; c < weights.length; c++) {
            weights[c] = values.get(c).floatValue();
        }
        return tf.constant(weights);
    }

    /** Each loss times the weight of its class; labels have the shape of the losses and hold class indices. */
    Operand<TFloat32> times(Ops tf, Operand<TFloat32> losses, Operand<TFloat32> labels) {
        Operand<TFloat32> weightOfLabel = tf.gather(inOrder(tf), tf.dtypes.cast(labels, TInt32.class), tf.constant(0));
        return tf.math.mul(losses, weightOfLabel);
    }
}
