package polyview.benchmarks.steps;

import java.util.List;

/**
 * Dense2D: a weight and a bias for every element of gray images 128x128, twice with ReLU, then summed over the rows, and a dense
 * layer; a batch of 128.
 */
public record Matrices() implements Work {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "dense2d";
    }

    @Override
    public int batch() {
        return 128;
    }

    @Override
    public List<long[]> inputs() {
        return List.of(new long[] {SIZE, SIZE});
    }

    @Override
    public <T> T logits(Net<T> net, List<T> inputs) {
        T x = inputs.get(0);
        for (int i = 0; i < 2; i++) {
            x = net.relu(elements(net, x));
        }
        return net.dense(net.sumRows(elements(net, x)), SIZE, CLASSES);
    }

    private static <T> T elements(Net<T> net, T x) {
        return net.elements(x, net.grid(SIZE, SIZE), net.grid(SIZE, SIZE));
    }
}
