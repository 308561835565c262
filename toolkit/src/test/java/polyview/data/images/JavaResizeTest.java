package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The resize in Java against the ops of TensorFlow that the other reader uses. */
class JavaResizeTest {

    private static final int[][] SIZES = {{1, 1}, {1, 7}, {9, 1}, {4, 4}, {7, 5}, {23, 31}, {64, 48}, {100, 3}, {3, 100}
    };

    static Stream<Arguments> forms() {
        return Stream.of(ImageForm.Resampling.values()).flatMap(resampling -> Stream.of(ImageForm.Aspect.values())
                .flatMap(aspect -> Stream.of(1, 3).map(c -> Arguments.of(resampling, aspect, c))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("forms")
    void hasTheBitsOfTensorFlow(ImageForm.Resampling resampling, ImageForm.Aspect aspect, int channels) {
        Random random = new Random(5);
        for (int[] wanted : SIZES) {
            ImageForm form = ImageForm.of(wanted[0], wanted[1], channels).aspect(aspect);
            form = resampling == ImageForm.Resampling.NEAREST ? form.nearest() : form;
            form = channels == 3
                    ? form.standardized(new double[] {0.4, 0.5, 0.6}, new double[] {0.2, 0.3, 0.25})
                    : form.minusOneToOne();
            // One object for images of all sizes, as a reading thread uses it.
            JavaResize resize = new JavaResize(form);
            for (int[] size : SIZES) {
                byte[] image = new byte[3 * size[0] * size[1]];
                random.nextBytes(image);
                assertSame(form, resize, image, size);
            }
        }
    }

    private static void assertSame(ImageForm form, JavaResize resize, byte[] image, int[] size) {
        float[] expected = new float[form.values()];
        float[] actual = new float[form.values()];
        float[] resized = new float[3 * form.height() * form.width()];
        try (Graph graph = new Graph();
                TUint8 bytes = TUint8.tensorOf(Shape.of(size[0], size[1], 3), DataBuffers.of(image))) {
            Ops tf = Ops.create(graph);
            var end = new ImageGraph(tf, form).formed(tf.constantOf(bytes));
            try (Session session = new Session(graph);
                    Result result = session.runner().fetch(end).run()) {
                ((TFloat32) result.get(0)).copyTo(DataBuffers.of(resized));
            }
            resize.resize(bytes, actual);
        }
        resize.finish(resized, 0, expected);
        String message = form + " of " + size[0] + " x " + size[1];
        if (SameBits.IN_JAVA) {
            assertArrayEquals(expected, actual, message);
        } else {
            assertArrayEquals(expected, actual, 1e-5f, message);
        }
    }

    @Test
    void itIsUsedOnX86() {
        // There TensorFlow's library is compiled without products and sums in one instruction.
        if (System.getProperty("os.arch").equals("amd64")) {
            assertTrue(SameBits.IN_JAVA);
        }
    }

    @Test
    void betweenTwoPixels() {
        // Four pixels to two: the new centres lie between 0 and 1, 2 and 3.
        ImageForm form = ImageForm.rgb(1, 2).zeroTo255();
        float[] target = new float[6];
        try (TUint8 image = TUint8.tensorOf(
                Shape.of(1, 4, 3),
                DataBuffers.of(new byte[] {0, 10, 20, 4, 20, 40, (byte) 200, 1, 2, (byte) 250, 3, 4}))) {
            new JavaResize(form).resize(image, target);
        }
        assertArrayEquals(new float[] {2, 15, 30, 225, 2, 3}, target, 1e-4f);
    }

    @Test
    void theFrameOfAnImageTwiceAsWide() {
        ImageForm form = ImageForm.rgb(10, 10);
        assertEquals(new Frame(0, 0, 20, 40, 10, 10), Frame.of(form, 20, 40));
        assertEquals(new Frame(0, 10, 20, 20, 10, 10), Frame.of(form.aspect(ImageForm.Aspect.CROP), 20, 40));
        assertEquals(new Frame(0, 0, 20, 40, 5, 10), Frame.of(form.aspect(ImageForm.Aspect.FIT), 20, 40));
    }
}
