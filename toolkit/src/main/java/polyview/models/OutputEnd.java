package polyview.models;

import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What the last op of an output tells of its numbers.
 *
 * @param kind what they are
 * @param op the type of the last op, but for ops that only give another shape
 * @param before what went into a sigmoid or a softmax, in the output's shape; the output itself for all others
 */
record OutputEnd(Kind kind, String op, Operand<TFloat32> before) {

    /** What numbers can be known for. */
    enum Kind {
        SIGMOID,
        SOFTMAX,
        /** A sum of products with weights, which has no limits. */
        LINEAR,
        UNKNOWN
    }

    private static final Set<String> RESHAPING = Set.of("Identity", "Reshape", "Squeeze", "ExpandDims");
    private static final Set<String> LINEAR = Set.of(
            "BiasAdd",
            "MatMul",
            "BatchMatMul",
            "BatchMatMulV2",
            "Einsum",
            "Conv2D",
            "Conv2DBackpropInput",
            "DepthwiseConv2dNative");

    /** Looks at an output. */
    static OutputEnd of(Ops tf, Operand<TFloat32> output) {
        GraphOperation op = (GraphOperation) output.asOutput().op();
        while (RESHAPING.contains(op.type())) {
            op = (GraphOperation) op.input(0).op();
        }
        if (op.type().equals("Sigmoid")) {
            return new OutputEnd(Kind.SIGMOID, op.type(), shapedAs(tf, op, output));
        }
        if (op.type().equals("Softmax")) {
            long classes = op.output(0).shape().get(-1);
            boolean sameClasses = classes > 0 && classes == output.shape().get(-1);
            return sameClasses
                    ? new OutputEnd(Kind.SOFTMAX, op.type(), shapedAs(tf, op, output))
                    : new OutputEnd(Kind.UNKNOWN, op.type(), output);
        }
        return new OutputEnd(LINEAR.contains(op.type()) ? Kind.LINEAR : Kind.UNKNOWN, op.type(), output);
    }

    private static Operand<TFloat32> shapedAs(Ops tf, GraphOperation op, Operand<TFloat32> output) {
        Operand<TFloat32> input = op.input(0).expect(TFloat32.class);
        return op.equals(output.asOutput().op()) ? input : tf.reshape(input, tf.shape(output));
    }
}
