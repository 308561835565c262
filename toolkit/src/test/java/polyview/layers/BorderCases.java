package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** What the battery asks of the layers that add a border to images or cut one off. */
final class BorderCases {

    /** Makes the layer: one number, two, or four. */
    interface Factory {
        Layer of(int... pixels);
    }

    private record Sides(int top, int bottom, int left, int right) {}

    private static final List<Sides> SIDES = List.of(
            new Sides(0, 0, 0, 0),
            new Sides(1, 1, 1, 1),
            new Sides(1, 1, 2, 2),
            new Sides(0, 2, 1, 0),
            new Sides(2, 0, 0, 1),
            new Sides(0, 0, 0, 3));

    private final String kind;
    private final String option;
    private final Factory factory;
    private final int sign;

    /** A positive sign for layers that add, a negative one for those that cut. */
    BorderCases(String kind, String option, Factory factory, int sign) {
        this.kind = kind;
        this.option = option;
        this.factory = factory;
        this.sign = sign;
    }

    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape image : List.of(Shape.of(3, 4, 1), Shape.of(5, 7, 2), Shape.of(4, 5, 3), Shape.of(1, 1, 1))) {
            for (Sides sides : SIDES) {
                if (sign > 0
                        || sides.top() + sides.bottom() < image.get(0) && sides.left() + sides.right() < image.get(1)) {
                    cases.add(of(image, sides, sides.top(), sides.bottom(), sides.left(), sides.right()));
                }
            }
        }
        cases.add(of(Shape.of(3, 4, 2), new Sides(1, 1, 1, 1), 1));
        cases.add(of(Shape.of(5, 3, 2), new Sides(2, 2, 1, 1), 2, 1));
        return cases;
    }

    private LayerCase of(Shape image, Sides sides, int... pixels) {
        String name = image + ", " + sides + " by " + pixels.length;
        return LayerCase.of(name, () -> factory.of(pixels), image)
                .reference((in, w) -> moved(in.get(0), sides))
                .sizesMayBeUnknown();
    }

    /** Each pixel from its place in the input, zero outside. */
    private DoubleArray moved(DoubleArray x, Sides sides) {
        int[] shape = x.shape();
        shape[1] += sign * (sides.top() + sides.bottom());
        shape[2] += sign * (sides.left() + sides.right());
        return DoubleArray.generate(shape, at -> {
            int row = at[1] - sign * sides.top();
            int column = at[2] - sign * sides.left();
            boolean inside = row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2);
            return inside ? x.get(at[0], row, column, at[3]) : 0;
        });
    }

    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.option(() -> factory.of(-1), option + " must not be negative, got -1"),
                Refusal.option(() -> factory.of(1, -2), option + " must not be negative, got -2"),
                Refusal.option(() -> factory.of(1, 1, 1, -3), option + " must not be negative, got -3"),
                Refusal.option(() -> factory.of(1, -4, 1, 1), option + " must not be negative, got -4"),
                Refusal.input(
                        () -> factory.of(1), shapes(Shape.of(8, 8)), kind + " takes (N, H, W, C), got (N, 8, 8)", good),
                Refusal.input(
                        () -> factory.of(1),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        kind + " takes one input, got 2",
                        good));
    }
}
