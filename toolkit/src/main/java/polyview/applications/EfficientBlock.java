package polyview.applications;

import polyview.layers.Activation;
import polyview.layers.Add;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.Dropout;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Lambda;
import polyview.layers.Padding;
import polyview.layers.Reshape;
import polyview.layers.SymbolicTensor;
import polyview.layers.ZeroPadding2D;

/**
 * A block of {@link EfficientNetB0}: widen, convolve each channel alone, gate the channels, narrow, and add the input.
 *
 * @param kernel height and width of the kernel
 * @param repeats how many there are one after the other
 * @param in channels of the input
 * @param out channels of the output
 * @param expand how many times wider it is inside
 * @param strides of the first
 */
record EfficientBlock(int kernel, int repeats, int in, int out, int expand, int strides) {

    /** The gate squeezes the channels of the input to a quarter. */
    private static final int SQUEEZE = 4;

    /** One of the repeats, counted from 0: those after the first keep size and channels. */
    EfficientBlock nth(int repeat) {
        return repeat == 0 ? this : new EfficientBlock(kernel, 1, out, out, expand, 1);
    }

    /** Applies it; in training, samples lose it at a rate. */
    SymbolicTensor apply(SymbolicTensor input, double rate, String name) {
        int inside = in * expand;
        SymbolicTensor x = input;
        if (expand != 1) {
            x = EfficientNetB0.kernel(new Conv2D(inside, 1).useBias(false))
                    .name(name + "expand_conv")
                    .apply(x);
            x = EfficientNetB0.activated(x, name + "expand_");
        }
        x = EfficientNetB0.activated(depthwise(x, name), name);
        x = gated(x, inside, name);
        x = EfficientNetB0.kernel(new Conv2D(out, 1).useBias(false))
                .name(name + "project_conv")
                .apply(x);
        x = new BatchNormalization().name(name + "project_bn").apply(x);
        if (strides != 1 || in != out) {
            return x;
        }
        if (rate > 0) {
            x = new Dropout(rate).noiseShape(-1, 1, 1, 1).name(name + "drop").apply(x);
        }
        return new Add().name(name + "add").apply(x, input);
    }

    private SymbolicTensor depthwise(SymbolicTensor input, String name) {
        SymbolicTensor x = input;
        if (strides == 2) {
            int[] zeros = Preprocessing.zerosAround(x.shape(), kernel);
            x = new ZeroPadding2D(zeros[0], zeros[1], zeros[2], zeros[3])
                    .name(name + "dwconv_pad")
                    .apply(x);
        }
        return new DepthwiseConv2D(kernel)
                .strides(strides)
                .padding(strides == 2 ? Padding.VALID : Padding.SAME)
                .useBias(false)
                .kernelInitializer(EfficientNetB0.firstKernel())
                .name(name + "dwconv")
                .apply(x);
    }

    private SymbolicTensor gated(SymbolicTensor x, int inside, String name) {
        SymbolicTensor gate =
                new GlobalAveragePooling2D().name(name + "se_squeeze").apply(x);
        gate = new Reshape(1, 1, inside).name(name + "se_reshape").apply(gate);
        gate = EfficientNetB0.kernel(new Conv2D(Math.max(1, in / SQUEEZE), 1).activation(Activation.SWISH))
                .name(name + "se_reduce")
                .apply(gate);
        gate = EfficientNetB0.kernel(new Conv2D(inside, 1).activation(Activation.SIGMOID))
                .name(name + "se_expand")
                .apply(gate);
        return new Lambda((tf, image, one) -> tf.math.mul(image, one))
                .name(name + "se_excite")
                .apply(x, gate);
    }
}
