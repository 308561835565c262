package polyview.explain;

import java.util.OptionalInt;

/**
 * One image of a sample: an input of a model, or one of the images that an input holds.
 *
 * <p>Example: the input {@code front} of {@code (H, W, C)} is one view, {@code front}; the input {@code views} of {@code (V, H, W, C)} is V
 * views, {@code views 0}, {@code views 1} and so on.
 *
 * @param input the name of the model's input
 * @param part which image of it; empty where it is one image
 */
public record View(String input, OptionalInt part) {

    /** The name of the input, with the number of the image where it holds several: {@code views 2}. */
    public String name() {
        return part.isPresent() ? input + " " + part.getAsInt() : input;
    }

    @Override
    public String toString() {
        return name();
    }
}
