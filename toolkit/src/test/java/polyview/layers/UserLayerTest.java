package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

/** Layers as a user writes them in a notebook cell pass the same battery. */
class UserLayerTest extends LayerBattery {

    private static final FloatArray SOBEL = FloatArray.of(new float[] {-1, 0, 1, -2, 0, 2, -1, 0, 1}, 3, 3, 1, 1);

    /** No weights: a fixed kernel as a constant. */
    static final class Sobel extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> image) {
            return c.tf().nn.conv2d(image, c.constant(SOBEL), List.of(1L, 1L, 1L, 1L), "SAME");
        }
    }

    /** A weight and a state of its own. */
    static final class Scale extends Layer {
        private Weight factor;
        private Weight offset;

        @Override
        protected void build(Build b, Shape input) {
            factor = b.weight("factor", Shape.of(input.get(-1)), Initializer.ones());
            offset = b.state("offset", Shape.scalar(), Initializer.zeros());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.add(c.tf().math.mul(x, c.value(factor)), c.value(offset));
        }
    }

    /** Other layers inside, one of them used twice. */
    static final class Residual extends Layer {
        private final Conv2D conv = new Conv2D(2, 3).padding(Padding.SAME).activation(Activation.TANH);
        private final Scale scale = new Scale();

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            Operand<TFloat32> once = c.apply(conv, x);
            return c.tf().math.add(c.apply(scale, x), c.apply(conv, once));
        }
    }

    /** Two inputs. */
    static final class Difference extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
            return c.tf().math.sub(inputs.get(0), inputs.get(1));
        }
    }

    @Override
    List<LayerCase> cases() {
        return List.of(
                LayerCase.of("sobel", Sobel::new, Shape.of(5, 4, 1))
                        .reference((in, w) ->
                                Plain.convolution(in.get(0), DoubleArray.of(SOBEL), new Size(1, 1), Padding.SAME))
                        .sizesMayBeUnknown(),
                LayerCase.of("scale", Scale::new, Shape.of(2, 3))
                        .reference((in, w) -> scale(in.get(0), w.get("factor"), w.get("offset")))
                        .weight("factor", 3)
                        .state("offset")
                        .parameters(4),
                LayerCase.of("residual", Residual::new, Shape.of(4, 3, 2))
                        .reference((in, w) -> {
                            DoubleArray x = in.get(0);
                            DoubleArray twice = convolve(
                                    convolve(x, w.get("conv2d/kernel"), w.get("conv2d/bias")),
                                    w.get("conv2d/kernel"),
                                    w.get("conv2d/bias"));
                            return MergeCases.fold(
                                    List.of(scale(x, w.get("scale/factor"), w.get("scale/offset")), twice),
                                    Double::sum);
                        })
                        .weight("conv2d/kernel", 3, 3, 2, 2)
                        .weight("conv2d/bias", 2)
                        .weight("scale/factor", 2)
                        .state("scale/offset")
                        .parameters(36 + 2 + 2 + 1)
                        .sizesMayBeUnknown(),
                LayerCase.of("difference", Difference::new, Shape.of(3), Shape.of(3))
                        .reference((in, w) -> MergeCases.fold(in, (a, b) -> a - b)));
    }

    private static DoubleArray scale(DoubleArray x, DoubleArray factor, DoubleArray offset) {
        return DoubleArray.generate(x.shape(), at -> x.get(at) * factor.get(at[at.length - 1]) + offset.get());
    }

    private static DoubleArray convolve(DoubleArray x, DoubleArray kernel, DoubleArray bias) {
        return Plain.plusBias(Plain.convolution(x, kernel, new Size(1, 1), Padding.SAME), bias)
                .map(Math::tanh);
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 4, 1));
        return List.of(
                // Refused by TensorFlow, told with the layer and the shape.
                Refusal.input(
                        Sobel::new,
                        shapes(Shape.of(8, 8)),
                        "sobel cannot take (N, 8, 8): Shape must be rank 4 but is rank 3",
                        good),
                Refusal.input(
                        () -> new Sobel().name("edges"),
                        shapes(Shape.of(8, 8, 3)),
                        "edges cannot take (N, 8, 8, 3): Depth of output (1) is not a multiple of the number of"
                                + " groups (3)",
                        good),
                Refusal.input(
                        Sobel::new, shapes(Shape.of(4, 4, 1), Shape.of(4, 4, 1)), "sobel takes one input, got 2", good),
                // A part refuses, and the whole can be applied again: its parts start anew.
                Refusal.input(
                        Residual::new,
                        shapes(Shape.of(4, 4, 3)),
                        "conv2d was built for 3 channels, got (N, 4, 4, 2)",
                        shapes(Shape.of(4, 4, 2))),
                Refusal.input(
                        TwoOfOneName::new,
                        shapes(Shape.of(3)),
                        "two_of_one_name has two weights named w",
                        shapes(Shape.of(1))),
                Refusal.input(
                        Squeezed::new,
                        shapes(Shape.of(4, 4, 3)),
                        "output of squeezed must have a known number of axes, got (unknown): name the axes in its"
                                + " call, as with reshape",
                        shapes(Shape.of(3))),
                Refusal.input(
                        Averaged::new,
                        shapes(Shape.of(4, 2)),
                        "output of averaged must keep the batch as its first axis, (N, ...), got (4, 2)",
                        shapes(Shape.of(3))),
                Refusal.input(
                        Averaged::new,
                        shapes(Shape.of(4, 2, 2)),
                        "output of averaged must keep the batch as its first axis, (N, ...), got ()",
                        shapes(Shape.of(3))),
                // A mistake of the user's own, told with the layer and the shape.
                Refusal.input(
                        PerChannelGain::new,
                        shapes(Shape.of(10)),
                        "per_channel_gain cannot take (N, 10): Index 3 out of bounds for length 2",
                        shapes(Shape.of(4, 4, 1))),
                // Of a whole, the part that refuses is named.
                Refusal.input(
                        () -> new Sequential(new MaxPooling2D(2), new Sobel().name("edges")),
                        shapes(Shape.of(8, 8, 2)),
                        "edges cannot take (N, 4, 4, 2): Depth of output (1) is not a multiple of the number of"
                                + " groups (2)",
                        good),
                Refusal.input(
                        Scale::new,
                        shapes(Shape.of(-1)),
                        "weight factor needs a known shape, got (N)",
                        shapes(Shape.of(1))));
    }

    /** A mistake in build; it comes out only for more than one feature, so that good input can be tried afterwards. */
    static final class TwoOfOneName extends Layer {
        @Override
        protected void build(Build b, Shape input) {
            b.weight("w", input.tail(), Initializer.zeros());
            if (input.get(1) > 1) {
                b.weight("w", input.tail(), Initializer.zeros());
            }
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return x;
        }
    }

    /** Letters that names of ops cannot have. */
    static final class Größe extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return x;
        }
    }

    /** Without an axis, squeeze leaves open how many axes remain where one may be of size 1. */
    static final class Squeezed extends Layer {
        private final Dense dense = new Dense(2);

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            Operand<TFloat32> y = c.apply(dense, x);
            return x.shape().numDimensions() == 4 ? c.tf().squeeze(y) : y;
        }
    }

    /** A mistake: the batch is averaged away, but not of vectors. */
    static final class Averaged extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return switch (x.shape().numDimensions()) {
                case 2 -> x;
                case 3 -> c.tf().math.mean(x, c.tf().constant(0));
                default -> c.tf().math.mean(x, c.tf().constant(new int[] {0, 1, 2, 3}));
            };
        }
    }

    /** Looks at the fourth axis without a look at how many there are. */
    static final class PerChannelGain extends Layer {
        private Weight gain;

        @Override
        protected void build(Build b, Shape input) {
            gain = b.weight("gain", Shape.of(input.get(3)), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.mul(x, c.value(gain));
        }
    }

    /** A mistake: the weight is never declared. */
    static final class Undeclared extends Layer {
        private Weight gain;

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.mul(x, c.value(gain));
        }
    }

    /** A mistake: no call at all. */
    static final class Silent extends Layer {}

    @Test
    void whatIsForgottenIsNamed() {
        assertEquals(
                "undeclared takes the value of null: declare its weight in build",
                assertThrows(NullPointerException.class, () -> new Undeclared().apply(Input.of("x", 3)))
                        .getMessage());
        assertEquals(
                "silent must override call",
                assertThrows(IllegalStateException.class, () -> new Silent().apply(Input.of("x", 3)))
                        .getMessage());
    }

    /** 65536 times 32768 is 2^31, one more than an array holds; the product of all sizes may be beyond any number. */
    @Test
    void aWeightThatNoArrayHoldsIsRefusedAtOnce() {
        SymbolicTensor wide = Input.of("x", 65536);
        assertEquals(
                "weight kernel of dense must hold at most 2147483647 numbers, got (65536, 32768)",
                assertThrows(IllegalArgumentException.class, () -> new Dense(32768).apply(wide))
                        .getMessage());
        SymbolicTensor wider = Input.image("y", 1 << 30, 1 << 30, 1 << 30);
        assertEquals(
                "weight kernel of conv2d must hold at most 2147483647 numbers, got (1073741824, 1073741824, 1073741824,"
                        + " 16)",
                assertThrows(IllegalArgumentException.class, () -> new Conv2D(16, 1 << 30).apply(wider))
                        .getMessage());
        assertEquals("dense (N, 32767)", new Dense(32767).apply(wide).toString());
    }

    @Test
    void aLayerIsToldByNameKindAndWeights() {
        Conv2D conv = new Conv2D(8, 3).name("edges");
        assertEquals("edges (conv2d)", conv.toString());
        conv.apply(Input.image("x", 5, 5, 1));
        assertEquals("edges (conv2d) [kernel(3, 3, 1, 8), bias(8)]", conv.toString());
        assertEquals("dropout", new Dropout(0.5).toString());
    }

    /** A mistake: new weights in each graph. */
    static final class Forgetful extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.apply(new Dense(2), x);
        }
    }

    @Test
    void aLayerThatIsMadeInCallIsRefused() {
        SymbolicTensor input = Input.of("x", 3);
        try (Model model = new Model(input, new Forgetful().apply(input)).seed(1)) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, model::engine);
            assertEquals(
                    "weight kernel(3, 2) belongs to no layer of the model: a layer that uses others must make them once,"
                            + " in its fields, not in call",
                    refused.getMessage());
        }
    }

    @Test
    void callMustGiveAnOutput() {
        Layer nothing = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                return null;
            }
        }.name("nothing");
        NullPointerException refused = assertThrows(NullPointerException.class, () -> nothing.apply(Input.of("x", 3)));
        assertEquals("call of nothing must give an output, got null", refused.getMessage());
    }

    @Test
    void aKindFromTheNameOfTheClass() {
        assertEquals("sobel", new Sobel().kind());
        assertEquals("two_of_one_name", new TwoOfOneName().kind());
        assertEquals("max_pooling2d", new MaxPooling2D(2).kind());
        assertEquals("layer", new Layer() {}.kind());
        assertEquals("gre", new Größe().kind());
        assertEquals("gre (N, 3)", new Größe().apply(Input.of("x", 3)).toString());
    }
}
