package polyview.applications;

import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.Initializer;
import polyview.layers.Normalization;
import polyview.layers.Padding;
import polyview.layers.Rescaling;
import polyview.layers.SymbolicTensor;
import polyview.layers.VarianceScaling;
import polyview.layers.ZeroPadding2D;

/**
 * EfficientNetB0: sixteen blocks as those of {@link MobileNetV2}, with a gate on the channels of each, with names such as {@code
 * block2a_expand_conv}. Source: Tan and Le 2019.
 *
 * <p>As Keras has it: 5,330,571 parameters for 1000 classes, 4,049,571 without the top. Images are RGB from 0 to 255: the network rescales
 * and normalizes them itself, {@link #preprocess} only copies. The means and variances of {@code normalization} are among the weights.
 */
public final class EfficientNetB0 extends Application<EfficientNetB0> {

    private static final double DROPOUT = 0.2;
    private static final double[] DEVIATIONS = {0.229, 0.224, 0.225};

    private static final EfficientBlock[] BLOCKS = {
        new EfficientBlock(3, 1, 32, 16, 1, 1),
        new EfficientBlock(3, 2, 16, 24, 6, 2),
        new EfficientBlock(5, 2, 24, 40, 6, 2),
        new EfficientBlock(3, 3, 40, 80, 6, 2),
        new EfficientBlock(5, 3, 80, 112, 6, 1),
        new EfficientBlock(5, 4, 112, 192, 6, 2),
        new EfficientBlock(3, 1, 192, 320, 6, 1)
    };

    private boolean imageNetScale = true;

    /**
     * Whether a second rescaling follows the normalization, as Keras has it with its weights of ImageNet, and only then; true by default.
     * It has no weights, and is left out where there are not three channels.
     */
    public EfficientNetB0 imageNetScale(boolean scale) {
        this.imageNetScale = scale;
        return this;
    }

    @Override
    EfficientNetB0 self() {
        return this;
    }

    @Override
    SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = new Rescaling(1 / 255.0).name("rescaling").apply(image);
        x = new Normalization().name("normalization").apply(x);
        if (imageNetScale && x.shape().get(3) == DEVIATIONS.length) {
            double[] factors = new double[DEVIATIONS.length];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = 1 / Math.sqrt(DEVIATIONS[i]);
            }
            x = new Rescaling(factors, 0).name("rescaling_1").apply(x);
        }
        int[] zeros = Preprocessing.zerosAround(x.shape(), 3);
        x = new ZeroPadding2D(zeros[0], zeros[1], zeros[2], zeros[3])
                .name("stem_conv_pad")
                .apply(x);
        x = kernel(new Conv2D(32, 3).strides(2).useBias(false))
                .name("stem_conv")
                .apply(x);
        x = activated(x, "stem_");
        double all = 0;
        for (EfficientBlock block : BLOCKS) {
            all += block.repeats();
        }
        int number = 0;
        for (int i = 0; i < BLOCKS.length; i++) {
            for (int j = 0; j < BLOCKS[i].repeats(); j++) {
                String name = "block" + (i + 1) + (char) ('a' + j) + "_";
                x = BLOCKS[i].nth(j).apply(x, DROPOUT * number++ / all, name);
            }
        }
        x = kernel(new Conv2D(1280, 1).useBias(false)).name("top_conv").apply(x);
        return activated(x, "top_");
    }

    /** Batch normalization and swish. */
    static SymbolicTensor activated(SymbolicTensor x, String name) {
        SymbolicTensor y = new BatchNormalization().name(name + "bn").apply(x);
        return new Activation(Activation.SWISH).name(name + "activation").apply(y);
    }

    /** A convolution with the first weights of this network. */
    static Conv2D kernel(Conv2D layer) {
        return layer.padding(layer.strides().height() == 1 ? Padding.SAME : Padding.VALID)
                .kernelInitializer(firstKernel());
    }

    /** Normal numbers, cut at two standard deviations, with variance 2 over the number of outputs. */
    static Initializer firstKernel() {
        return Initializer.varianceScaling(
                2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.TRUNCATED_NORMAL);
    }

    @Override
    SymbolicTensor top(SymbolicTensor features) {
        return new Dropout(DROPOUT).name("top_dropout").apply(super.top(features));
    }

    @Override
    Dense classifierOptions(Dense dense) {
        return dense.kernelInitializer(Initializer.varianceScaling(
                1 / 3.0, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM));
    }

    @Override
    public FloatArray preprocess(FloatArray images) {
        return FloatArray.of(images.values().clone(), images.shape());
    }
}
