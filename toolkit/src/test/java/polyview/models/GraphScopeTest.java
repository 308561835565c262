package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class GraphScopeTest {

    /** Adds some ops whose names clash, and gives the names that they got. */
    private static List<String> names(Graph graph, Ops tf) {
        tf.withName("a").constant(1f);
        tf.withName("a").constant(1f);
        Ops train = tf.withSubScope("train");
        train.constant(1f);
        train.constant(1f);
        train.withSubScope("conv").withName("a").constant(1f);
        train.withSubScope("conv").withName("a").constant(1f);
        tf.withSubScope("train").constant(1f);
        var first = tf.withControlDependencies(List.of(tf.constant(2f))).withName("named");
        first.constant(1f);
        first.withSubScope("under").constant(1f);
        List<String> names = new ArrayList<>();
        graph.operations().forEachRemaining(op -> names.add(op.name()));
        return names;
    }

    @Test
    void namesAreThoseOfTensorFlowsOwnScope() {
        try (Graph own = new Graph();
                Graph theirs = new Graph()) {
            assertEquals(names(theirs, Ops.create(theirs)), names(own, GraphScope.ops(own)));
        }
    }

    @Test
    void opsThatAreThereKeepTheirNames() {
        try (Graph graph = new Graph()) {
            Ops.create(graph).withName("a").constant(1f);
            assertEquals(
                    "a_1", GraphScope.ops(graph).withName("a").constant(1f).op().name());
        }
    }

    @Test
    void controlDependenciesReachTheOps() {
        try (Graph graph = new Graph()) {
            Ops tf = GraphScope.ops(graph);
            var before = tf.withName("before").constant(1f);
            tf.withControlDependencies(List.of(before))
                    .withSubScope("under")
                    .withName("after")
                    .constant(2f);
            List<String> inputs = graph.toGraphDef().getNodeList().stream()
                    .filter(n -> n.getName().equals("under/after"))
                    .flatMap(n -> n.getInputList().stream())
                    .toList();
            assertEquals(List.of("^before"), inputs);
        }
    }

    @Test
    void aNameWithASlashIsRefused() {
        try (Graph graph = new Graph()) {
            Ops tf = GraphScope.ops(graph);
            assertThrows(IllegalArgumentException.class, () -> tf.withName("a/b"));
            assertThrows(IllegalArgumentException.class, () -> tf.withSubScope("a/b"));
        }
    }
}
