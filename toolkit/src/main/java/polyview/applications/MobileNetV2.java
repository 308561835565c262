package polyview.applications;

import java.util.Optional;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Add;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;
import polyview.layers.ZeroPadding2D;

/**
 * MobileNetV2: seventeen blocks that widen, convolve each channel alone, and narrow again, with names such as {@code
 * block_1_expand}. Source: Sandler et al. 2018.
 *
 * <p>As Keras has it: 3,538,984 parameters for 1000 classes, 2,257,984 without the top. {@link #preprocess} scales to -1 to 1.
 */
public final class MobileNetV2 extends Application<MobileNetV2> {

    private static final double MOMENTUM = 0.999;
    private static final int LAST = 1280;

    /** Filters, strides and how many blocks of a stage; the first block of all does not widen. */
    private record Stage(int filters, int strides, int blocks) {}

    private static final Stage[] STAGES = {
        new Stage(16, 1, 1),
        new Stage(24, 2, 2),
        new Stage(32, 2, 3),
        new Stage(64, 2, 4),
        new Stage(96, 1, 3),
        new Stage(160, 2, 3),
        new Stage(320, 1, 1)
    };

    private double alpha = 1;

    /**
     * How wide the network is: the factor of all filters, 1 by default; Keras has weights of 0.35, 0.5, 0.75, 1, 1.3 and 1.4. Refused: {@code
     * alpha must be positive, got 0.0}.
     */
    public MobileNetV2 alpha(double factor) {
        Checks.requireFinite("alpha", factor);
        if (!(factor > 0)) {
            throw new IllegalArgumentException("alpha must be positive, got " + factor);
        }
        this.alpha = factor;
        return this;
    }

    @Override
    MobileNetV2 self() {
        return this;
    }

    @Override
    SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = new Conv2D(Widths.divisible(32 * alpha), 3)
                .strides(2)
                .padding(Padding.SAME)
                .useBias(false)
                .name("Conv1")
                .apply(image);
        x = relu6(normalized(x, "bn_Conv1"), "Conv1_relu");
        int block = 0;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                x = block(x, stage.filters(), i == 0 ? stage.strides() : 1, block++);
            }
        }
        int last = alpha > 1 ? Widths.divisible(LAST * alpha) : LAST;
        x = new Conv2D(last, 1).useBias(false).name("Conv_1").apply(x);
        return relu6(normalized(x, "Conv_1_bn"), "out_relu");
    }

    private SymbolicTensor block(SymbolicTensor input, int filters, int strides, int block) {
        String name = block == 0 ? "expanded_conv_" : "block_" + block + "_";
        int channels = (int) input.shape().get(3);
        SymbolicTensor x = input;
        if (block > 0) {
            x = new Conv2D(6 * channels, 1).useBias(false).name(name + "expand").apply(x);
            x = relu6(normalized(x, name + "expand_BN"), name + "expand_relu");
        }
        if (strides == 2) {
            int[] zeros = Preprocessing.zerosAround(x.shape(), 3);
            x = new ZeroPadding2D(zeros[0], zeros[1], zeros[2], zeros[3])
                    .name(name + "pad")
                    .apply(x);
        }
        x = new DepthwiseConv2D(3)
                .strides(strides)
                .padding(strides == 2 ? Padding.VALID : Padding.SAME)
                .useBias(false)
                .name(name + "depthwise")
                .apply(x);
        x = relu6(normalized(x, name + "depthwise_BN"), name + "depthwise_relu");
        int narrow = Widths.divisible((int) (filters * alpha));
        x = new Conv2D(narrow, 1).useBias(false).name(name + "project").apply(x);
        x = normalized(x, name + "project_BN");
        return channels == narrow && strides == 1 ? new Add().name(name + "add").apply(input, x) : x;
    }

    private static SymbolicTensor normalized(SymbolicTensor x, String name) {
        return new BatchNormalization().momentum(MOMENTUM).name(name).apply(x);
    }

    private static SymbolicTensor relu6(SymbolicTensor x, String name) {
        return new Activation(Activation.RELU6).name(name).apply(x);
    }

    @Override
    Optional<String> averageName() {
        return Optional.empty();
    }

    @Override
    Optional<String> maxName() {
        return Optional.empty();
    }

    @Override
    public FloatArray preprocess(FloatArray images) {
        return Preprocessing.tf(images);
    }
}
