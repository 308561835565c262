package polyview.models;

import java.util.Locale;
import org.tensorflow.ndarray.Shape;

/**
 * A weight as it stands in a file of Keras.
 *
 * @param outer the name of the outermost layer that it belongs to
 * @param inside the path from there to its own layer; empty where that is the outermost
 * @param place its own layer by kind and number, as {@code functional/conv2d_1}; empty in files that have names alone
 * @param weight its name, or its number where the file has no name
 * @param shape its shape
 * @param type what its numbers are, as {@code float32}
 * @param dataset its path in the file
 */
record KerasEntry(String outer, String inside, String place, String weight, Shape shape, String type, String dataset) {

    /** What Keras keeps for itself: the state of a generator of random numbers. */
    boolean isSeed() {
        return weight.contains("seed_generator") || dataset.contains("/seed_generator/");
    }

    /** The path of its layer. */
    String layer() {
        return inside.isEmpty() ? outer : outer + "/" + inside;
    }

    /** The name of the weight as Keras 3 has it: without {@code :0}, {@code depthwise_kernel} alone is kept as it is. */
    String plainWeight() {
        return weight.replaceAll(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    KerasEntry under(String newOuter, String newInside) {
        return new KerasEntry(newOuter, newInside, place, weight, shape, type, dataset);
    }
}
