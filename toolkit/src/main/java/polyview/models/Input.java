package polyview.models;

import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.layers.SymbolicTensor;

/** The inputs of a model; {@code -1} stands for a size that may differ from batch to batch. */
public final class Input {

    static {
        Startup.begin();
    }

    private Input() {}

    /**
     * An image: {@code (N, height, width, channels)}, sizes in pixels.
     *
     * <p>Refused: {@code size of input left must be positive or -1, got 0}.
     *
     * <p>Example: {@code Input.image("left", 64, 64, 3)} prints {@code left (N, 64, 64, 3)}.
     */
    public static SymbolicTensor image(String name, int height, int width, int channels) {
        return of(name, height, width, channels);
    }

    /** Numbers of any shape, given without the batch dimension: {@code Input.of("age", 1)} is {@code (N, 1)}. */
    public static SymbolicTensor of(String name, long... sizes) {
        for (long size : sizes) {
            if (size != -1 && size < 1) {
                throw new IllegalArgumentException("size of input " + name + " must be positive or -1, got " + size);
            }
        }
        return SymbolicTensor.input(name, Shape.of(sizes).prepend(-1));
    }
}
