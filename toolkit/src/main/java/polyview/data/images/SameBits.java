package polyview.data.images;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import polyview.base.Startup;

/**
 * Whether {@link JavaResize} gives the bits of TensorFlow's op on this machine, which is tried once.
 *
 * <p>It does not where a compiler made one instruction of a product and a sum, as it may on ARM processors; there TensorFlow resizes,
 * so that both readers have the same bits everywhere.
 */
final class SameBits {

    static {
        Startup.begin();
    }

    static final boolean IN_JAVA = tried();

    private SameBits() {}

    private static boolean tried() {
        int height = 37;
        int width = 29;
        byte[] bytes = new byte[3 * height * width];
        new SplittableRandom(1).nextBytes(bytes);
        ImageForm form = ImageForm.rgb(23, 31);
        try (Graph graph = new Graph();
                TUint8 image = TUint8.tensorOf(Shape.of(height, width, 3), DataBuffers.of(bytes))) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> resized = new ImageGraph(tf, form).formed(tf.constantOf(image));
            try (Session session = new Session(graph, ReadingSessions.config().build());
                    Result result = session.runner().fetch(resized).run()) {
                float[] theirs = new float[form.values()];
                ((TFloat32) result.get(0)).copyTo(DataBuffers.of(theirs));
                JavaResize java = new JavaResize(form);
                float[] expected = new float[form.values()];
                java.finish(theirs, 0, expected);
                float[] ours = new float[form.values()];
                java.resize(image, ours);
                return Arrays.equals(expected, ours);
            }
        }
    }
}
