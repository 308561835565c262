package polyview.data.images;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import polyview.base.Checks;

/**
 * What of a file becomes pixels, and which numbers they get: the options of an {@link ImageForm} that are about files, as formats see
 * them.
 *
 * <p>Refused: {@code page must not be negative, got -1}, {@code notFiniteAs must be finite, got NaN}.
 *
 * @param range how numbers come into 0..1
 * @param classes what pixels of a mask mean; empty for images
 * @param transparency what becomes of it
 * @param turned whether the orientation of EXIF data is applied
 * @param pages of a file of several pages, each a part of the channels; empty where the file must have one
 * @param everyPage whether all pages are taken
 * @param slices of a volume
 * @param array the name of the array in an .npz file, where there are several
 * @param notFinite what stands in place of numbers that are not finite; empty where such files are bad
 */
public record Decoding(
        PixelRange range,
        Optional<MaskClasses> classes,
        Transparency transparency,
        boolean turned,
        List<Integer> pages,
        boolean everyPage,
        Optional<Slices> slices,
        Optional<String> array,
        Optional<Double> notFinite)
        implements Serializable {

    /** What holds where nothing is said: by type, no mask, transparency dropped, turned, one page. */
    public static final Decoding USUAL = new Decoding(
            new PixelRange.ByType(),
            Optional.empty(),
            Transparency.drop(),
            true,
            List.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Checks the numbers; a copy of the list is kept. */
    public Decoding {
        pages = List.copyOf(pages);
        pages.forEach(page -> Checks.requireNotNegative("page", page));
        notFinite.ifPresent(value -> Checks.requireFinite("notFiniteAs", value));
    }

    /** Whether a palette's pixels are wanted as indices instead of colours. */
    public boolean indices() {
        return classes.isPresent() && !(classes.get() instanceof MaskClasses.OfColours);
    }

    Decoding range(PixelRange newRange) {
        return new Decoding(newRange, classes, transparency, turned, pages, everyPage, slices, array, notFinite);
    }

    Decoding classes(MaskClasses newClasses) {
        return new Decoding(
                range, Optional.of(newClasses), transparency, turned, pages, everyPage, slices, array, notFinite);
    }

    Decoding transparency(Transparency newTransparency) {
        return new Decoding(range, classes, newTransparency, turned, pages, everyPage, slices, array, notFinite);
    }

    Decoding unturned() {
        return new Decoding(range, classes, transparency, false, pages, everyPage, slices, array, notFinite);
    }

    Decoding pages(List<Integer> newPages, boolean every) {
        return new Decoding(range, classes, transparency, turned, newPages, every, slices, array, notFinite);
    }

    Decoding slices(Slices newSlices) {
        return new Decoding(
                range, classes, transparency, turned, pages, everyPage, Optional.of(newSlices), array, notFinite);
    }

    Decoding array(String name) {
        return new Decoding(
                range, classes, transparency, turned, pages, everyPage, slices, Optional.of(name), notFinite);
    }

    Decoding notFinite(double value) {
        return new Decoding(range, classes, transparency, turned, pages, everyPage, slices, array, Optional.of(value));
    }

    /** Refused: {@code the form takes pages, which a PNG file has not}, and the same of slices and arrays. */
    void mustNotSelect(String format) throws IOException {
        if (!pages.isEmpty() || everyPage) {
            throw new IOException("the form takes pages, which a " + format + " file has not");
        }
        mustHaveNoArrays(format);
    }

    /** Refused: {@code the form takes slices of a volume, which a TIFF file has not}, and the same of arrays. */
    void mustHaveNoArrays(String format) throws IOException {
        if (slices.isPresent()) {
            throw new IOException("the form takes slices of a volume, which a " + format + " file has not");
        }
        if (array.isPresent()) {
            throw new IOException(
                    "the form takes the array " + array.get() + ", and a " + format + " file has no names of arrays");
        }
    }
}
