package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;
import polyview.ops.GradientFunction;

/** Layers of a user with gradients written by hand pass the same battery: finite differences must give these gradients. */
class GradientFunctionLayersTest extends LayerBattery {

    private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

    /** By TensorFlow's ops for the two gradients of a convolution. */
    private static final GradientFunction BY_OPS = GradientFunction.of(
                    (tf, image, kernel) -> tf.nn.conv2d(image, kernel, ONE, "SAME"),
                    (tf, image, kernel, y, dy) -> List.of(
                            tf.nn.conv2dBackpropInput(tf.shape(image), kernel, dy, ONE, "SAME"),
                            tf.nn.conv2dBackpropFilter(image, tf.shape(kernel), dy, ONE, "SAME")))
            .name("by_ops");

    /**
     * By convolutions alone, for odd kernels: the image's gradient is {@code dy} with the kernel turned by 180 degrees and its
     * channels swapped; the kernel's is the image with {@code dy} as the kernel, samples in the place of channels.
     */
    private static final GradientFunction BY_CONVOLUTIONS = GradientFunction.of(
                    (tf, image, kernel) -> tf.nn.conv2d(image, kernel, ONE, "SAME"), (tf, image, kernel, y, dy) -> {
                        var turned = tf.linalg.transpose(tf.reverse(kernel, tf.array(0, 1)), tf.array(0, 1, 3, 2));
                        int down = (int) kernel.shape().get(0) / 2;
                        int right = (int) kernel.shape().get(1) / 2;
                        var padded = tf.pad(
                                image,
                                tf.constant(new int[][] {{0, 0}, {down, down}, {right, right}, {0, 0}}),
                                tf.constant(0f));
                        var byChannel = tf.nn.conv2d(
                                tf.linalg.transpose(padded, tf.array(3, 1, 2, 0)),
                                tf.linalg.transpose(dy, tf.array(1, 2, 0, 3)),
                                ONE,
                                "VALID");
                        return List.of(
                                tf.nn.conv2d(dy, turned, ONE, "SAME"),
                                tf.linalg.transpose(byChannel, tf.array(1, 2, 0, 3)));
                    })
            .name("by_convolutions");

    /** Dilated: TensorFlow's own gradient of this op is wrong, or crashes the JVM; this one goes by shifted images. */
    private static final GradientFunction DILATED = GradientFunction.of(
                    (tf, image, kernel) ->
                            tf.nn.conv2d(image, kernel, ONE, "VALID", Conv2d.dilations(List.of(1L, 2L, 2L, 1L))),
                    (tf, image, kernel, y, dy) -> {
                        long h = kernel.shape().get(0);
                        long w = kernel.shape().get(1);
                        var dyShape = tf.shape(dy);
                        List<Operand<TFloat32>> toImage = new ArrayList<>();
                        List<Operand<TFloat32>> toKernel = new ArrayList<>();
                        for (int u = 0; u < h; u++) {
                            for (int v = 0; v < w; v++) {
                                var one = tf.reshape(
                                        tf.slice(kernel, tf.array(u, v, 0, 0), tf.array(1, 1, -1, -1)),
                                        tf.constant(kernel.shape().tail().tail().asArray()));
                                var border = tf.constant(new int[][] {
                                    {0, 0},
                                    {2 * u, (int) (2 * (h - 1 - u))},
                                    {2 * v, (int) (2 * (w - 1 - v))},
                                    {0, 0}
                                });
                                var back = tf.linalg.einsum(List.of(dy, one), "nijf,cf->nijc");
                                toImage.add(tf.pad(back, border, tf.constant(0f)));
                                var size = tf.concat(
                                        List.of(
                                                tf.array(-1),
                                                tf.slice(dyShape, tf.array(1), tf.array(2)),
                                                tf.array(-1)),
                                        tf.constant(0));
                                var seen = tf.slice(image, tf.array(0, 2 * u, 2 * v, 0), size);
                                toKernel.add(tf.linalg.einsum(List.of(seen, dy), "nijc,nijf->cf"));
                            }
                        }
                        return List.of(
                                tf.math.addN(toImage),
                                tf.reshape(
                                        tf.stack(toKernel),
                                        tf.constant(kernel.shape().asArray())));
                    })
            .name("dilated");

    /** A convolution whose kernel is a weight, as a user writes it. */
    private static final class HandMade extends Layer {
        private final GradientFunction function;
        private final int filters;
        private final Size size;
        private Weight kernel;

        HandMade(GradientFunction function, int filters, Size size) {
            this.function = function;
            this.filters = filters;
            this.size = size;
        }

        @Override
        protected void build(Build b, Shape image) {
            Shape shape = Shape.of(size.height(), size.width(), image.get(3), filters);
            kernel = b.weight("kernel", shape, Initializer.glorotUniform());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> image) {
            return function.apply(c.tf(), image, c.value(kernel));
        }
    }

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("square", () -> new Activation(SQUARE::apply), Shape.of(3))
                .reference((in, w) -> in.get(0).map(x -> x * x)));
        for (GradientFunction function : List.of(BY_OPS, BY_CONVOLUTIONS)) {
            for (Size image : List.of(new Size(1, 1), new Size(5, 4))) {
                for (Size kernel : List.of(new Size(1, 1), new Size(3, 3), new Size(5, 3))) {
                    // 1 to 3 channels and filters, in turn.
                    int turn = cases.size();
                    cases.add(on(function, image, kernel, 1 + turn % 3, 1 + turn / 3 % 3)
                            .reference((in, w) ->
                                    Plain.convolution(in.get(0), w.get("kernel"), new Size(1, 1), Padding.SAME)));
                }
            }
        }
        for (Size kernel : List.of(new Size(1, 1), new Size(3, 2), new Size(2, 1))) {
            cases.add(on(DILATED, new Size(6, 5), kernel, 2, 3)
                    .reference((in, w) ->
                            Plain.convolution(in.get(0), dilated(w.get("kernel")), new Size(1, 1), Padding.VALID)));
        }
        return cases;
    }

    private static final GradientFunction SQUARE = GradientFunction.of(
            (tf, x) -> tf.math.square(x), (tf, x, y, dy) -> tf.math.mul(tf.math.mul(x, dy), tf.constant(2f)));

    private static LayerCase on(GradientFunction function, Size image, Size kernel, int channels, int filters) {
        String name = function + ", image " + image + "x" + channels + " to " + filters + ", kernel " + kernel;
        Shape shape = Shape.of(image.height(), image.width(), channels);
        return LayerCase.of(name, () -> new HandMade(function, filters, kernel), shape)
                .weight("kernel", kernel.height(), kernel.width(), channels, filters)
                .parameters((long) kernel.height() * kernel.width() * channels * filters)
                .sizesMayBeUnknown();
    }

    /** The same kernel with a zero between neighbours. */
    private static DoubleArray dilated(DoubleArray kernel) {
        int[] shape = {2 * kernel.size(0) - 1, 2 * kernel.size(1) - 1, kernel.size(2), kernel.size(3)};
        return DoubleArray.generate(
                shape, at -> at[0] % 2 == 0 && at[1] % 2 == 0 ? kernel.get(at[0] / 2, at[1] / 2, at[2], at[3]) : 0);
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(Refusal.input(
                () -> new HandMade(BY_OPS, 2, new Size(3, 3)),
                shapes(Shape.of(4, 4, 1), Shape.of(4, 4, 1)),
                "hand_made takes one input, got 2",
                shapes(Shape.of(4, 4, 1))));
    }
}
