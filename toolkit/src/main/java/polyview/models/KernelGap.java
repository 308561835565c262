package polyview.models;

import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Something that TensorFlow's kernels of some machines refuse, or compute wrongly, and others do right. */
interface KernelGap {

    /** Whether ops of this type can be hit: a first look that needs no shapes. */
    boolean concerns(String type);

    /** What computes the op without these kernels; empty for an op that all machines do right. */
    Optional<Substitute> substitute(GraphOperation op);

    /**
     * A small case of it, by which a machine shows whether it has the gap.
     *
     * @param one a scalar that is fed with 1, so that nothing is computed before the graph runs
     */
    Operand<TFloat32> sample(Ops tf, Operand<TFloat32> one);

    /** What the sample gives on a machine that does it right. */
    double expected();
}
