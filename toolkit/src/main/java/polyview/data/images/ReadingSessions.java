package polyview.data.images;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The configuration of sessions that read images: small graphs are run without optimisation, which would take longer than it saves.
 */
final class ReadingSessions {

    private ReadingSessions() {}

    static ConfigProto.Builder config() {
        return ConfigProto.newBuilder()
                .setGraphOptions(GraphOptions.newBuilder()
                        .setOptimizerOptions(OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
    }
}
