package polyview.data.images;

import java.io.Serializable;
import polyview.base.Checks;

/**
 * How the numbers of a file come into the range 0..1, before mean and standard deviation of an {@link ImageForm} are applied.
 *
 * <p>Example: a CT slice in Hounsfield units between air and bone, {@code new PixelRange.Window(-1000, 1000)}: -1000 and less become
 * 0, water (0) becomes 0.5, 1000 and more become 1.
 */
public sealed interface PixelRange extends Serializable {

    /** How it is told behind the other options of a form: {@code , window 0.0 to 100.0}; empty for the usual one. */
    String text();

    /** By the type of the file: {@code x / PixelType.most()}; floats stay as they are. */
    record ByType() implements PixelRange {
        @Override
        public String text() {
            return "";
        }
    }

    /** The numbers as the file has them. */
    record AsStored() implements PixelRange {
        @Override
        public String text() {
            return ", as stored";
        }
    }

    /**
     * {@code (x - low) / (high - low)}, and nothing below 0 or above 1.
     *
     * <p>Refused: {@code high must be larger than low, got low 5.0 and high 5.0}, and what is not finite.
     *
     * @param low what becomes 0
     * @param high what becomes 1
     */
    record Window(double low, double high) implements PixelRange {
        /** Checks that the window is open. */
        public Window {
            Checks.requireFinite("low", low);
            Checks.requireFinite("high", high);
            if (!(high > low)) {
                throw new IllegalArgumentException(
                        "high must be larger than low, got low " + low + " and high " + high);
            }
        }

        @Override
        public String text() {
            return ", window " + low + " to " + high;
        }
    }

    /**
     * A window from one percentile of each image's own numbers to another, all channels together, before it is resized.
     *
     * <p>Percentile q of n sorted numbers is the one at {@code q / 100 (n - 1)}, between two by their share, as {@code numpy.percentile} has
     * it. An image whose two percentiles are the same becomes 0.
     *
     * <p>Refused: {@code percentiles must lie in 0..100, the first below the second, got 99.0 and 1.0}.
     *
     * @param low the percentile that becomes 0
     * @param high the percentile that becomes 1
     */
    record Percentiles(double low, double high) implements PixelRange {
        /** Checks the order. */
        public Percentiles {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new IllegalArgumentException(
                        "percentiles must lie in 0..100, the first below the second, got " + low + " and " + high);
            }
        }

        @Override
        public String text() {
            return ", percentiles " + low + " to " + high;
        }
    }
}
