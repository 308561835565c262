package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.data.Tensors;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;

/** Custom layers that use ops which the kernels of some machines refuse or compute wrongly. */
@Tag("models")
class KernelGapsTest {

    private static final List<Long> STEPS = List.of(1L, 1L, 1L, 1L);
    private static final FloatArray IMAGE = Samples.uniform(1, 2, 5, 4, 4);

    /** A convolution in two groups, a bias and a ReLU: TensorFlow makes one op of the three. */
    private static final class Groups extends Layer {
        private Weight kernel;
        private Weight bias;

        @Override
        protected void build(Build b, Shape input) {
            kernel = b.weight("kernel", Shape.of(3, 3, 2, 6), Initializer.glorotUniform());
            bias = b.weight("bias", Shape.of(6), Initializer.zeros());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            Operand<TFloat32> y = c.tf().nn.conv2d(x, c.value(kernel), STEPS, "VALID");
            return c.tf().nn.relu(c.tf().nn.biasAdd(y, c.value(bias)));
        }
    }

    /** A mean over more pixels than the image has. */
    private static final class WideMean extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().nn.avgPool(x, List.of(1L, 8L, 8L, 1L), STEPS, "SAME");
        }
    }

    @Test
    void aUsersGroupsPredict() {
        FloatArray kernel = Samples.uniform(2, 3, 3, 2, 6);
        FloatArray bias = Samples.uniform(3, 6);
        float[] expected = GroupedReference.of(IMAGE, kernel, new int[] {1, 1}, 0, 0, 3, 2)
                .values()
                .clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.max(expected[i] + bias.values()[i % 6], 0);
        }
        var input = Input.image("x", 5, 4, 4);
        try (Model model = new Model(input, new Groups().name("groups").apply(input)).seed(1)) {
            model.setWeights(Map.of("groups/kernel", kernel, "groups/bias", bias));
            assertArrayEquals(expected, model.predict(IMAGE).values(), 1e-5f);
        }
    }

    @Test
    void gradientsOfUsersLayers() {
        for (Layer layer : List.of(new Groups(), new WideMean())) {
            GradientCheck check = GradientCheck.of(layer, IMAGE);
            assertTrue(check.largestError() < 1e-3, check::toString);
        }
    }

    /** What this machine can do stays as it is, and what it cannot do is replaced; TensorFlow itself says which it is. */
    @Test
    void onlyWhatFailsHereIsReplaced() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x =
                    tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5, 4, 4)));
            Operand<TFloat32> plain =
                    tf.withName("plain").nn.conv2d(x, tf.constant(new float[3][3][4][6]), STEPS, "VALID");
            tf.withName("dk").nn.conv2dBackpropFilter(x, tf.array(3, 3, 2, 6), plain, STEPS, "VALID");
            boolean works = works(graph, "dk");
            Set<String> replaced =
                    KernelGaps.in(graph.toGraphDef(), graph, Optional.empty()).keySet();
            assertEquals(works ? Set.of() : Set.of("dk"), replaced);
        }
    }

    private static boolean works(Graph graph, String end) {
        try (Session session = new Session(graph);
                TFloat32 x = Tensors.of(IMAGE);
                Result result = session.runner().feed("x", x).fetch(end).run()) {
            return result.size() == 1;
        } catch (TFInvalidArgumentException refused) {
            return false;
        }
    }

    /** A replaced op keeps its name, its device and what must come before it. */
    @Test
    void theRestOfTheGraphStaysAsItIs() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x =
                    tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5, 4, 4)));
            Operand<TFloat32> first = tf.withName("first").identity(x);
            Operand<TFloat32> kernel = tf.constant(new float[3][3][2][6]);
            Operand<TFloat32> y =
                    tf.withControlDependencies(List.of(first)).withName("y").nn.conv2d(x, kernel, STEPS, "VALID");
            tf.withName("end").math.neg(y);
            GraphDef def = MachineGraph.placed(graph.toGraphDef(), Optional.of(Device.of("cpu")));
            Substitute substitute =
                    new GroupedConvolutions().substitute(graph.operation("y")).orElseThrow();
            GraphDef spliced = Splice.of(def, graph, Map.of("y", substitute));
            Set<NodeDef> added = new HashSet<>(spliced.getNodeList());
            added.removeAll(def.getNodeList());
            assertEquals(def.getNodeCount() - 1, spliced.getNodeCount() - added.size());
            assertTrue(added.stream().anyMatch(n -> n.getName().equals("y")));
            for (NodeDef node : added) {
                assertEquals("/device:CPU:0", node.getDevice());
                assertTrue(node.getInputList().contains("^first"), node::toString);
            }
        }
    }
}
