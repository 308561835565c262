package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;

/**
 * Two images 64x64x3, each through a convolution with ReLU, then a fusion; max pooling; a convolution; max pooling; a convolution;
 * the mean over all positions; a dense layer. 32 filters, a batch of 32.
 *
 * @param fusion how the feature maps become one
 */
public record Fused(Kind fusion) implements Work {

    /** The filters of the first convolutions. */
    public static final int FILTERS = 32;

    /** The largest displacement of the correlation. */
    public static final int DISPLACEMENT = 2;

    private static final int SIZE = 64;

    /** Every fusion of Polyview. */
    public enum Kind {
        CONCAT("concat"),
        ADD("add"),
        AVERAGE("average"),
        MULTIPLY("multiply"),
        MAXIMUM("maximum"),
        ABSOLUTE_DIFFERENCE("absoluteDifference"),
        ATTENTION("attention"),
        GATED_SUM("gatedSum"),
        SQUEEZE_EXCITE("squeezeExcite"),
        CORRELATION("correlation");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    /** One work for each fusion. */
    public static List<Fused> all() {
        List<Fused> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(new Fused(kind));
        }
        return all;
    }

    @Override
    public String name() {
        return fusion.name;
    }

    @Override
    public int batch() {
        return 32;
    }

    @Override
    public List<long[]> inputs() {
        return List.of(new long[] {SIZE, SIZE, 3}, new long[] {SIZE, SIZE, 3});
    }

    @Override
    public <T> T logits(Net<T> net, List<T> inputs) {
        T a = net.convRelu(inputs.get(0), 3, 3, FILTERS);
        T b = net.convRelu(inputs.get(1), 3, 3, FILTERS);
        T x = net.maxPool(fuse(net, a, b));
        x = net.maxPool(net.convRelu(x, 3, channels(), 2 * FILTERS));
        x = net.convRelu(x, 3, 2 * FILTERS, 2 * FILTERS);
        return net.dense(net.globalMean(x), 2 * FILTERS, CLASSES);
    }

    private int channels() {
        return switch (fusion) {
            case CONCAT -> 2 * FILTERS;
            case CORRELATION -> (2 * DISPLACEMENT + 1) * (2 * DISPLACEMENT + 1);
            default -> FILTERS;
        };
    }

    private <T> T fuse(Net<T> net, T a, T b) {
        return switch (fusion) {
            case CONCAT -> net.concat(List.of(a, b));
            case ADD -> net.add(a, b);
            case AVERAGE -> net.scale(net.add(a, b), 0.5f);
            case MULTIPLY -> net.mul(a, b);
            case MAXIMUM -> net.max(a, b);
            case ABSOLUTE_DIFFERENCE -> net.abs(net.sub(a, b));
            case ATTENTION -> blend(net, a, b, net.sigmoid(net.dense(net.concat(List.of(a, b)), 2 * FILTERS, FILTERS)));
            case GATED_SUM -> gatedSum(net, net.concat(List.of(a, b)));
            case SQUEEZE_EXCITE -> {
                T means = net.pixelOfMeans(net.concat(List.of(a, b)));
                T hidden = net.relu(net.dense(means, 2 * FILTERS, FILTERS / 2));
                yield blend(net, a, b, net.sigmoid(net.dense(hidden, FILTERS / 2, FILTERS)));
            }
            case CORRELATION -> correlation(net, a, b);
        };
    }

    private static <T> T blend(Net<T> net, T a, T b, T share) {
        return net.add(b, net.mul(share, net.sub(a, b)));
    }

    private static <T> T gatedSum(Net<T> net, T both) {
        T passed = net.mul(net.sigmoid(net.dense(both, 2 * FILTERS, 2 * FILTERS)), both);
        return net.add(net.part(passed, 0, FILTERS), net.part(passed, FILTERS, FILTERS));
    }

    private static <T> T correlation(Net<T> net, T a, T b) {
        List<T> maps = new ArrayList<>();
        for (int down = -DISPLACEMENT; down <= DISPLACEMENT; down++) {
            for (int right = -DISPLACEMENT; right <= DISPLACEMENT; right++) {
                maps.add(net.meanChannels(net.mul(a, net.shift(b, down, right))));
            }
        }
        return net.concat(maps);
    }
}
