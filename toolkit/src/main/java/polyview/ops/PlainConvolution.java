package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A convolution of TensorFlow's, or one that was mended for some options and is like it for all others. */
@FunctionalInterface
interface PlainConvolution {

    /** The options have neither dilation nor zeros. */
    Operand<TFloat32> of(Operand<TFloat32> x, Operand<TFloat32> kernel, ConvolutionOptions options);
}
