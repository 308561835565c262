package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.DualConv2D;
import polyview.models.Model;

/** All rules together, and which of them hold. */
@Tag("models")
class RulesTest {

    /** As a user writes it: activation in the layer, pooling behind the fusion. */
    private static Model dual(PoolCases c) {
        var left = c.image("left");
        var right = c.image("right");
        var x = new DualConv2D(3, 2).activation(Activation.RELU).apply(left, right);
        x = c.pooled(x);
        x = new Conv2D(4, 2).activation(Activation.RELU).apply(x);
        return SameModel.classifier(List.of(left, right), x);
    }

    /** Each compiled graph has its ReLUs behind the pools and its concatenation behind them. */
    @Test
    void theyHoldWithoutBeingAsked() throws InvalidProtocolBufferException {
        try (Model model = SameModel.compiled(dual(PoolCases.one()))) {
            GraphEdit graph =
                    new GraphEdit(GraphDef.parseFrom(model.engine().program().graphDef()), Set.of());
            for (String pass : List.of("predict", "train")) {
                NodeDef concat = graph.node(pass + "/dual_conv2d/concat/Concat");
                for (int i = 0; i < 2; i++) {
                    NodeDef relu = graph.input(concat, i);
                    NodeDef pool = graph.input(relu, 0);
                    assertEquals(
                            List.of("Relu", "MaxPool", "BiasAdd"),
                            List.of(
                                    relu.getOp(),
                                    pool.getOp(),
                                    graph.input(pool, 0).getOp()));
                }
            }
        }
    }

    @Test
    void togetherTheyTrainToTheSameBits() {
        for (PoolCases c : PoolCases.all()) {
            try (Model plain = SameModel.compiled(dual(c).rules(Rules.none()));
                    Model ruled = SameModel.compiled(dual(c))) {
                SameModel.assertSameTraining(plain, ruled, 0, 0);
            }
        }
    }

    @Test
    void eachCanBeSwitchedOff() throws InvalidProtocolBufferException {
        Rules all = Rules.standard();
        for (GraphRule rule : all.all()) {
            assertEquals(
                    all.all().size() - 1, all.without(rule.getClass()).all().size());
        }
        try (Model model = dual(PoolCases.one()).rules(all.without(MaxPoolBeforeConcat.class))) {
            assertEquals(1, SameModel.count(model, "MaxPool"));
        }
        try (Model model = dual(PoolCases.one())) {
            assertEquals(2, SameModel.count(model, "MaxPool"));
        }
        assertEquals(List.of(), Rules.none().all());
        Rules one = Rules.none().with(new MaxPoolBeforeConcat());
        assertEquals(
                "there is no rule NoDeadBranches, only [MaxPoolBeforeConcat]",
                assertThrows(IllegalArgumentException.class, () -> one.without(NoDeadBranches.class))
                        .getMessage());
    }

    /** Rules of one's own come first, and see what the layers have made. */
    @Test
    void onesOwnComeBeforeTheStandardOnes() throws InvalidProtocolBufferException {
        Watched own = new Watched(new MaxPoolByAttributes());
        try (Model model = dual(PoolCases.one()).rules(own)) {
            assertEquals(2, SameModel.count(model, "MaxPool"));
        }
        long pools = own.lastGraph().getNodeList().stream()
                .filter(node -> node.getOp().equals("MaxPool"))
                .count();
        assertEquals(1, pools);
    }

    /** Sets the op of nodes that have another one. */
    private static final class Renamed extends LocalRule {
        private final String from;
        private final String to;

        Renamed(String from, String to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Optional<String> rewrite(GraphEdit graph, NodeDef node) {
            if (!node.getOp().equals(from)) {
                return Optional.empty();
            }
            graph.put(node.toBuilder().setOp(to).build());
            return Optional.of(node.getName());
        }
    }

    @Test
    void rulesThatDoNotEndAreRefused() {
        try (Model model = dual(PoolCases.one()).rules(new Renamed("Relu", "Relu"))) {
            String message =
                    assertThrows(IllegalStateException.class, model::engine).getMessage();
            assertTrue(
                    message.matches(
                            "rule Renamed does not come to an end: it fired \\d+ times in a graph of \\d+ nodes"),
                    message);
        }
        try (Model model = dual(PoolCases.one())
                .rules(Rules.none().with(new Renamed("Relu", "Relu6"), new Renamed("Relu6", "Relu")))) {
            assertEquals(
                    "rules [Renamed, Renamed] do not come to an end: one undoes what another does",
                    assertThrows(IllegalStateException.class, model::engine).getMessage());
        }
    }

    @Test
    void whatAGraphEditRefuses() {
        Watched rule = SameModel.watched(dual(PoolCases.one()), new MaxPoolByAttributes());
        GraphEdit graph = new GraphEdit(rule.lastGraph(), Set.of("train/conv2d/Relu"));
        assertEquals(
                "the graph has no node conv",
                assertThrows(IllegalArgumentException.class, () -> graph.node("conv"))
                        .getMessage());
        NodeDef relu = graph.node("train/conv2d/Relu");
        assertEquals(
                "node train/conv2d/Relu has no input 1",
                assertThrows(IllegalArgumentException.class, () -> graph.input(relu, 1))
                        .getMessage());
        assertEquals(
                "node train/conv2d/Relu is an end of the graph and must stay",
                assertThrows(IllegalArgumentException.class, () -> graph.remove(relu.getName()))
                        .getMessage());
        assertEquals("train/conv2d/Relu_1", graph.free("train/conv2d/Relu"));
    }

    @Test
    void whatFiredIsToldByPassAndLayer() {
        assertEquals(
                List.of(
                        new Fired("Fold", "prediction", 2, List.of("conv2d", "dual/first")),
                        new Fired("Fold", "training", 2, List.of("conv2d")),
                        new Fired("Fold", "shared", 1, List.of())),
                Fired.of(
                        "Fold",
                        List.of(
                                "predict/conv2d/Relu",
                                "train/conv2d/Relu",
                                "predict/dual/first/Relu",
                                "train/conv2d/Conv2d",
                                "Mean")));
    }
}
