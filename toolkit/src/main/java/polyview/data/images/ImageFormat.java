package polyview.data.images;

import java.io.IOException;
import java.util.List;
import polyview.data.FloatArray;

/**
 * A format of image files: how a file of it is recognised, what its header says, and how its pixels are decoded.
 *
 * <p>JPEG, PNG, GIF and BMP are there. A format of one's own is added by {@link ImageFormats#add}, or is found by {@link
 * java.util.ServiceLoader} where a jar names it in {@code META-INF/services/polyview.data.images.ImageFormat}. From then on its
 * files are read as all others are: resized, made gray or colour, put into a range of values, changed at random, kept in a cache;
 * damaged ones are named in the report, and no more pixels are decoded than the limit allows.
 *
 * <p>Any number of threads may use a format at the same time. An {@link IOException} says that a file is bad, and its message is the
 * reason alone, as the report shows it: {@code the PGM file is cut off}. A {@link RuntimeException}, as damaged bytes may cause it,
 * makes a bad file too.
 *
 * <p>Example, gray images of 8 bits in the binary form of PGM, {@code P5 <width> <height> 255} and the pixels:
 *
 * <pre>{@code
 * class Pgm implements ImageFormat {
 *     public String name() { return "PGM"; }
 *     public List<String> extensions() { return List.of("pgm"); }
 *     public boolean recognizes(byte[] file) { return file.length > 2 && file[0] == 'P' && file[1] == '5'; }
 *     public ImageHeader header(byte[] file) { ... return new ImageHeader("PGM", width, height, 1, 8); }
 *     public FloatArray decode(byte[] file) { ... return FloatArray.of(values, height, width, 1); }
 * }
 * ImageFormats.add(new Pgm());
 * }</pre>
 */
public interface ImageFormat {

    /** As messages name it: {@code PNG}. */
    String name();

    /** How names of its files end, in lower case and without the dot: by them alone, folders are searched for images. */
    List<String> extensions();

    /** Whether a file is of this format, by its first bytes; there may be fewer of them than a header has. */
    boolean recognizes(byte[] file);

    /**
     * Reads the header of a whole file that was recognised, before memory is taken for its pixels.
     *
     * @throws IOException where the file cannot be read by this format; the message is the reason
     */
    ImageHeader header(byte[] file) throws IOException;

    /**
     * Decodes the pixels of a whole file: {@code (H, W, C)}, values in 0..255; C is 1 for gray, 2 with transparency, 3 for red, green and
     * blue, 4 with transparency, which is dropped. Height and width are those of the header.
     *
     * @throws IOException where the file is bad; the message is the reason
     */
    FloatArray decode(byte[] file) throws IOException;
}
