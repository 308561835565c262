package polyview.data.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The list of image formats that are read: JPEG, PNG, GIF and BMP; those of jars on the class path, and those that were added; TIFF, WebP, PNM
 * (PBM, PGM, PPM, PFM), NumPy's arrays (.npy, .npz) and NIfTI; and what plug-ins of ImageIO read.
 *
 * <p>The first format that recognises a file reads it. A format of your own takes the place of one behind it in this order that has its
 * name. There is one list in a JVM.
 */
public final class ImageFormats {

    private static final int SHOWN = 4;

    private static final List<ImageFormat> FIRST =
            List.of(new JpegFormat(), new PngFormat(), new GifFormat(), new BmpFormat());
    private static final List<ImageFormat> LAST = List.of(
            new TiffFormat(),
            new WebpFormat(),
            new PnmFormat(),
            new NumpyFormat(),
            new NiftiFormat(),
            new ImageIoFormat());
    private static final List<ImageFormat> PROVIDED =
            provided(Thread.currentThread().getContextClassLoader());
    private static final List<ImageFormat> ADDED = new CopyOnWriteArrayList<>();

    private ImageFormats() {}

    /** The formats of jars; one with the name of an earlier format is left out. */
    static List<ImageFormat> provided(ClassLoader loader) {
        List<ImageFormat> provided = new ArrayList<>();
        for (ImageFormat format : ServiceLoader.load(ImageFormat.class, loader)) {
            if (Stream.of(FIRST, provided).flatMap(List::stream).noneMatch(f -> isNamed(f, format.name()))) {
                provided.add(format);
            }
        }
        return List.copyOf(provided);
    }

    /**
     * Adds a format after all others. It replaces one that was added under the same name, so that a cell of a notebook can be run
     * again.
     *
     * <p>Refused: {@code a format PNG is there already}, for a built-in format or one of a jar.
     */
    public static void add(ImageFormat format) {
        if (Stream.of(FIRST, PROVIDED).flatMap(List::stream).anyMatch(f -> isNamed(f, format.name()))) {
            throw new IllegalArgumentException("a format " + format.name() + " is there already");
        }
        synchronized (ADDED) {
            remove(format.name());
            ADDED.add(format);
        }
    }

    /** Removes a format that was added; does nothing for other names. */
    public static void remove(String name) {
        ADDED.removeIf(f -> isNamed(f, name));
    }

    /** All formats, in the order in which they are asked. */
    public static List<ImageFormat> all() {
        List<ImageFormat> all = new ArrayList<>(
                Stream.of(FIRST, PROVIDED, ADDED).flatMap(List::stream).toList());
        for (ImageFormat format : LAST) {
            if (all.stream().noneMatch(f -> isNamed(f, format.name()))) {
                all.add(format);
            }
        }
        return List.copyOf(all);
    }

    /** The extensions of all formats: {@code [jpg, jpeg, png, gif, bmp, tif, ...]}. */
    public static List<String> extensions() {
        return all().stream().flatMap(f -> f.extensions().stream()).distinct().toList();
    }

    /**
     * The format of a file, recognised by its first bytes, never by its name.
     *
     * <p>Refused with an {@link IOException}: {@code the file is empty}, {@code not a JPEG, PNG,
     * GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 54 68 69 73}.
     */
    public static ImageFormat of(byte[] file) throws IOException {
        if (file.length == 0) {
            throw new IOException("the file is empty");
        }
        // Most files, without a list of all.
        for (ImageFormat format : FIRST) {
            if (format.recognizes(file)) {
                return format;
            }
        }
        for (ImageFormat format : all()) {
            if (format.recognizes(file)) {
                return format;
            }
        }
        throw new IOException("not a " + names() + " file, it starts with "
                + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(SHOWN, file.length)));
    }

    /** {@code JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI}. */
    private static String names() {
        List<String> names = all().stream()
                .filter(format -> !(format instanceof ImageIoFormat))
                .map(ImageFormat::name)
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static boolean isNamed(ImageFormat format, String name) {
        return format.name().equalsIgnoreCase(name);
    }
}
