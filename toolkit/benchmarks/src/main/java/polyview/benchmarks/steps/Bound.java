package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers whose weights are the same for all channels, on images 128x128x4, a batch of 32; then the mean over all positions and
 * a dense layer.
 *
 * <p>The peers do what their users write: a repeated kernel for tied weights, channels as further samples where every channel is
 * looked at by itself.
 *
 * @param layer the layer
 */
public record Bound(Kind layer) implements Work {

    /** The channels of the images. */
    public static final int CHANNELS = 4;

    /** The filters of the layer. */
    public static final int FILTERS = 16;

    /** Height and width of the kernels of tied and shared weights. */
    public static final int KERNEL = 5;

    private static final int SIZE = 128;

    /** The layers. */
    public enum Kind {
        /** One kernel for the sum over all channels: TiedConv2D. */
        TIED,
        /** The same filters on every channel by itself: SharedConv2D. */
        SHARED,
        /** A model of two convolutions on every channel by itself, then the largest: PerChannel and ViewPooling. */
        PER_CHANNEL
    }

    /** One work for each layer. */
    public static List<Bound> all() {
        List<Bound> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(new Bound(kind));
        }
        return all;
    }

    @Override
    public String name() {
        return switch (layer) {
            case TIED -> "tied";
            case SHARED -> "shared";
            case PER_CHANNEL -> "per-channel";
        };
    }

    @Override
    public int batch() {
        return 32;
    }

    @Override
    public List<long[]> inputs() {
        return List.of(new long[] {SIZE, SIZE, CHANNELS});
    }

    @Override
    public <T> T logits(Net<T> net, List<T> inputs) {
        T x = inputs.get(0);
        return switch (layer) {
            case TIED -> {
                T kernel = net.kernel(KERNEL, KERNEL, 1, FILTERS);
                T maps = net.conv(x, net.copies(kernel, CHANNELS), net.vector(FILTERS), true);
                yield net.dense(net.globalMean(net.relu(maps)), FILTERS, CLASSES);
            }
            case SHARED -> {
                T means = net.globalMean(net.convRelu(net.fold(x), KERNEL, 1, FILTERS));
                yield net.dense(net.unfold(means, CHANNELS), CHANNELS * FILTERS, CLASSES);
            }
            case PER_CHANNEL -> {
                T maps = net.maxPool(net.convRelu(net.fold(x), 3, 1, FILTERS));
                T means = net.globalMean(net.convRelu(maps, 3, FILTERS, 2 * FILTERS));
                yield net.dense(net.maxOverFolded(means, CHANNELS), 2 * FILTERS, CLASSES);
            }
        };
    }
}
