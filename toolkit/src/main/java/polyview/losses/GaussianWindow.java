package polyview.losses;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.ops.ConvolutionOptions;
import polyview.ops.Convolutions;

/** Means over Gaussian windows that lie in the image as a whole, of each channel on its own. */
final class GaussianWindow {

    static final int SIZE = 11;
    private static final double DEVIATION = 1.5;

    private GaussianWindow() {}

    /** The weights along one axis; they sum to 1. */
    static double[] weights() {
        double[] weights = new double[SIZE];
        Arrays.setAll(weights, i -> Math.exp(-Math.pow((i - SIZE / 2) / DEVIATION, 2) / 2));
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }

    /** Of each of these images {@code (N, H, W, C)}, which have one shape: {@code (N, H - 10, W - 10, C)}. */
    static List<Operand<TFloat32>> means(Ops tf, List<Operand<TFloat32>> images) {
        // One convolution down and one to the right for all of them.
        Operand<TFloat32> all = tf.concat(images, tf.constant(0));
        int channels = (int) images.get(0).shape().get(3);
        Operand<TFloat32> down =
                Convolutions.depthwiseConv2d(tf, all, kernel(tf, SIZE, 1, channels), ConvolutionOptions.valid());
        Operand<TFloat32> both =
                Convolutions.depthwiseConv2d(tf, down, kernel(tf, 1, SIZE, channels), ConvolutionOptions.valid());
        return tf.split(tf.constant(0), both, (long) images.size()).output().stream()
                .<Operand<TFloat32>>map(part -> part)
                .toList();
    }

    private static Operand<TFloat32> kernel(Ops tf, int height, int width, int channels) {
        double[] weights = weights();
        float[] values = new float[SIZE * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weights[i / channels];
        }
        return tf.reshape(tf.constant(values), tf.array((long) height, (long) width, (long) channels, 1L));
    }
}
