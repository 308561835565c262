package polyview.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.layers.Conv2D;
import polyview.layers.Dropout;
import polyview.layers.GaussianNoise;
import polyview.layers.Lambda;
import polyview.models.Input;
import polyview.models.Model;

/** Nothing that no output needs. */
@Tag("models")
class NoDeadBranchesTest {

    private static Model model() {
        var image = Input.image("image", 6, 6, 2);
        var x = new Lambda((tf, in) -> {
                    tf.math.exp(tf.math.sin(in)); // leads nowhere
                    return tf.math.tanh(in);
                })
                .name("cell")
                .apply(new Conv2D(3, 2).apply(image));
        return SameModel.classifier(List.of(image), x);
    }

    @Test
    void theSameTrainingWithoutTheBranch() {
        Watched rule = SameModel.toTheBit(NoDeadBranchesTest::model, new NoDeadBranches());
        assertTrue(
                rule.places().containsAll(List.of("predict/cell/Exp", "train/cell/Exp")),
                rule.places().toString());
        assertTrue(
                rule.places().stream().noneMatch(place -> place.contains("Tanh")),
                rule.places().toString());
        GraphDef before = rule.lastGraph();
        Set<String> removed = names(before);
        // Whatever is needed is an end or is used: all names but the two branches' stay when all else is an end.
        removed.retainAll(Set.of("train/cell/Exp", "train/cell/Sin", "predict/cell/Exp", "predict/cell/Sin"));
        Set<String> ends = names(before);
        ends.removeAll(removed);
        Set<String> left = names(new NoDeadBranches().apply(before, ends));
        assertEquals(ends, left);
    }

    private static Set<String> names(GraphDef graph) {
        return graph.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
    }

    /** Dropout and noise leave nothing behind in prediction: no op of theirs, with rules or without. */
    @Test
    void dropoutIsAwayInPrediction() throws InvalidProtocolBufferException {
        var image = Input.image("image", 6, 6, 2);
        var x = new Dropout(0.5).apply(new GaussianNoise(0.1).apply(new Conv2D(3, 2).apply(image)));
        try (Model model = SameModel.compiled(SameModel.classifier(List.of(image), x))) {
            Set<String> names =
                    names(GraphDef.parseFrom(model.engine().program().graphDef()));
            assertTrue(names.stream().anyMatch(name -> name.startsWith("train/dropout/")), names.toString());
            assertTrue(names.stream().anyMatch(name -> name.startsWith("train/gaussian_noise/")), names.toString());
            assertTrue(names.stream().noneMatch(name -> name.startsWith("predict/dropout")), names.toString());
            assertTrue(names.stream().noneMatch(name -> name.startsWith("predict/gaussian_noise")), names.toString());
        }
    }
}
