package polyview.benchmarks.steps;

import java.util.List;

/**
 * A U-net with two encoders, one for each image 64x64x3: two levels of convolution and max pooling, the deepest maps side by side,
 * then back up by nearest neighbour, with the maps of both encoders beside those from below; a mask comes out. A batch of 16.
 */
public record UNet() implements Work {

    /** The filters of the first level; each deeper level has twice as many. */
    public static final int FILTERS = 16;

    private static final int SIZE = 64;

    private record Encoded<T>(T first, T second, T deepest) {}

    @Override
    public String name() {
        return "unet";
    }

    @Override
    public int batch() {
        return 16;
    }

    @Override
    public List<long[]> inputs() {
        return List.of(new long[] {SIZE, SIZE, 3}, new long[] {SIZE, SIZE, 3});
    }

    @Override
    public long[] mask() {
        return new long[] {SIZE, SIZE, 1};
    }

    @Override
    public <T> T logits(Net<T> net, List<T> inputs) {
        Encoded<T> left = encode(net, inputs.get(0));
        Encoded<T> right = encode(net, inputs.get(1));
        T x = net.convRelu(net.concat(List.of(left.deepest, right.deepest)), 3, 4 * FILTERS, 4 * FILTERS);
        x = net.concat(List.of(net.upsample(x), left.second, right.second));
        x = net.convRelu(x, 3, 8 * FILTERS, 2 * FILTERS);
        x = net.concat(List.of(net.upsample(x), left.first, right.first));
        x = net.convRelu(x, 3, 4 * FILTERS, FILTERS);
        return net.conv(x, net.kernel(1, 1, FILTERS, 1), net.vector(1), true);
    }

    private static <T> Encoded<T> encode(Net<T> net, T image) {
        T first = net.convRelu(image, 3, 3, FILTERS);
        T second = net.convRelu(net.maxPool(first), 3, FILTERS, 2 * FILTERS);
        return new Encoded<>(first, second, net.maxPool(second));
    }
}
