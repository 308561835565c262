package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** TensorFlow's convolution, or one that is corrected for some options and the same for all others. */
@FunctionalInterface
interface PlainConvolution {

    /** The options have neither dilation nor zeros. */
    Operand<TFloat32> of(Operand<TFloat32> x, Operand<TFloat32> kernel, ConvolutionOptions options);
}
