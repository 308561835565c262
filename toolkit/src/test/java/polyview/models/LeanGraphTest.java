package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.rules.GraphEdit;
import polyview.rules.Rules;

/** The graph of a program holds what its ends need, and a variable is set by one op. */
@Tag("models")
class LeanGraphTest {

    private static GraphDef graph(Model model) throws InvalidProtocolBufferException {
        return GraphDef.parseFrom(model.engine().program().graphDef());
    }

    /** Walked in the other direction than the compiler does: from the nodes to those that use them. */
    @Test
    void everyNodeLeadsToAnEnd() throws InvalidProtocolBufferException {
        try (var model = Samples.pairNet(7).rules(Rules.none()).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            Map<String, Set<String>> users = new HashMap<>();
            for (NodeDef node : graph(model).getNodeList()) {
                node.getInputList()
                        .forEach(input -> users.computeIfAbsent(GraphEdit.nodeOf(input), n -> new HashSet<>())
                                .add(node.getName()));
            }
            Set<String> ends = model.engine().program().allEnds();
            Set<String> unused = graph(model).getNodeList().stream()
                    .map(NodeDef::getName)
                    .filter(name -> !ends.contains(name) && !users.containsKey(name))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), unused);
        }
    }

    @Test
    void oneOpSetsAVariable() throws InvalidProtocolBufferException {
        try (var model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            Map<String, Long> setBy = graph(model).getNodeList().stream()
                    .filter(node ->
                            node.getOp().equals("Assign") && !node.getName().startsWith("update/"))
                    .collect(Collectors.groupingBy(node -> node.getInput(0), Collectors.counting()));
            assertEquals(model.engine().program().variables().size(), setBy.size());
            assertTrue(setBy.values().stream().allMatch(count -> count == 1), setBy.toString());
        }
    }

    /** Draws once, and gives the same op for every weight. */
    private static final class SharedOp implements Initializer {
        private Operand<TFloat32> once;

        @Override
        public Operand<TFloat32> draw(Ops tf, Shape shape, Operand<TInt64> seed) {
            if (once == null) {
                once = tf.fill(tf.constant(shape.asArray()), tf.constant(0.5f));
            }
            return once;
        }
    }

    /** The second output of an op. */
    private static Operand<TFloat32> half(Ops tf, Shape shape, Operand<TInt64> seed) {
        Operand<TFloat32> all = tf.fill(tf.constant(new long[] {2 * shape.size()}), tf.constant(0.25f));
        Output<TFloat32> second = tf.split(tf.constant(0), all, 2L).output().get(1);
        return tf.reshape(second, tf.constant(shape.asArray()));
    }

    private static Operand<TFloat32> secondOutput(Ops tf, Shape shape, Operand<TInt64> seed) {
        Operand<TFloat32> all = tf.stack(List.of(
                tf.fill(tf.constant(shape.asArray()), tf.constant(1f)),
                tf.fill(tf.constant(shape.asArray()), tf.constant(2f))));
        return tf.unstack(all, 2L).output().get(1);
    }

    private static void eachHasItsOwnValue(Initializer initializer, float first) {
        var in = Input.of("numbers", 3);
        var x = new Dense(3).kernelInitializer(initializer).name("one").apply(in);
        try (var model = new Model(
                        in,
                        new Dense(3).kernelInitializer(initializer).name("two").apply(x))
                .seed(1)
                .compile(new Adam(), Loss.meanSquaredError())) {
            assertEquals(FloatArray.of(filled(first), 3, 3), model.weights().get("one/kernel"));
            assertEquals(FloatArray.of(filled(first), 3, 3), model.weights().get("two/kernel"));
            Map<String, FloatArray> other = new HashMap<>(model.weights());
            other.put("one/kernel", FloatArray.of(filled(3), 3, 3));
            other.put("two/kernel", FloatArray.of(filled(4), 3, 3));
            model.engine().setWeights(other);
            assertEquals(other, model.weights());
        }
    }

    private static float[] filled(float value) {
        float[] values = new float[9];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void initializersMayShareOps() {
        eachHasItsOwnValue(new SharedOp(), 0.5f);
        eachHasItsOwnValue(LeanGraphTest::half, 0.25f);
        eachHasItsOwnValue(LeanGraphTest::secondOutput, 2);
    }

    /** A session with every pass of TensorFlow's optimizer that is on by default gives the same bits. */
    @Test
    void thePassesLeftOutChangeNothing() throws InvalidProtocolBufferException {
        Batch batch = Samples.pairs(12).all();
        RewriterConfig all = RewriterConfig.newBuilder()
                .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)
                .build();
        ConfigProto config = ConfigProto.newBuilder()
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(all))
                .build();
        try (var model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy());
                Graph graph = MachineGraph.of(graph(model), Optional.empty());
                Session session = new Session(graph, config)) {
            Program program = model.engine().program();
            Session.Runner first = session.runner().addTarget(program.initialise());
            try (Feeds feeds = new Feeds(first)) {
                feeds.number(program.seed(), 7L);
                first.run();
            }
            for (long step = 0; step < 20; step++) {
                assertEquals(
                        loss(session, program, step, batch),
                        model.engine().trainOnBatch(batch).loss());
            }
        }
    }

    private static double loss(Session session, Program program, long step, Batch batch) {
        Program.Training training = program.training().orElseThrow();
        Session.Runner runner = session.runner().addTarget(training.trainStep()).fetch(training.trainLoss());
        try (Feeds feeds = new Feeds(runner)) {
            feeds.number(program.seed(), 7L);
            feeds.number(program.step(), step);
            feeds.number(training.learningRate(), training.firstLearningRate());
            feeds.arrays("input", program.inputs(), batch.inputs());
            feeds.arrays("target", training.targets(), batch.targets());
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }
}
