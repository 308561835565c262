package polyview.models;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import polyview.base.OneDnn;
import polyview.base.Startup;

/**
 * Whether this JVM's TensorFlow runs oneDNN's kernels: a small convolution is run, and the names of the ops that TensorFlow
 * made of it are read.
 */
final class OneDnnTrace {

    static {
        Startup.begin();
    }

    /** What the names of oneDNN's ops begin with, as {@code _MklNativeConv2D}. */
    private static final String PREFIX = "_Mkl";

    private OneDnnTrace() {}

    /** TensorFlow decides once, while its library is loaded. */
    static boolean on() {
        return Seen.ON;
    }

    private static final class Seen {
        static final boolean ON = ops().stream().anyMatch(op -> op.startsWith(PREFIX));
    }

    /** Why it is off, in a sentence; empty where it is on. */
    static String why() {
        return on() ? "" : why(OneDnn.asked(), System.getenv(OneDnn.VARIABLE), OneDnn.failure());
    }

    static String why(OneDnn.Asked asked, String value, String failure) {
        return switch (asked) {
            case BY_THE_USER -> OneDnn.VARIABLE + " is \"" + value + "\" in the environment";
            case BY_THE_TOOLKIT ->
                "TensorFlow's library was loaded before the toolkit was used for the first time; set " + OneDnn.VARIABLE
                        + "=1 before Java starts, or use the toolkit first";
            case NOT_HERE ->
                "TensorFlow has it for 64-bit x86 processors, and this is " + System.getProperty("os.arch");
            case FAILED ->
                OneDnn.VARIABLE + " could not be set from inside Java (" + failure + "); set it to 1 before"
                        + " Java starts";
        };
    }

    /** The ops that TensorFlow runs for a convolution of a 4 x 4 image. */
    static List<String> ops() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image = tf.random.randomStandardNormal(tf.array(1, 4, 4, 1), TFloat32.class);
            Operand<TFloat32> kernel = tf.constant(new float[3][3][1][1]);
            Operand<TFloat32> map = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
            RunOptions graphs =
                    RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
            try (Session session = new Session(graph, SessionOptions.of(Precision.FLOAT32));
                    Result result =
                            session.runner().setOptions(graphs).fetch(map).runAndFetchMetadata()) {
                RunMetadata metadata = result.getMetadata().orElseThrow();
                return metadata.getPartitionGraphsList().stream()
                        .map(GraphDef::getNodeList)
                        .flatMap(List::stream)
                        .map(node -> node.getOp())
                        .toList();
            }
        }
    }
}
