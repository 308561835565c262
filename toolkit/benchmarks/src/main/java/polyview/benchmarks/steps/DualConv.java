package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Several images, each through a convolution with ReLU; side by side; max pooling; a convolution; max pooling; a convolution;
 * the mean over all positions; a dense layer. Two images 64x64x3, 32 filters and a batch of 32 make 9.97 GFLOP a step.
 *
 * @param batch samples in a step
 * @param size of the images, in pixels
 * @param filters of the first convolutions; the later ones have twice as many
 * @param views images in a sample
 * @param depth convolutions behind the concatenation
 */
public record DualConv(int batch, int size, int filters, int views, int depth) implements Work {

    /** The work that is quoted. */
    public static final DualConv PLAIN = new DualConv(32, 64, 32, 2, 2);

    /** A step of about a millisecond. */
    public static final DualConv SMALL = new DualConv(8, 16, 8, 2, 1);

    /** Batches of 1 to 128. */
    public static List<DualConv> batches() {
        return of(n -> new DualConv(n, 64, 32, 2, 2), 1, 4, 8, 16, 32, 64, 128);
    }

    /** Images of 32 to 256 pixels, eight in a batch. */
    public static List<DualConv> sizes() {
        return of(n -> new DualConv(8, n, 32, 2, 2), 32, 48, 64, 96, 128, 192, 256);
    }

    /** Filters, 8 to 128. */
    public static List<DualConv> filterCounts() {
        return of(n -> new DualConv(16, 64, n, 2, 2), 8, 16, 32, 64, 128);
    }

    /** Views, 2 to 16. */
    public static List<DualConv> viewCounts() {
        return of(n -> new DualConv(8, 64, 32, n, 2), 2, 4, 8, 16);
    }

    /** Convolutions behind the concatenation, 2 to 64. */
    public static List<DualConv> depths() {
        return of(n -> new DualConv(8, 64, 16, 2, n), 2, 8, 16, 32, 64);
    }

    private static List<DualConv> of(IntFunction<DualConv> work, int... numbers) {
        return IntStream.of(numbers).mapToObj(work).toList();
    }

    @Override
    public String name() {
        return equals(PLAIN)
                ? "dual-conv"
                : equals(SMALL)
                        ? "small"
                        : "batch" + batch + "-size" + size + "-filters" + filters + "-views" + views + "-depth" + depth;
    }

    @Override
    public List<long[]> inputs() {
        List<long[]> inputs = new ArrayList<>();
        for (int i = 0; i < views; i++) {
            inputs.add(new long[] {size, size, 3});
        }
        return inputs;
    }

    @Override
    public <T> T logits(Net<T> net, List<T> inputs) {
        List<T> maps = new ArrayList<>();
        inputs.forEach(x -> maps.add(net.convRelu(x, 3, 3, filters)));
        T x = net.maxPool(net.concat(maps));
        int channels = views * filters;
        for (int i = 0; i < depth; i++) {
            x = net.convRelu(x, 3, channels, 2 * filters);
            x = i == 0 ? net.maxPool(x) : x;
            channels = 2 * filters;
        }
        return net.dense(net.globalMean(x), channels, CLASSES);
    }
}
