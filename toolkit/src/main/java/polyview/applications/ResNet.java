package polyview.applications;

import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Add;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;
import polyview.layers.ZeroPadding2D;

/**
 * ResNet50, 101 and 152, the first version: four stages of blocks of three convolutions with a way around them, with names such as
 * {@code conv2_block1_1_conv}. Source: He et al. 2016.
 *
 * <p>As Keras has it, with the stride in the first convolution of a block and biases before batch normalization: 25,636,712, 44,707,176
 * and 60,419,944 parameters for 1000 classes; 23,587,712 of ResNet50 without the top. {@link #preprocess} orders the channels blue, green,
 * red and subtracts the means 103.939, 116.779, 123.68.
 *
 * <p>Refused: {@code ResNet has 50, 101 or 152 layers, got 18}.
 */
public final class ResNet extends Application<ResNet> {

    private static final double EPSILON = 1.001e-5;

    private final int[] blocks;

    /** 50, 101 or 152 layers with weights. */
    public ResNet(int layers) {
        this.blocks = switch (layers) {
            case 50 -> new int[] {3, 4, 6, 3};
            case 101 -> new int[] {3, 4, 23, 3};
            case 152 -> new int[] {3, 8, 36, 3};
            default -> throw new IllegalArgumentException("ResNet has 50, 101 or 152 layers, got " + layers);
        };
    }

    @Override
    ResNet self() {
        return this;
    }

    @Override
    SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = new ZeroPadding2D(3).name("conv1_pad").apply(image);
        x = new Conv2D(64, 7).strides(2).name("conv1_conv").apply(x);
        x = relu(normalized(x, "conv1_bn"), "conv1_relu");
        x = new ZeroPadding2D(1).name("pool1_pad").apply(x);
        x = new MaxPooling2D(3).strides(2).name("pool1_pool").apply(x);
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage]; block++) {
                int strides = stage > 0 && block == 1 ? 2 : 1;
                x = block(x, 64 << stage, strides, block == 1, "conv" + (stage + 2) + "_block" + block);
            }
        }
        return x;
    }

    private static SymbolicTensor block(SymbolicTensor x, int filters, int strides, boolean first, String name) {
        SymbolicTensor around = x;
        if (first) {
            around = new Conv2D(4 * filters, 1)
                    .strides(strides)
                    .name(name + "_0_conv")
                    .apply(x);
            around = normalized(around, name + "_0_bn");
        }
        SymbolicTensor y =
                new Conv2D(filters, 1).strides(strides).name(name + "_1_conv").apply(x);
        y = relu(normalized(y, name + "_1_bn"), name + "_1_relu");
        y = new Conv2D(filters, 3).padding(Padding.SAME).name(name + "_2_conv").apply(y);
        y = relu(normalized(y, name + "_2_bn"), name + "_2_relu");
        y = new Conv2D(4 * filters, 1).name(name + "_3_conv").apply(y);
        y = normalized(y, name + "_3_bn");
        return relu(new Add().name(name + "_add").apply(around, y), name + "_out");
    }

    private static SymbolicTensor normalized(SymbolicTensor x, String name) {
        return new BatchNormalization().epsilon(EPSILON).name(name).apply(x);
    }

    private static SymbolicTensor relu(SymbolicTensor x, String name) {
        return new Activation(Activation.RELU).name(name).apply(x);
    }

    @Override
    public FloatArray preprocess(FloatArray images) {
        return Preprocessing.caffe(images);
    }
}
