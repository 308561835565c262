package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.data.Tensors;

/**
 * What stands in for convolutions in groups computes the same function; tried on every machine, also where there is no need.
 *
 * <p>A convolution is linear in the image and in the kernel. So its gradients are those whose products with any other image
 * and any other kernel are the products of the outputs with what came back.
 */
@Tag("models")
class GroupedConvolutionsTest {

    private static final double CLOSE = 1e-4;

    /** Channels, groups, filters, kernel, strides, padding; an image of 7 by 9 pixels. */
    private record Case(int channels, int groups, int filters, int kh, int kw, int sh, int sw, String padding) {

        private static final int HEIGHT = 7;
        private static final int WIDTH = 9;

        List<Long> strides() {
            return List.of(1L, (long) sh, (long) sw, 1L);
        }

        /** Before the image, down and to the right: one pixel more than needed is for explicit padding. */
        List<Long> pixels() {
            return padding.equals("EXPLICIT") ? List.of(0L, 0L, 1L, 2L, 2L, 0L, 0L, 0L) : List.of();
        }

        int places(int size, int kernel, int step, int explicit) {
            return switch (padding) {
                case "SAME" -> (size + step - 1) / step;
                case "VALID" -> (size - kernel) / step + 1;
                default -> (size + explicit - kernel) / step + 1;
            };
        }

        int high() {
            return places(HEIGHT, kh, sh, 3);
        }

        int wide() {
            return places(WIDTH, kw, sw, 2);
        }

        int before(int size, int kernel, int step, int places, int explicit) {
            return switch (padding) {
                case "SAME" -> Math.max((places - 1) * step + kernel - size, 0) / 2;
                case "VALID" -> 0;
                default -> explicit;
            };
        }

        FloatArray reference(FloatArray x, FloatArray k) {
            int top = before(HEIGHT, kh, sh, high(), 1);
            int left = before(WIDTH, kw, sw, wide(), 2);
            return GroupedReference.of(x, k, new int[] {sh, sw}, top, left, high(), wide());
        }

        FloatArray image(long seed) {
            return Samples.uniform(seed, 3, HEIGHT, WIDTH, channels);
        }

        FloatArray kernel(long seed) {
            return Samples.uniform(seed, kh, kw, channels / groups, filters);
        }
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradients() {
        List<Case> cases = new ArrayList<>();
        for (String padding : List.of("SAME", "VALID", "EXPLICIT")) {
            for (int[] step : new int[][] {{1, 1}, {2, 2}, {3, 2}, {1, 3}}) {
                for (int[] kernel : new int[][] {{1, 1}, {3, 3}, {2, 5}}) {
                    // Where oneDNN runs, these kernels take the path of which StridedPointwise tells. And there is
                    // never a single
                    // column of outputs, for which see SwappedAxes. Where groups are replaced oneDNN does not run.
                    boolean picked = kernel[0] == 1 && step[0] * step[1] > 1;
                    if (!picked) {
                        cases.add(new Case(6, 2, 4, kernel[0], kernel[1], step[0], step[1], padding));
                        cases.add(new Case(3, 3, 6, kernel[0], kernel[1], step[0], step[1], padding));
                    }
                }
            }
        }
        return cases.stream().map(c -> dynamicTest(c.toString(), () -> check(c)));
    }

    private static void check(Case c) {
        FloatArray x = c.image(1);
        FloatArray k = c.kernel(2);
        FloatArray expected = c.reference(x, k);
        FloatArray dy = Samples.uniform(3, expected.shape().asArray());
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image = open(tf, "x", c.image(1));
            Operand<TFloat32> kernel = tf.withName("k").placeholder(TFloat32.class, Placeholder.shape(k.shape()));
            Operand<TFloat32> back = open(tf, "dy", dy);
            tf.withName("y").nn.conv2d(image, kernel, c.strides(), c.padding(), Conv2d.explicitPaddings(c.pixels()));
            tf.withName("dk")
                    .nn
                    .conv2dBackpropFilter(
                            image,
                            tf.shape(kernel),
                            back,
                            c.strides(),
                            c.padding(),
                            Conv2dBackpropFilter.explicitPaddings(c.pixels()));
            tf.withName("dx")
                    .nn
                    .conv2dBackpropInput(
                            tf.shape(image),
                            kernel,
                            back,
                            c.strides(),
                            c.padding(),
                            Conv2dBackpropInput.explicitPaddings(c.pixels()));
            List<FloatArray> got = run(graph, Map.of("x", x, "k", k, "dy", dy), List.of("y", "dk", "dx"));
            for (int i = 0; i < expected.values().length; i++) {
                assertEquals(expected.values()[i], got.get(0).values()[i], CLOSE);
            }
            assertEquals(k.shape(), got.get(1).shape());
            assertEquals(x.shape(), got.get(2).shape());
            for (long seed = 10; seed < 14; seed++) {
                FloatArray otherKernel = c.kernel(seed);
                double byKernel = GroupedReference.product(c.reference(x, otherKernel), dy);
                assertEquals(byKernel, GroupedReference.product(got.get(1), otherKernel), 10 * CLOSE);
                FloatArray otherImage = c.image(seed);
                double byImage = GroupedReference.product(c.reference(otherImage, k), dy);
                assertEquals(byImage, GroupedReference.product(got.get(2), otherImage), 10 * CLOSE);
            }
        }
    }

    private static Operand<TFloat32> open(Ops tf, String name, FloatArray value) {
        Shape shape = Shape.of(-1).append(value.shape().tail());
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }

    /** Runs the graph with every op replaced for which there is a substitute, whatever this machine can do. */
    static List<FloatArray> run(Graph graph, Map<String, FloatArray> fed, List<String> fetched) {
        GraphDef def = graph.toGraphDef();
        Map<String, Substitute> substitutes = new HashMap<>();
        for (KernelGap gap : List.of(new GroupedConvolutions(), new WideAveragePools())) {
            def.getNodeList().stream().filter(n -> gap.concerns(n.getOp())).forEach(n -> {
                Optional<Substitute> substitute = gap.substitute(graph.operation(n.getName()));
                substitute.ifPresent(s -> substitutes.put(n.getName(), s));
            });
        }
        assertFalse(substitutes.isEmpty());
        List<TFloat32> tensors = new ArrayList<>();
        try (Graph spliced = new Graph()) {
            spliced.importGraphDef(Splice.of(def, graph, substitutes));
            try (Session session = new Session(spliced)) {
                Session.Runner runner = session.runner();
                fed.forEach((name, value) -> {
                    tensors.add(Tensors.of(value));
                    runner.feed(name, tensors.get(tensors.size() - 1));
                });
                fetched.forEach(runner::fetch);
                try (Result result = runner.run()) {
                    List<FloatArray> arrays = new ArrayList<>();
                    result.forEach(e -> arrays.add(Tensors.read((TFloat32) e.getValue())));
                    return arrays;
                }
            }
        } finally {
            tensors.forEach(TFloat32::close);
        }
    }
}
