package polyview.data.manifest;

import java.io.Serializable;
import java.util.List;

/**
 * One input or one target of the samples of a {@link Manifest}, and the columns that it is made of.
 *
 * <p>Example: {@code stack("mri", "t1", "flair")} is {@code SampleColumn[name=mri, kind=STACK, columns=[t1, flair]]}.
 *
 * @param name of the input or target
 * @param kind what a sample has there
 * @param columns of the file or table, at least one
 */
public record SampleColumn(String name, Kind kind, List<String> columns) implements Serializable {

    /** What a sample has in an input or a target. */
    public enum Kind {
        /** An input: one image file, (H, W, C). */
        IMAGE,
        /** An input: several image files of one size, their channels after one another, (H, W, C of all). */
        STACK,
        /** An input: several image files of one form, each there or missing, (V, H, W, C); a second input tells which are there, (V). */
        VIEWS,
        /** An input or a target: K numbers. */
        NUMBERS,
        /** A target: the index of a class. */
        LABEL,
        /** A target: an image file whose values are indices of classes. */
        MASK,
        /** A target: an image file whose values are brightness or colour. */
        IMAGE_TARGET,
        /** A target: several image files of one size, their channels after one another, (H, W, C of all). */
        STACKED_TARGET;

        /** Whether it is a target of brightness or colour, of one file or several. */
        public boolean isOfTones() {
            return this == IMAGE_TARGET || this == STACKED_TARGET;
        }

        /** Whether the channels of its files follow one another. */
        public boolean isStacked() {
            return this == STACK || this == STACKED_TARGET;
        }

        /** Whether its columns are paths of image files. */
        public boolean isOfFiles() {
            return this != NUMBERS && this != LABEL;
        }
    }

    /** What the input that tells which views are there is called: {@code views_present} for {@code views}. */
    public static final String PRESENT = "_present";

    /** Keeps a copy of the list. */
    public SampleColumn {
        columns = List.copyOf(columns);
    }

    static SampleColumn of(Kind kind, String column) {
        return new SampleColumn(column, kind, List.of(column));
    }
}
