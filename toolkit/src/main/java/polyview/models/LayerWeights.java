package polyview.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * The weights of one layer of a model, by their paths within the layer: {@code kernel}, or {@code first/kernel} where the
 * layer uses others.
 *
 * <p>It keeps no values: what is read is what the model has at that moment, also after training or compiling again.
 *
 * <p>Refused: {@code layer conv2d has no weight named kernle; there are [kernel, bias]}; {@code weight bias of layer conv2d has
 * shape [8], got [4]}, and then nothing is set; any use after the model was closed.
 *
 * <p>Example: {@code model.layer("conv2d").weight("bias")} is an array of zeros of shape {@code (filters)} at first.
 */
public final class LayerWeights {

    private final Lifecycle model;
    private final String layer;
    private final Map<String, String> paths;
    private final Map<String, Shape> shapes;

    /** The weights of a layer: paths lead from those within it to those in the model, shapes are by the latter. */
    LayerWeights(Lifecycle model, String layer) {
        Network network = model.network();
        this.model = model;
        this.layer = layer;
        this.paths = network.weightPaths(network.layer(layer));
        this.shapes = network.weightShapes();
    }

    /** The values of all weights; empty for a layer that has none. */
    public Map<String, FloatArray> weights() {
        Map<String, FloatArray> all = model.engine().weights();
        Map<String, FloatArray> own = new LinkedHashMap<>();
        paths.forEach((within, path) -> own.put(within, all.get(path)));
        return own;
    }

    /** The value of one weight. */
    public FloatArray weight(String path) {
        FloatArray value = weights().get(path);
        if (value == null) {
            throw unknown(path);
        }
        return value;
    }

    /** Sets some weights or all. */
    public void setWeights(Map<String, FloatArray> values) {
        Map<String, FloatArray> before = weights();
        Map<String, FloatArray> set = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            if (!paths.containsKey(path)) {
                throw unknown(path);
            }
            Shape shape = before.get(path).shape();
            if (!shape.equals(value.shape())) {
                throw new IllegalArgumentException(
                        "weight " + path + " of layer " + layer + " has shape " + shape + ", got " + value.shape());
            }
            set.put(paths.get(path), value);
        });
        model.engine().setWeights(set);
    }

    private IllegalArgumentException unknown(String path) {
        return new IllegalArgumentException(
                "layer " + layer + " has no weight named " + path + "; there are " + paths.keySet());
    }

    /** The layer, and paths and shapes of its weights: {@code conv2d [kernel(3, 3, 1, 8), bias(8)]}. */
    @Override
    public String toString() {
        return layer + " "
                + paths.entrySet().stream()
                        .map(e -> e.getKey() + Shapes.text(shapes.get(e.getValue())))
                        .toList();
    }
}
