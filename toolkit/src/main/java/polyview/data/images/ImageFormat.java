package polyview.data.images;

import java.io.IOException;
import java.util.List;
import polyview.data.FloatArray;

/**
 * A format of image files: how a file of it is recognised, what its header says, and how its pixels are decoded.
 *
 * <p>The formats in {@link ImageFormats} are built in. Your own format is added by {@link ImageFormats#add}, or is found by {@link
 * java.util.ServiceLoader} where a jar names it in {@code META-INF/services/polyview.data.images.ImageFormat}. From then on its
 * files are read like all others: resized, converted, augmented and cached; damaged ones are named in the report, and the limit of
 * pixels holds.
 *
 * <p>Any number of threads may use a format at the same time. An {@link IOException} means that a file is bad; its message is the
 * reason that the report shows, such as {@code the PGM file is cut off}. A {@link RuntimeException}, which damaged bytes may
 * cause, also means a bad file.
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

    /** The name, for messages: {@code PNG}. */
    String name();

    /** The extensions of its files, in lower case and without the dot; folders are searched for images by them. */
    List<String> extensions();

    /** Whether a file is of this format, by its first bytes, of which there may be fewer than a header has. */
    boolean recognizes(byte[] file);

    /**
     * Reads the header of a whole file that was recognised, before memory is taken for its pixels.
     *
     * @throws IOException where the file cannot be read by this format; the message is the reason
     */
    ImageHeader header(byte[] file) throws IOException;

    /**
     * The header where a form takes only a part of a file: some pages, some slices. A format whose files have no such parts need not
     * implement it: then such forms are refused, {@code the form takes pages, which a PNG file has not}.
     *
     * @throws IOException where the file cannot be read by this format; the message is the reason
     */
    default ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        decoding.mustNotSelect(name());
        return header(file);
    }

    /**
     * Decodes the pixels of a whole file with all their bits and transparency, as a form asks. Unless it is implemented, the pixels are
     * those of {@link #decode(byte[])}, of 8 bits, with transparency as the second or fourth channel.
     *
     * @throws IOException where the file is bad; the message is the reason
     */
    default DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        FloatArray pixels = decode(file);
        boolean transparent = pixels.shape().numDimensions() == 3 && pixels.size(2) % 2 == 0 && pixels.size(2) > 0;
        return new DecodedImage(pixels, PixelType.unsigned(Byte.SIZE), transparent);
    }

    /**
     * Decodes the pixels of a whole file: {@code (H, W, C)}, values in 0..255; C is 1 for gray, 2 with transparency, 3 for red,
     * green and blue, 4 with transparency, which is dropped. Height and width are those of the header.
     *
     * @throws IOException where the file is bad; the message is the reason
     */
    FloatArray decode(byte[] file) throws IOException;
}
