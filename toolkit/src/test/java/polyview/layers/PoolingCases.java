package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.tensorflow.ndarray.Shape;

/** What the battery asks of every pooling: the same grid of windows, strides and borders. */
final class PoolingCases<L extends Pooling2D<L>> {

    /** Makes the layer. */
    interface Factory<L> {
        L pool(int height, int width);
    }

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 7), new Size(6, 4));
    private static final List<Size> WINDOWS = List.of(new Size(1, 1), new Size(2, 2), new Size(3, 2), new Size(8, 8));
    private static final List<Size> STRIDES = List.of(new Size(1, 1), new Size(2, 2), new Size(1, 3), new Size(4, 4));

    private final String kind;
    private final Factory<L> factory;
    private final Reducer reducer;

    /** A window to a number: the sum or maximum of its elements, and what is made of it at the end. */
    record Reducer(double start, BinaryOperator<Double> add, BinaryOperator<Double> finish) {}

    PoolingCases(String kind, Factory<L> factory, Reducer reducer) {
        this.kind = kind;
        this.factory = factory;
        this.reducer = reducer;
    }

    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size image : IMAGES) {
            for (Size window : WINDOWS) {
                for (Size strides : STRIDES) {
                    for (Padding padding : Padding.values()) {
                        boolean fits = window.height() <= image.height() && window.width() <= image.width();
                        if (fits || padding == Padding.SAME) {
                            cases.add(of(image, 1 + cases.size() % 3, window, strides, padding));
                        }
                    }
                }
            }
        }
        cases.add(LayerCase.of("nothing set", () -> factory.pool(2, 3), Shape.of(5, 7, 2))
                .reference((in, w) -> pool(in.get(0), new Size(2, 3), new Size(2, 3), Padding.VALID)));
        // Windows of one row or one column.
        for (Size window : List.of(new Size(1, 3), new Size(3, 1))) {
            for (Padding padding : Padding.values()) {
                cases.add(of(new Size(5, 7), 2, window, new Size(2, 2), padding));
            }
        }
        return cases;
    }

    private LayerCase of(Size image, int channels, Size window, Size strides, Padding padding) {
        String name =
                "image " + image + "x" + channels + ", window " + window + ", strides " + strides + ", " + padding;
        return LayerCase.of(
                        name,
                        () -> factory.pool(window.height(), window.width())
                                .strides(strides.height(), strides.width())
                                .padding(padding),
                        Shape.of(image.height(), image.width(), channels))
                .reference((in, w) -> pool(in.get(0), window, strides, padding))
                .sizesMayBeUnknown();
    }

    private DoubleArray pool(DoubleArray x, Size window, Size strides, Padding padding) {
        Sliding.Axis down = Sliding.of(strides, padding).down(x.size(1), window.height());
        Sliding.Axis right = Sliding.of(strides, padding).right(x.size(2), window.width());
        int[] shape = {x.size(0), down.count(), right.count(), x.size(3)};
        return DoubleArray.generate(shape, at -> {
            double result = reducer.start();
            double count = 0;
            for (int u = 0; u < window.height(); u++) {
                for (int v = 0; v < window.width(); v++) {
                    int row = down.place(at[1], u);
                    int column = right.place(at[2], v);
                    if (row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2)) {
                        result = reducer.add().apply(result, x.get(at[0], row, column, at[3]));
                        count++;
                    }
                }
            }
            return reducer.finish().apply(result, count);
        });
    }

    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.option(() -> factory.pool(0, 1), "poolSize must be positive, got 0"),
                Refusal.option(() -> factory.pool(1, -2), "poolSize must be positive, got -2"),
                Refusal.option(() -> factory.pool(2, 2).strides(0), "strides must be positive, got 0"),
                Refusal.input(
                        () -> factory.pool(2, 2),
                        shapes(Shape.of(8, 8)),
                        kind + " takes (N, H, W, C), got (N, 8, 8)",
                        good),
                Refusal.input(
                        () -> factory.pool(2, 3).name("smaller"),
                        shapes(Shape.of(8, 2, 1)),
                        "smaller with poolSize 2x3 and VALID padding needs images of at least 2x3 pixels,"
                                + " got (N, 8, 2, 1)",
                        good),
                Refusal.input(
                        () -> factory.pool(2, 2),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        kind + " takes one input, got 2",
                        good),
                Refusal.laterInput(
                        () -> factory.pool(2, 2),
                        good,
                        shapes(Shape.of(1, 8, 3)),
                        kind + " with poolSize 2 and VALID padding needs images of at least 2 pixels,"
                                + " got (N, 1, 8, 3)"),
                Refusal.lateOption(() -> factory.pool(2, 2), good, p -> p.strides(1), "strides"),
                Refusal.lateOption(() -> factory.pool(2, 2), good, p -> p.padding(Padding.SAME), "padding"));
    }
}
