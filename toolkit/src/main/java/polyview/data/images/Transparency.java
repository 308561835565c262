package polyview.data.images;

import java.io.Serializable;
import java.util.List;

/**
 * What becomes of the transparency of a file: of an alpha channel, of a clear colour, of a palette's.
 *
 * <p>Example: {@code ImageForm.rgb(64, 64).transparency(Transparency.over("#ffffff"))} shows icons on white, as a page does; {@code
 * ImageForm.of(64, 64, 4).transparency(Transparency.keep())} takes it as a fourth channel, 1 where a file has none.
 */
public sealed interface Transparency extends Serializable {

    /** Colours stay as the file has them, also where they cannot be seen. */
    record Drop() implements Transparency {}

    /** The last channel of the image: a form of 2 or 4 channels; a file without transparency is solid. */
    record Keep() implements Transparency {}

    /**
     * {@code a x + (1 - a) background}, for the share a that is solid, in the numbers of the file.
     *
     * <p>Refused: {@code background must be a colour such as #ff8000, got red}.
     *
     * @param background its red, green and blue, 0xRRGGBB
     */
    record Over(int background) implements Transparency {
        /** Checks the colour. */
        public Over {
            Colours.require("background", background);
        }

        /** The background's channels in 0..1; gray by its light. */
        List<Double> channels(int count) {
            double red = (background >> 16) / 255.0;
            double green = (background >> 8 & 255) / 255.0;
            double blue = (background & 255) / 255.0;
            return count == 1 ? List.of(0.299 * red + 0.587 * green + 0.114 * blue) : List.of(red, green, blue);
        }
    }

    /** {@link Drop}, the default. */
    static Transparency drop() {
        return new Drop();
    }

    /** {@link Keep}. */
    static Transparency keep() {
        return new Keep();
    }

    /** {@link Over} a colour such as {@code #ffffff}. */
    static Transparency over(String background) {
        return new Over(Colours.of("background", background));
    }
}
