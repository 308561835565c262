package polyview.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import polyview.data.FloatArray;

/** Views and their presence for tests: a reference that sees the views that are present, and other padding for the rest. */
final class Views {

    private Views() {}

    /** The function of the views that are present, as one batch {@code (M, ...)}; what it gives goes back, and 0 for the others. */
    static DoubleArray each(DoubleArray x, DoubleArray presence, UnaryOperator<DoubleArray> function) {
        int views = x.size(0) * x.size(1);
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < views; i++) {
            if (presence.values()[i] > 0.5) {
                there.add(i);
            }
        }
        int[] one = Arrays.copyOfRange(x.shape(), 1, x.rank());
        one[0] = there.size();
        DoubleArray rows = DoubleArray.zeros(one);
        int size = x.values().length / views;
        for (int row = 0; row < there.size(); row++) {
            System.arraycopy(x.values(), there.get(row) * size, rows.values(), row * size, size);
        }
        DoubleArray made = function.apply(rows);
        int[] shape = new int[made.rank() + 1];
        System.arraycopy(made.shape(), 0, shape, 1, made.rank());
        shape[0] = x.size(0);
        shape[1] = x.size(1);
        DoubleArray all = DoubleArray.zeros(shape);
        int length = there.isEmpty() ? 0 : made.values().length / there.size();
        for (int row = 0; row < there.size(); row++) {
            System.arraycopy(made.values(), row * length, all.values(), there.get(row) * length, length);
        }
        return all;
    }

    /** As many ones as there are views. */
    static DoubleArray all(DoubleArray x) {
        return DoubleArray.zeros(x.size(0), x.size(1)).map(zero -> 1);
    }

    /** The same views with a number where they are missing, and more missing ones behind them. */
    static FloatArray padded(FloatArray x, FloatArray presence, int more, float padding) {
        int samples = (int) x.shape().get(0);
        int views = (int) x.shape().get(1);
        int size = x.values().length / (samples * views);
        float[] made = new float[samples * (views + more) * size];
        Arrays.fill(made, padding);
        for (int n = 0; n < samples; n++) {
            for (int v = 0; v < views; v++) {
                if (presence.get(n, v) > 0.5) {
                    int to = (n * (views + more) + v) * size;
                    System.arraycopy(x.values(), (n * views + v) * size, made, to, size);
                }
            }
        }
        long[] shape = x.shape().asArray();
        shape[1] = views + more;
        return FloatArray.of(made, shape);
    }
}
