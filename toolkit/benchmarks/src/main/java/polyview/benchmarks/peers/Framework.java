package polyview.benchmarks.peers;

import polyview.benchmarks.steps.Work;

/** What can do the work in a JVM. */
public enum Framework {
    POLYVIEW,
    /** The program that Polyview has compiled, without Polyview around it. */
    BARE_PROGRAM,
    TENSORFLOW,
    LIBTORCH,
    DJL,
    /** No work, but the ruler: a product of large matrices in TensorFlow. */
    MATMUL;

    /** Builds the network, with the weights and the data of all contenders. */
    Steps start(Work work) {
        // Not as fields: the class path has the classes of one framework only.
        return switch (this) {
            case POLYVIEW -> new PolyviewSteps(work);
            case BARE_PROGRAM -> new BareProgram(work);
            case TENSORFLOW -> new TensorFlowSteps(work);
            case LIBTORCH -> new LibTorchSteps(work);
            case DJL -> new DjlSteps(work);
            case MATMUL -> throw new IllegalArgumentException("the product of matrices does no work");
        };
    }
}
