package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.Lambda;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.rules.GraphRule;

/** A rule of a user's own, in a package of their own. */
class GraphRuleTest {

    private static final Batch BATCH = new Batch(
            List.of(FloatArray.of(new float[] {1, -2, 3, 0.5f, 2, -1}, 2, 3)),
            List.of(FloatArray.of(new float[] {1, 0}, 2)));

    /** Relu(Relu(x)) is Relu(x). */
    private static final class OneRelu implements GraphRule {
        private final List<String> removed = new ArrayList<>();

        @Override
        public GraphDef apply(GraphDef graph, Set<String> ends) {
            Map<String, NodeDef> nodes = new HashMap<>();
            graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
            Map<String, String> inPlaceOf = new HashMap<>();
            for (NodeDef node : graph.getNodeList()) {
                boolean twice = node.getOp().equals("Relu")
                        && nodes.get(node.getInput(0)).getOp().equals("Relu");
                if (twice && !ends.contains(node.getName())) {
                    inPlaceOf.put(node.getName(), node.getInput(0));
                }
            }
            removed.addAll(inPlaceOf.keySet());
            GraphDef.Builder better = graph.toBuilder().clearNode();
            for (NodeDef node : graph.getNodeList()) {
                if (!inPlaceOf.containsKey(node.getName())) {
                    NodeDef.Builder kept = node.toBuilder();
                    for (int i = 0; i < node.getInputCount(); i++) {
                        kept.setInput(i, inPlaceOf.getOrDefault(node.getInput(i), node.getInput(i)));
                    }
                    better.addNode(kept);
                }
            }
            return better.build();
        }
    }

    private static Model model(int relus) {
        var image = Input.of("x", 3);
        var x = new Dense(4).apply(image);
        for (int i = 0; i < relus; i++) {
            x = new Lambda((tf, in) -> tf.nn.relu(in)).name("relu" + i).apply(x);
        }
        return new Model(image, new Dense(2).activation(Activation.LINEAR).apply(x)).seed(3);
    }

    private static Model compiled(Model model) {
        return model.compile(new Adam(0.1), Loss.softmaxCrossEntropy());
    }

    private static long count(Model model, String type) throws InvalidProtocolBufferException {
        return GraphDef.parseFrom(model.engine().program().graphDef()).getNodeList().stream()
                .filter(node -> node.getOp().equals(type))
                .count();
    }

    @Test
    void gradientsComeFromTheGraphThatTheRuleMade() throws InvalidProtocolBufferException {
        OneRelu rule = new OneRelu();
        try (Model plain = compiled(model(2));
                Model ruled = compiled(model(2).rules(rule));
                Model single = compiled(model(1))) {
            assertEquals(2, rule.removed.size(), "one in prediction and one in training, got " + rule.removed);
            assertTrue(
                    rule.removed.stream().anyMatch(name -> name.startsWith("train/relu1/")), rule.removed.toString());
            assertEquals(4, count(plain, "Relu"));
            assertEquals(2, count(plain, "ReluGrad"));
            assertEquals(2, count(ruled, "Relu"));
            assertEquals(1, count(ruled, "ReluGrad"));
            for (int i = 0; i < 3; i++) {
                double loss = ruled.engine().trainOnBatch(BATCH).loss();
                assertEquals(single.engine().trainOnBatch(BATCH).loss(), loss);
                assertEquals(plain.engine().trainOnBatch(BATCH).loss(), loss);
            }
            assertEquals(single.weights(), ruled.weights());
            assertEquals(plain.weights(), ruled.weights());
        }
    }

    @Test
    void rulesFollowOneAnotherAndHoldForPredictionToo() {
        List<Integer> counts = new ArrayList<>();
        GraphRule counting = (graph, ends) -> {
            counts.add(graph.getNodeCount());
            return graph;
        };
        FloatArray x = BATCH.inputs().get(0);
        try (Model plain = model(2);
                Model ruled = model(2).rules(counting, new OneRelu(), counting)) {
            assertArrayEquals(plain.predict(x).values(), ruled.predict(x).values());
        }
        assertEquals(2, counts.size());
        assertEquals(counts.get(0) - 1, counts.get(1), "a program that only predicts has one Relu to remove");
    }

    /** A rule by a name, as a message has it. */
    private record Broken(Broken.Rule rule) implements GraphRule {
        private interface Rule {
            GraphDef of(GraphDef graph, Set<String> ends);
        }

        @Override
        public GraphDef apply(GraphDef graph, Set<String> ends) {
            return rule.of(graph, ends);
        }
    }

    private static String refused(Broken.Rule rule) {
        try (Model model = model(1).rules(new Broken(rule))) {
            return assertThrows(RuntimeException.class, () -> compiled(model)).getMessage();
        }
    }

    @Test
    void aRuleThatGoesWrongIsNamed() {
        assertEquals("rule Broken must give a graph, got null", refused((graph, ends) -> null));
        assertEquals("rule Broken took away the node seed", refused((graph, ends) -> GraphDef.getDefaultInstance()));
        String message = refused((graph, ends) -> graph.toBuilder()
                .addNode(NodeDef.newBuilder().setName("odd").setOp("NoSuchOp"))
                .build());
        assertTrue(message.startsWith("rule Broken gave a graph that TensorFlow refuses: "), message);
        assertTrue(message.contains("NoSuchOp"), message);
    }
}
