package polyview.models;

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

    private SessionOptions() {}

    static ConfigProto of(Precision used) {
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
        return ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(optimizer))
                .build();
    }
}
