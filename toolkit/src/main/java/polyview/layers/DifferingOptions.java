package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/** The options in which the convolutions of several images differ, for messages about feature maps of different shapes. */
final class DifferingOptions {

    private DifferingOptions() {}

    /** Such as {@code ; the convolutions differ in filters 2 and 4}; empty where nothing differs that affects the shape. */
    static String text(List<Shape> maps, List<Shape> images, List<Conv2D> convolutions) {
        List<String> found = new ArrayList<>();
        if (equal(sizes(maps))) {
            add(found, "filters", convolutions, Conv2D::filters);
        } else {
            if (!equal(sizes(images))) {
                found.add("images " + Shapes.text(images));
            }
            add(found, "kernelSize", convolutions, Conv2D::kernelSize);
            add(found, "strides", convolutions, Conv2D::strides);
            add(found, "dilationRate", convolutions, Conv2D::dilationRate);
            add(found, "", convolutions, Conv2D::border);
        }
        return found.isEmpty() ? "" : "; the convolutions differ in " + String.join(", ", found);
    }

    private static void add(List<String> found, String option, List<Conv2D> all, Function<Conv2D, Object> value) {
        List<Object> values = all.stream().map(value).toList();
        if (!equal(values)) {
            found.add((option + " "
                            + String.join(
                                    " and ",
                                    values.stream().map(Object::toString).toList()))
                    .strip());
        }
    }

    /** Heights and widths. */
    private static List<String> sizes(List<Shape> shapes) {
        return shapes.stream().map(shape -> Shapes.text(shape.subShape(1, 3))).toList();
    }

    private static boolean equal(List<?> values) {
        return values.stream().distinct().count() == 1;
    }
}
