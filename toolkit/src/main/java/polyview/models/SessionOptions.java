package polyview.models;

import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How sessions run: ops without a GPU kernel run on the CPU, the GPU's memory is taken as it is needed, and TensorFlow's
 * optimizer goes over a graph with the passes that do something for it.
 *
 * <p>The optimizer goes over a graph once, not twice: a second time changed no bit of the trained weights and no time of a step,
 * and cost a deep network a fifth of its first step. Two passes move data between a GPU and the CPU, and change layouts for a
 * GPU; without a GPU they change nothing and take a quarter of the first step. Its other passes stay: they fuse a convolution
 * with its bias and activation. {@code place_pruned_graph} would make the first step four times as fast, but by leaving out
 * the whole optimizer.
 */
final class SessionOptions {

    /** The thread that asks for a step does all of it. */
    private static final int IN_CALLER = -1;

    private SessionOptions() {}

    /** With the threads that TensorFlow chooses. */
    static ConfigProto of(Precision used) {
        return of(used, OptionalInt.empty());
    }

    /**
     * With so many threads of the session's own: those that compute within an op, and those that start ops.
     *
     * <p>A single one is the thread that asks for the step: to wake another one costs up to a tenth of a small step. More need {@link polyview.base.SessionThreads}; without it all sessions share those
     * of the first one.
     */
    static ConfigProto of(Precision used, OptionalInt threads) {
        RewriterConfig.Builder optimizer =
                RewriterConfig.newBuilder().setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE);
        if (!MissingGpu.mayBeThere()) {
            optimizer
                    .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
                    .setLayoutOptimizer(RewriterConfig.Toggle.OFF);
        }
        if (used == Precision.MIXED) {
            optimizer.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
        }
        ConfigProto.Builder config = ConfigProto.newBuilder();
        threads.ifPresent(n -> config.setIntraOpParallelismThreads(n)
                .setInterOpParallelismThreads(n == 1 ? IN_CALLER : n)
                .setUsePerSessionThreads(n > 1));
        return config.setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(optimizer))
                .build();
    }
}
