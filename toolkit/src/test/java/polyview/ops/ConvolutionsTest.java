package polyview.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;
import polyview.models.GradientCheck;
import polyview.ops.PlainConv.Sizes;

/** Values and gradients against loops, in all the cases that TensorFlow's own ops get wrong. */
@Tag("layers")
class ConvolutionsTest {

    static {
        Startup.begin();
    }

    private static final ConvolutionOptions VALID = ConvolutionOptions.valid();
    private static final ConvolutionOptions SAME = ConvolutionOptions.same();

    @TestFactory
    List<DynamicTest> valuesAndGradientsAreThoseOfTheLoops() {
        List<DynamicTest> tests = new ArrayList<>();
        List<ConvolutionOptions> options = List.of(
                VALID,
                SAME,
                SAME.dilation(2),
                VALID.dilation(2),
                VALID.dilation(1, 3),
                SAME.dilation(2).strides(2),
                VALID.strides(1, 2),
                SAME.strides(2, 1),
                VALID.zeros(1, 0, 2, 1),
                VALID.zeros(1, 0, 2, 1).dilation(2, 1).strides(1, 2));
        for (ConvolutionOptions o : options) {
            for (boolean known : new boolean[] {true, false}) {
                add(tests, new Sizes(2, 7, 8, 2, 3, 2, 2, 3, false), o, known);
                if (o.strides().height() == o.strides().width()) {
                    add(tests, new Sizes(2, 7, 8, 2, 3, 2, 2, 2, true), o, known);
                }
            }
        }
        // Pointwise with strides, one channel with one column of output, and one channel depthwise.
        add(tests, new Sizes(2, 5, 6, 4, 1, 1, 4, 3, false), VALID.strides(2), true);
        add(tests, new Sizes(2, 5, 6, 4, 1, 1, 4, 3, false), SAME.strides(3, 2), true);
        add(tests, new Sizes(3, 6, 6, 1, 3, 5, 1, 2, false), VALID.strides(1, 2), true);
        add(tests, new Sizes(3, 6, 6, 1, 3, 5, 1, 2, true), VALID.strides(1, 3), true);
        return tests;
    }

    private static void add(List<DynamicTest> tests, Sizes s, ConvolutionOptions o, boolean known) {
        String name = (known ? "" : "size unknown, ") + s + ", " + o;
        tests.add(DynamicTest.dynamicTest(name, () -> agree(s, o, known)));
    }

    private static void agree(Sizes s, ConvolutionOptions o, boolean known) {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = draw(random, s.n() * s.h() * s.w() * s.c());
        float[] k = draw(random, s.kh() * s.kw() * s.k() * s.f());
        int rows = PlainConv.down(s, o)[0];
        int columns = PlainConv.right(s, o)[0];
        float[] r = draw(random, s.n() * rows * columns * s.filters());
        PlainConv expected = PlainConv.of(s, o, x, k, r);
        Shape image = Shape.of(s.n(), s.h(), s.w(), s.c());
        Shape told = known ? Shape.of(-1, s.h(), s.w(), s.c()) : Shape.of(-1, -1, -1, s.c());
        OpRun got = OpRun.of(
                (tf, in) -> s.depthwise()
                        ? Convolutions.depthwiseConv2d(tf, in.get(0), in.get(1), o)
                        : Convolutions.conv2d(tf, in.get(0), in.get(1), o),
                r,
                new OpRun.Input(image, told, x),
                OpRun.Input.of(k, s.kh(), s.kw(), s.k(), s.f()));
        assertClose(expected.output(), got.output());
        assertClose(expected.gradients().get(0), got.gradients().get(0));
        assertClose(expected.gradients().get(1), got.gradients().get(1));
    }

    private static float[] draw(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    static void assertClose(double[] expected, float[] got) {
        double[] wide = new double[got.length];
        for (int i = 0; i < got.length; i++) {
            wide[i] = got[i];
        }
        assertArrayEquals(expected, wide, 2e-5);
    }

    /** A convolution in groups, which a model alone can train where oneDNN is off; by finite differences. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "2, 1, 1", "1, 2, 2"})
    void depthwiseWithUnequalStridesInAModel(int down, int right, int dilation) {
        class Depthwise extends Layer {
            private Weight kernel;

            @Override
            protected void build(Build b, Shape input) {
                kernel = b.weight("kernel", Shape.of(3, 2, 2, 2), Initializer.ones());
            }

            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                ConvolutionOptions options = SAME.strides(down, right).dilation(dilation);
                return Convolutions.depthwiseConv2d(c.tf(), x, c.value(kernel), options);
            }
        }
        FloatArray image = FloatArray.of(draw(new SplittableRandom(1), 2 * 4 * 5 * 2), 2, 4, 5, 2);
        GradientCheck check = GradientCheck.of(new Depthwise(), image);
        assertTrue(check.largestError() < 1e-3, check::toString);
    }

    @Test
    void theExampleOfTheJavadoc() {
        OpRun got = OpRun.of(
                (tf, in) -> Convolutions.conv2d(tf, in.get(0), in.get(1), VALID.dilation(1, 2)),
                new float[] {1, 1, 1},
                OpRun.Input.of(new float[] {1, 2, 3, 4, 5}, 1, 1, 5, 1),
                OpRun.Input.of(new float[] {1, 1}, 1, 2, 1, 1));
        assertArrayEquals(new float[] {4, 6, 8}, got.output());
        assertArrayEquals(new float[] {1, 1, 2, 1, 1}, got.gradients().get(0));
        assertArrayEquals(new float[] {6, 12}, got.gradients().get(1));
    }

    /** The gradient of a kernel element is that of its place among the zeros: 1, 4, 5 and 8 of 1 to 8. */
    @Test
    void aDilatedKernelHasZerosBetweenItsElements() {
        OpRun got = OpRun.of(
                (tf, in) -> Convolutions.dilatedKernel(tf, in.get(0), 1, 3),
                new float[] {1, 2, 3, 4, 5, 6, 7, 8},
                OpRun.Input.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        assertArrayEquals(new float[] {1, 0, 0, 2, 3, 0, 0, 4}, got.output());
        assertArrayEquals(new float[] {1, 4, 5, 8}, got.gradients().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 3,3,1,1 | conv2d takes images (N, H, W, C) and a kernel (kh, kw, C / groups, F), got (N, 4) and (3, 3, 1, 1)",
                "4,4,1 | 3,3,-1,1 | conv2d needs a kernel of four known sizes, got (3, 3, ?, 1)",
                "4,4,1 | 3,3,1,1 | conv2d with VALID padding needs images of at least 5 x 5 pixels, got (N, 4, 4, 1)",
                "9,9,3 | 3,3,2,1 | conv2d needs channels that are a multiple of the kernel's, and filters that are a multiple of the"
                        + " groups, got images (N, 9, 9, 3) and a kernel (3, 3, 2, 1)",
                "9,9,4 | 3,3,2,3 | conv2d needs channels that are a multiple of the kernel's, and filters that are a multiple of the"
                        + " groups, got images (N, 9, 9, 4) and a kernel (3, 3, 2, 3)",
            })
    void refused(String image, String kernel, String message) {
        assertEquals(message, refusal(image, kernel, false));
    }

    @Test
    void depthwiseRefusesOtherChannels() {
        assertEquals(
                "depthwiseConv2d needs as many channels as the kernel has, 2, got 3",
                refusal("9,9,3", "3,3,2,1", true));
    }

    private static String refusal(String image, String kernel, boolean depthwise) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var x = tf.placeholder(TFloat32.class, Placeholder.shape(shape("-1," + image)));
            var k = tf.placeholder(TFloat32.class, Placeholder.shape(shape(kernel)));
            return assertThrows(IllegalArgumentException.class, () -> {
                        if (depthwise) {
                            Convolutions.depthwiseConv2d(tf, x, k, VALID.dilation(2));
                        } else {
                            Convolutions.conv2d(tf, x, k, VALID.dilation(2));
                        }
                    })
                    .getMessage();
        }
    }

    private static Shape shape(String sizes) {
        return Shape.of(java.util.Arrays.stream(sizes.split(","))
                .mapToLong(Long::parseLong)
                .toArray());
    }

    @Test
    void optionsAreChecked() {
        assertRefused("strides must be positive, got 0", () -> VALID.strides(0));
        assertRefused("dilation must be positive, got -1", () -> VALID.dilation(1, -1));
        assertRefused("zeros must not be negative, got -2", () -> VALID.zeros(0, -2, 0, 0));
        assertRefused("zeros need VALID padding, got SAME", () -> SAME.zeros(1, 1, 1, 1));
        assertRefused(
                "padding must be VALID or SAME, got \"EXPLICIT\"",
                () -> new ConvolutionOptions(VALID.strides(), VALID.dilation(), "EXPLICIT", VALID.zeros()));
    }

    private static void assertRefused(String message, Runnable code) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, code::run).getMessage());
    }
}
