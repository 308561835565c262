package polyview.models;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.Batch;
import polyview.data.FloatArray;

/** What is refused of the inputs of a tiled prediction, before a tile is cut. */
final class TiledInputs {

    private TiledInputs() {}

    /** Refuses inputs that cannot be cut alike, or not into what the model takes; gives the index of the first image. */
    static int requireAlike(List<Program.Port> ports, List<FloatArray> inputs, Tiling tiling) {
        int first = -1;
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = inputs.get(i).shape();
            Program.Port port = ports.get(i);
            int rank = shape.numDimensions();
            if (rank != 4 && rank != 2) {
                throw new IllegalArgumentException("input " + port.name()
                        + " must be images (N, H, W, C), which are cut, or numbers (N, F), which every tile gets, got "
                        + Shapes.text(shape));
            }
            if (shape.get(0) != inputs.get(0).shape().get(0)) {
                throw new IllegalArgumentException("inputs must have as many samples, got "
                        + inputs.get(0).size(0) + " of " + ports.get(0).name() + " and " + shape.get(0) + " of "
                        + port.name());
            }
            if (rank == 2) {
                Feeds.requireShape("input", port, shape, "");
                continue;
            }
            requireTaken(port, shape, tiling);
            if (first < 0) {
                first = i;
            } else {
                requireOneSize(ports.get(first).name(), inputs.get(first).shape(), port.name(), shape);
            }
        }
        if (first < 0) {
            throw new IllegalArgumentException("none of the inputs is an image (N, H, W, C): nothing can be tiled");
        }
        // Here a sample is an image; in a batch that the model gets it is a tile.
        Batch images = new Batch(inputs, List.of());
        Feeds.requireSamples(ports, images);
        Feeds.requireFinite(ports, images);
        return first;
    }

    /** The channels must be those that the model takes, and the size of a tile the size. */
    private static void requireTaken(Program.Port port, Shape image, Tiling tiling) {
        if (port.shape().numDimensions() != 4) {
            Feeds.requireShape("input", port, image, "");
        }
        Shape anySize = Shape.of(-1, -1, -1, port.shape().get(3));
        if (!anySize.isCompatibleWith(image)) {
            throw new IllegalArgumentException("input " + port.name() + " must have shape " + Shapes.text(anySize)
                    + ", got " + Shapes.text(image));
        }
        long height = port.shape().get(1) < 0 ? tiling.height() : port.shape().get(1);
        long width = port.shape().get(2) < 0 ? tiling.width() : port.shape().get(2);
        if (height != tiling.height() || width != tiling.width()) {
            throw new IllegalArgumentException("tile must have the size (" + height + ", " + width
                    + ") that input " + port.name() + " of the model takes, got (" + tiling.height() + ", "
                    + tiling.width() + ")");
        }
    }

    private static void requireOneSize(String one, Shape shape, String other, Shape otherShape) {
        if (shape.get(1) != otherShape.get(1) || shape.get(2) != otherShape.get(2)) {
            throw new IllegalArgumentException("images must have one height and width, to be cut alike, got " + one
                    + " " + Shapes.text(shape) + " and " + other + " " + Shapes.text(otherShape));
        }
    }
}
