package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** What every layer with a kernel over images (N, H, W, C) refuses, whatever its window is. */
final class ImageRefusals {

    private ImageRefusals() {}

    static List<Refusal> of(Supplier<? extends Layer> layer, String name) {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.input(layer, shapes(Shape.of(10)), name + " takes (N, H, W, C), got (N, 10)", good),
                Refusal.input(
                        layer, shapes(Shape.of(8, 8, 8, 8)), name + " takes (N, H, W, C), got (N, 8, 8, 8, 8)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1)),
                        name + " needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        layer, shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)), name + " takes one input, got 2", good),
                Refusal.laterInput(
                        layer, good, shapes(Shape.of(8, 8, 1)), name + " was built for 3 channels, got (N, 8, 8, 1)"),
                Refusal.laterInput(layer, good, shapes(Shape.of(3)), name + " takes (N, H, W, C), got (N, 3)"));
    }

    /** What a window that may not leave the image refuses. */
    static List<Refusal> ofWindow(Supplier<? extends Layer> five, Supplier<? extends Layer> dilatedThree, String name) {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.input(
                        five,
                        shapes(Shape.of(4, 8, 1)),
                        name + " with kernelSize 5 and VALID padding needs images of at least 5 pixels,"
                                + " got (N, 4, 8, 1)",
                        good),
                Refusal.input(
                        dilatedThree,
                        shapes(Shape.of(8, 4, 1)),
                        name + " with kernelSize 3, dilationRate 2 and VALID padding needs images of at least 5 pixels,"
                                + " got (N, 8, 4, 1)",
                        good));
    }
}
