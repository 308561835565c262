package polyview.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The layers whose counterparts {@code src/test/pytorch/references.py} builds in PyTorch, under the same names. */
final class PyTorchCases {

    private PyTorchCases() {}

    static Map<String, Supplier<? extends Layer>> all() {
        Map<String, Supplier<? extends Layer>> all = new LinkedHashMap<>();
        convolutions(all);
        depthwiseAndTransposed(all);
        bound(all);
        dense(all);
        normalisation(all);
        poolingAndShapes(all);
        merging(all);
        dual(all);
        activations(all);
        return all;
    }

    private static void convolutions(Map<String, Supplier<? extends Layer>> all) {
        all.put("conv2d", () -> new Conv2D(4, 3));
        all.put("conv2d-strides-2", () -> new Conv2D(4, 3).strides(2));
        all.put("conv2d-strides-2-3", () -> new Conv2D(4, 3).strides(2, 3));
        all.put("conv2d-padding-1", () -> new Conv2D(4, 3).padding(1));
        all.put("conv2d-padding-2-1", () -> new Conv2D(4, 3).padding(2, 2, 1, 1).strides(2));
        all.put("conv2d-dilation-2", () -> new Conv2D(4, 3).dilationRate(2));
        all.put(
                "conv2d-dilation-2-padding-2",
                () -> new Conv2D(4, 3).dilationRate(2).padding(2));
        all.put(
                "conv2d-dilation-3-1-padding-3",
                () -> new Conv2D(4, 3).dilationRate(3, 1).padding(3));
        all.put(
                "conv2d-dilation-2-strides-2-padding-2",
                () -> new Conv2D(4, 3).dilationRate(2).strides(2).padding(2));
        all.put("conv2d-same", () -> new Conv2D(4, 3).padding(Padding.SAME));
        all.put(
                "conv2d-same-dilation-2",
                () -> new Conv2D(4, 3).padding(Padding.SAME).dilationRate(2));
        all.put(
                "conv2d-padding-uneven",
                () -> new Conv2D(4, 3).padding(2, 0, 1, 3).strides(2));
        all.put("conv2d-no-bias-relu", () -> new Conv2D(4, 2, 3).useBias(false).activation(Activation.RELU));
        all.put("conv2d-groups-2", () -> new Conv2D(6, 3, 2).groups(2));
        all.put(
                "conv2d-groups-4-strides-2-dilation-2",
                () -> new Conv2D(4, 2).groups(4).strides(2).dilationRate(2));
        all.put("custom-conv2d", () -> new CustomConv2D(4, 3));
        all.put("fixed-conv2d-sobel", () -> new FixedConv2D(Kernels.SOBEL_HORIZONTAL));
    }

    private static void depthwiseAndTransposed(Map<String, Supplier<? extends Layer>> all) {
        all.put("depthwise-conv2d", () -> new DepthwiseConv2D(3));
        all.put(
                "depthwise-conv2d-multiplier-2",
                () -> new DepthwiseConv2D(3).depthMultiplier(2).padding(1));
        all.put(
                "depthwise-conv2d-strides-2",
                () -> new DepthwiseConv2D(3).depthMultiplier(2).strides(2));
        all.put(
                "depthwise-conv2d-dilation-2",
                () -> new DepthwiseConv2D(3).dilationRate(2).padding(2));
        all.put("separable-conv2d", () -> new SeparableConv2D(4, 3).depthMultiplier(2));
        all.put("conv2d-transpose", () -> new Conv2DTranspose(4, 3));
        all.put("conv2d-transpose-strides-2", () -> new Conv2DTranspose(4, 3).strides(2));
        all.put(
                "conv2d-transpose-strides-2-padding-1",
                () -> new Conv2DTranspose(4, 3).strides(2).padding(1));
        all.put(
                "conv2d-transpose-strides-2-output-padding-1",
                () -> new Conv2DTranspose(4, 3).strides(2).padding(1).outputPadding(1));
        all.put("conv2d-transpose-strides-3", () -> new Conv2DTranspose(4, 3).strides(3));
        all.put("conv2d-transpose-dilation-2", () -> new Conv2DTranspose(4, 3).dilationRate(2));
    }

    private static void bound(Map<String, Supplier<? extends Layer>> all) {
        all.put("tied-conv2d", () -> new TiedConv2D(4, 3).padding(Padding.SAME));
        all.put("shared-conv2d", () -> new SharedConv2D(4, 3));
        all.put("per-channel", () -> new PerChannel(new Sequential(new Conv2D(2, 3), new Flatten(), new Dense(5))));
    }

    private static void dense(Map<String, Supplier<? extends Layer>> all) {
        all.put("dense", () -> new Dense(4));
        all.put("dense-rank-3", () -> new Dense(4));
        all.put("dense-rank-4-softmax", () -> new Dense(4).activation(Activation.SOFTMAX));
        all.put("dense2d", Dense2D::new);
        all.put("dense2d-sum-1", () -> new Dense2D().sum(1));
        all.put("dense2d-matrix", () -> new MatrixDense2D(6));
        all.put("dense2d-bilinear", () -> new BilinearDense2D(2, 3).activation(Activation.SIGMOID));
    }

    private static void normalisation(Map<String, Supplier<? extends Layer>> all) {
        all.put("batch-normalization-training", BatchNormalization::new);
        all.put("layer-normalization", LayerNormalization::new);
    }

    private static void poolingAndShapes(Map<String, Supplier<? extends Layer>> all) {
        all.put("max-pooling2d-2", () -> new MaxPooling2D(2));
        all.put("max-pooling2d-3-strides-2", () -> new MaxPooling2D(3).strides(2));
        all.put("max-pooling2d-2-strides-1", () -> new MaxPooling2D(2).strides(1));
        all.put("average-pooling2d-2", () -> new AveragePooling2D(2));
        all.put("average-pooling2d-3-strides-2", () -> new AveragePooling2D(3).strides(2));
        all.put("average-pooling2d-2-strides-1", () -> new AveragePooling2D(2).strides(1));
        all.put("global-average-pooling2d", GlobalAveragePooling2D::new);
        all.put("global-max-pooling2d", GlobalMaxPooling2D::new);
        all.put("up-sampling2d-nearest", () -> new UpSampling2D(2, 3));
        all.put("up-sampling2d-bilinear", () -> new UpSampling2D(2, 3).interpolation(Interpolation.BILINEAR));
        all.put("zero-padding2d", () -> new ZeroPadding2D(1, 2, 0, 3));
        all.put("permute", () -> new Permute(3, 1, 2));
        all.put("flatten", Flatten::new);
    }

    private static void merging(Map<String, Supplier<? extends Layer>> all) {
        all.put("add", Add::new);
        all.put("subtract", Subtract::new);
        all.put("multiply", Multiply::new);
        all.put("average", Average::new);
        all.put("maximum", Maximum::new);
        all.put("minimum", Minimum::new);
        all.put("absolute-difference", AbsoluteDifference::new);
        all.put("concatenate", Concatenate::new);
        all.put("gated-average", GatedAverage::new);
        all.put("correlation-2", () -> new Correlation(2));
    }

    private static void dual(Map<String, Supplier<? extends Layer>> all) {
        all.put("dual-conv2d-concat", () -> new DualConv2D(4, 3).fusion(Fusion.concat()));
        all.put("dual-conv2d-average", () -> new DualConv2D(4, 3).fusion(Fusion.average()));
        all.put("dual-conv2d-multiply", () -> new DualConv2D(4, 3).fusion(Fusion.multiply()));
        all.put("dual-conv2d-attention", () -> new DualConv2D(4, 3).fusion(Fusion.attention()));
    }

    private static void activations(Map<String, Supplier<? extends Layer>> all) {
        Map<String, Activation.Function> functions = new LinkedHashMap<>();
        functions.put("relu", Activation.RELU);
        functions.put("relu6", Activation.RELU6);
        functions.put("leaky-relu", Activation.LEAKY_RELU);
        functions.put("elu", Activation.ELU);
        functions.put("selu", Activation.SELU);
        functions.put("celu", Activation.celu(1.5));
        functions.put("gelu", Activation.GELU);
        functions.put("gelu-tanh", Activation.GELU_TANH);
        functions.put("swish", Activation.SWISH);
        functions.put("mish", Activation.MISH);
        functions.put("sigmoid", Activation.SIGMOID);
        functions.put("log-sigmoid", Activation.LOG_SIGMOID);
        functions.put("hard-sigmoid", Activation.HARD_SIGMOID);
        functions.put("hard-swish", Activation.HARD_SWISH);
        functions.put("hard-tanh", Activation.HARD_TANH);
        functions.put("tanh", Activation.TANH);
        functions.put("tanh-shrink", Activation.TANH_SHRINK);
        functions.put("soft-shrink", Activation.softShrink(0.5));
        functions.put("hard-shrink", Activation.hardShrink(0.5));
        functions.put("softplus", Activation.SOFTPLUS);
        functions.put("softsign", Activation.SOFTSIGN);
        functions.put("softmax", Activation.SOFTMAX);
        functions.put("log-softmax", Activation.LOG_SOFTMAX);
        functions.forEach((name, function) -> all.put("activation-" + name, () -> new Activation(function)));
    }
}
