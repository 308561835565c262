package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class PermuteTest extends LayerBattery {

    private static final int[][] ORDERS = {
        {1}, {1, 2}, {2, 1}, {1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}, {4, 2, 1, 3}
    };

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (int[] dims : ORDERS) {
            Shape shape = Shape.of(2, 3, 4, 5).take(dims.length);
            LayerCase made = LayerCase.of(Shape.of(longs(dims)) + " of " + shape, () -> new Permute(dims), shape)
                    .reference((in, w) -> permute(in.get(0), dims));
            // With channels last both before and after, which is what the battery looks at.
            cases.add(dims.length == 3 && dims[2] == 3 ? made.sizesMayBeUnknown() : made);
        }
        return cases;
    }

    private static long[] longs(int[] dims) {
        return Arrays.stream(dims).asLongStream().toArray();
    }

    private static DoubleArray permute(DoubleArray x, int[] dims) {
        int[] shape = x.shape();
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = x.size(dims[axis - 1]);
        }
        return DoubleArray.generate(shape, at -> {
            int[] from = at.clone();
            for (int axis = 1; axis < at.length; axis++) {
                from[dims[axis - 1]] = at[axis];
            }
            return x.get(from);
        });
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.option(Permute::new, "dims must name at least one axis, got []"),
                Refusal.option(() -> new Permute(1, 1), "dims must hold each of 1 to 2 once, got [1, 1]"),
                Refusal.option(() -> new Permute(0, 1), "dims must hold each of 1 to 2 once, got [0, 1]"),
                Refusal.option(() -> new Permute(1, 3), "dims must hold each of 1 to 2 once, got [1, 3]"),
                Refusal.input(
                        () -> new Permute(2, 1),
                        shapes(Shape.of(3)),
                        "permute with dims [2, 1] takes 2 axes after the batch, got (N, 3)",
                        shapes(Shape.of(3, 4))),
                Refusal.input(
                        () -> new Permute(1).name("same"),
                        shapes(Shape.of(3, 4)),
                        "same with dims [1] takes 1 axis after the batch, got (N, 3, 4)",
                        shapes(Shape.of(3))),
                Refusal.input(
                        () -> new Permute(2, 1),
                        shapes(Shape.of(3, 4), Shape.of(3, 4)),
                        "permute takes one input, got 2",
                        shapes(Shape.of(3, 4))));
    }

    @Test
    void anArrayThatIsChangedLaterChangesNothing() {
        int[] dims = {2, 1};
        Permute layer = new Permute(dims);
        dims[0] = 1;
        dims[1] = 2;
        Examples.shapeAndParameters(layer, shapes(Shape.of(3, 4)), Shape.of(-1, 4, 3), 0);
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new Permute(3, 1, 2), shapes(Shape.of(28, 20, 3)), Shape.of(-1, 3, 28, 20), 0);
        Examples.values(
                new Permute(2, 1),
                List.of(FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3)),
                FloatArray.of(new float[] {1, 4, 2, 5, 3, 6}, 1, 3, 2));
    }
}
