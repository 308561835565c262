package polyview.data.images;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/** How the sessions are set up that read images: a graph of a few ops is run as it is, since to improve it takes longer. */
final class PlainSession {

    private PlainSession() {}

    static ConfigProto.Builder config() {
        return ConfigProto.newBuilder()
                .setGraphOptions(GraphOptions.newBuilder()
                        .setOptimizerOptions(OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
    }
}
