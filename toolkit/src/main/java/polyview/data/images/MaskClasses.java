package polyview.data.images;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import polyview.base.Checks;

/**
 * What the pixels of a mask mean: class indices, whole numbers from 0 on, by their own number or by a table.
 *
 * <p>See {@link ImageForm#mask}, {@link ImageForm#grayValues} and {@link ImageForm#colours}.
 */
public sealed interface MaskClasses extends Serializable {

    /** The number of a pixel is its class: the index into a palette, or the gray value as it is stored. */
    record Numbers() implements MaskClasses {}

    /**
     * A class for each number that a pixel may have.
     *
     * <p>Refused: an empty table, and {@code class of 255 must not be negative, got -1}.
     *
     * @param classes the class of each number, sorted
     */
    record OfNumbers(Map<Integer, Integer> classes) implements MaskClasses {
        /** Copies the table. */
        public OfNumbers {
            if (classes.isEmpty()) {
                throw new IllegalArgumentException("grayValues must not be empty");
            }
            classes.forEach((value, index) -> Checks.requireNotNegative("class of " + value, index));
            classes = Collections.unmodifiableMap(new TreeMap<>(classes));
        }

        /** The class of each value is its place. */
        static OfNumbers of(int... values) {
            Map<Integer, Integer> classes = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                if (classes.put(values[i], i) != null) {
                    throw new IllegalArgumentException("grayValues must be different, got " + values[i] + " twice");
                }
            }
            return new OfNumbers(classes);
        }
    }

    /**
     * A class for each colour: its place in the list.
     *
     * <p>Refused: an empty list, and a colour that stands in it twice.
     *
     * @param colours 0xRRGGBB each
     */
    record OfColours(List<Integer> colours) implements MaskClasses {
        /** Copies the list. */
        public OfColours {
            colours = List.copyOf(colours);
            if (colours.isEmpty()) {
                throw new IllegalArgumentException("colours must not be empty");
            }
            HashSet<Integer> seen = new HashSet<>();
            for (int colour : colours) {
                if (!seen.add(Colours.require("colours", colour))) {
                    throw new IllegalArgumentException(
                            "colours must be different, got " + Colours.text(colour) + " twice");
                }
            }
        }

        /** The class of each colour. */
        Map<Integer, Integer> table() {
            Map<Integer, Integer> table = new HashMap<>();
            IntStream.range(0, colours.size()).forEach(i -> table.put(colours.get(i), i));
            return table;
        }
    }
}
