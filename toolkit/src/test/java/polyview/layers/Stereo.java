package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** What the layers that compare two images along their rows have in common. */
final class Stereo {

    private Stereo() {}

    /** What the second image has d columns to the left; 0 outside. */
    static double moved(DoubleArray second, int n, int i, int j, int disparity, int channel) {
        int column = j - disparity;
        return column >= 0 && column < second.size(2) ? second.get(n, i, column, channel) : 0;
    }

    /** First and last disparity: one, few, more than the image has columns, both sides, and the left side alone. */
    static List<int[]> ranges() {
        return List.of(
                new int[] {0, 0}, new int[] {0, 1}, new int[] {0, 4}, new int[] {-2, 2}, new int[] {-1, 9}, new int[] {
                    -3, 0
                });
    }

    static List<Refusal> refusals(Supplier<? extends Layer> layer, String kind) {
        List<Shape> good = shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2));
        List<Refusal> all = new ArrayList<>(MergeCases.refusals(layer, kind, "two"));
        all.add(Refusal.input(
                layer, shapes(MergeCases.inputs(3, Shape.of(4, 4, 2))), kind + " takes two inputs, got 3", good));
        all.add(Refusal.input(
                layer, shapes(Shape.of(10), Shape.of(10)), kind + " takes (N, H, W, C), got (N, 10)", good));
        return all;
    }
}
