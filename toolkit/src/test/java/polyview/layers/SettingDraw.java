package polyview.layers;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import polyview.layers.Settings.End;

/** Random settings of the sizes that users have. */
final class SettingDraw {

    private static final int[] BATCHES = {1, 2, 7, 16, 32};
    private static final int[] CHANNELS = {1, 2, 3, 4, 7, 8, 15, 16, 17, 32, 48, 64};
    /** Functions without jumps, the common ones more often. */
    private static final List<String> NAMES = List.of(
            "LINEAR",
            "LINEAR",
            "LINEAR",
            "RELU",
            "RELU",
            "LEAKY_RELU",
            "LEAKY_RELU",
            "RELU6",
            "ELU",
            "SELU",
            "GELU",
            "GELU_TANH",
            "SWISH",
            "HARD_SWISH",
            "MISH",
            "SIGMOID",
            "TANH",
            "SOFTPLUS",
            "SOFTSIGN",
            "leakyRelu(0.3)",
            "relu(2)");

    static final List<String> KINDS = List.of(
            "Conv2D",
            "CustomConv2D",
            "DepthwiseConv2D",
            "SeparableConv2D",
            "Conv2DTranspose",
            "TiedConv2D",
            "SharedConv2D",
            "MaxPooling2D",
            "AveragePooling2D",
            "UpSampling2D",
            "Dense",
            "BatchNormalization",
            "LayerNormalization",
            "DualConv2D",
            "Correlation");

    private final SplittableRandom r;

    SettingDraw(SplittableRandom r) {
        this.r = r;
    }

    /** A setting of this kind that costs at most so many products. */
    Setting next(String kind, double products) {
        while (true) {
            int[] in = {of(BATCHES), side(), side(), of(CHANNELS)};
            Optional<Setting> drawn = tryNext(kind, in, of(CHANNELS), products);
            if (drawn.isPresent()) {
                return drawn.get();
            }
        }
    }

    private int side() {
        return r.nextInt(15) == 0 ? 64 : r.nextInt(4) == 0 ? 1 + r.nextInt(4) : 1 + r.nextInt(40);
    }

    private int of(int... values) {
        return values[r.nextInt(values.length)];
    }

    End end() {
        String name = NAMES.get(r.nextInt(NAMES.size()));
        return new End(
                r.nextInt(3) > 0,
                Activations.ALL.stream()
                        .filter(a -> a.name().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    /** A layer for this input; empty where the options do not fit. */
    Optional<Setting> tryNext(String kind, int[] in, int filters, double products) {
        Window w = Window.draw(r);
        int high = w.places(1, in[1]);
        int wide = w.places(2, in[2]);
        boolean fits = high > 0 && wide > 0;
        double pixels = (double) in[0] * high * wide;
        double taps = (double) w.kernel().height() * w.kernel().width();
        if ((double) in[0] * in[1] * in[2] * in[3] > products / 10) {
            return Optional.empty();
        }
        int groups = r.nextInt(4) == 0 ? of(2, 4, 8, in[3]) : 1;
        int multiplier = of(1, 1, 2, 3);
        End end = end();
        boolean whole = fits && pixels * taps * in[3] * filters < products && pixels * filters < products / 10;
        boolean apart = fits && pixels * taps * in[3] * multiplier < products / 4;
        return switch (kind) {
            case "Conv2D", "CustomConv2D" -> {
                int g = in[3] % groups == 0 && filters % groups == 0 ? groups : 1;
                yield given(
                        whole,
                        () -> kind.equals("Conv2D")
                                ? Settings.conv2d(in, filters, w, g, end)
                                : Settings.customConv2d(in, filters, w, g, end));
            }
            case "DepthwiseConv2D" -> given(apart, () -> Settings.depthwise(in, multiplier, w, end));
            case "SeparableConv2D" ->
                given(
                        apart && pixels * in[3] * multiplier * filters < products,
                        () -> Settings.separable(in, filters, multiplier, w, end));
            case "TiedConv2D" -> given(whole, () -> Settings.tied(in, filters, w, end));
            case "SharedConv2D" -> {
                int few = of(1, 2, 3, 8);
                yield given(
                        apart && pixels * taps * in[3] * few < products / 4, () -> Settings.shared(in, few, w, end));
            }
            case "Conv2DTranspose" -> {
                int tall = Settings.reach(in[1], w, 0);
                int broad = Settings.reach(in[2], w, 1);
                double cost = (double) in[0] * in[1] * in[2] * taps * in[3] * filters;
                yield given(
                        tall > 0
                                && broad > 0
                                && cost < products
                                && (double) in[0] * tall * broad * filters < products / 10,
                        () -> Settings.transposed(in, filters, w, end));
            }
            case "MaxPooling2D", "AveragePooling2D" -> {
                Window pool = new Window(w.kernel(), w.strides(), new Size(1, 1), w.padding(), new int[4]);
                boolean inside = pool.places(1, in[1]) > 0 && pool.places(2, in[2]) > 0;
                double cost = (double) in[0] * pool.places(1, in[1]) * pool.places(2, in[2]) * taps * in[3];
                yield given(inside && cost < products / 10, () -> Settings.pooling(in, pool, kind.startsWith("Max")));
            }
            case "UpSampling2D" -> {
                Size by = new Size(1 + r.nextInt(4), 1 + r.nextInt(4));
                double cost = (double) in[0] * in[1] * in[2] * in[3] * by.height() * by.width();
                boolean bilinear = r.nextBoolean();
                yield given(cost < products / 20, () -> OtherSettings.upsampling(in, by, bilinear));
            }
            case "Dense" -> {
                int rank = 2 + r.nextInt(3);
                int[] rows = rank == 2 ? new int[] {in[0], in[3]} : rank == 3 ? new int[] {in[0], in[1], in[3]} : in;
                yield given(true, () -> OtherSettings.dense(rows, filters, end));
            }
            case "BatchNormalization" -> {
                boolean training = r.nextBoolean();
                yield given(true, () -> OtherSettings.batchNormalization(in, training));
            }
            case "LayerNormalization" -> given(true, () -> OtherSettings.layerNormalization(in));
            case "Correlation" -> {
                int d = r.nextInt(5);
                double cost = (double) in[0] * in[1] * in[2] * in[3] * (2 * d + 1) * (2 * d + 1);
                yield given(cost < products / 2, () -> OtherSettings.correlation(in, d));
            }
            case "DualConv2D" -> {
                Fusion fusion = OtherSettings.FUSIONS.get(r.nextInt(OtherSettings.FUSIONS.size()));
                yield given(whole, () -> OtherSettings.dual(in, filters, w, fusion, end));
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Optional<Setting> given(boolean fits, java.util.function.Supplier<Setting> setting) {
        return fits ? Optional.of(setting.get()) : Optional.empty();
    }
}
