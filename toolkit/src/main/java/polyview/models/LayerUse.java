package polyview.models;

import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/**
 * One application of a layer in a model: what it gives there, and which inputs of the model that depends on. {@link LayerUses} finds
 * them.
 *
 * <p>Example: an encoder's {@code conv2d_1} that sees two images, with the same weights, is used twice: {@code conv2d_1 (N, 10, 10, 16)
 * of [left]} and {@code conv2d_1 (N, 10, 10, 16) of [right]}.
 *
 * @param layer the path of the layer, as {@code conv2d_1} or {@code dual_conv2d/first}
 * @param application which of the layer's applications, from 0
 * @param inputs the names of the model's inputs that it depends on, in their order
 * @param shape what it gives, rows first; inside {@code PerView} and {@code PerChannel} a view is a row
 * @param presence the input that says which views the rows stand for; empty where all are there
 * @param convolution whether the layer is a convolution in two dimensions that gives {@code (N, h, w, filters)}
 */
public record LayerUse(
        String layer,
        int application,
        List<String> inputs,
        Shape shape,
        Optional<String> presence,
        boolean convolution) {

    /** Copies the list. */
    public LayerUse {
        inputs = List.copyOf(inputs);
    }

    /** {@code conv2d_1 (N, 10, 10, 16) of [left]}. */
    @Override
    public String toString() {
        return layer + " " + Shapes.text(shape) + " of " + inputs;
    }
}
