package polyview.data.images;

import java.io.IOException;
import polyview.base.Checks;

/**
 * The header of an image file, read from its bytes before a decoder takes memory.
 *
 * <p>The format is recognised by the first bytes, never by the name. A file whose header cannot be read, or which TensorFlow's
 * decoder would silently read wrongly, is refused by an {@link IOException} whose message is the reason: {@code the file is
 * empty}, {@code not an image of a known format, it starts with 54 68 69 73}, {@code the PNG header is cut off}. A good header
 * does not mean that the pixels are whole.
 *
 * @param format the name of the format
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param channels as stored: 1 gray, 2 gray with transparency, 3 colour, 4 with transparency, or CMYK in a JPEG; GIF and
 *     palettes of PNG count as colour
 * @param bits of a channel; of a palette's colours, not of its index
 * @param frames of a GIF, 1 in the other formats
 * @param pixels of all frames: decoders take memory for each of them, shown or not
 * @param palette whether pixels are indices of a palette that is not simply the gray of each index
 * @param transparent whether the last channel is transparency
 * @param orientation how the pixels must be turned to be upright; width and height are those before
 */
public record ImageHeader(
        String format,
        int width,
        int height,
        int channels,
        int bits,
        int frames,
        long pixels,
        boolean palette,
        boolean transparent,
        Orientation orientation) {

    /** Refused: {@code width must be positive, got 0}, and the same for height, channels, bits, frames and pixels. */
    public ImageHeader {
        Checks.requirePositive("width", width);
        Checks.requirePositive("height", height);
        Checks.requirePositive("channels", channels);
        Checks.requirePositive("bits", bits);
        Checks.requirePositive("frames", frames);
        Checks.requirePositive("pixels", pixels);
    }

    /** Upright; two and four channels are one and three with transparency. */
    public ImageHeader(
            String format, int width, int height, int channels, int bits, int frames, long pixels, boolean palette) {
        this(
                format,
                width,
                height,
                channels,
                bits,
                frames,
                pixels,
                palette,
                channels == 2 || channels == 4,
                Orientation.UPRIGHT);
    }

    /** Without a palette. */
    public ImageHeader(String format, int width, int height, int channels, int bits, int frames, long pixels) {
        this(format, width, height, channels, bits, frames, pixels, false);
    }

    /** An image of one frame. */
    public ImageHeader(String format, int width, int height, int channels, int bits) {
        this(format, width, height, channels, bits, 1, (long) width * height);
    }

    /**
     * Reads the header of a whole file of any format in {@link ImageFormats}; only the header is allocated.
     *
     * <p>Refused with an {@link IOException}: what {@link ImageFormats#of} and {@link ImageFormat#header} refuse.
     */
    public static ImageHeader read(byte[] file) throws IOException {
        return ImageFormats.of(file).header(file);
    }

    /**
     * This header; refused: {@code the PNG declares 60000 x 60000 pixels, more than the limit of 67108864}, {@code the GIF
     * declares 2000 frames of 128000000 pixels in all, more than the limit of 67108864}.
     */
    public ImageHeader mustHaveAtMost(long maxPixels) throws IOException {
        if (pixels > maxPixels) {
            String size = frames == 1 ? width + " x " + height : frames + " frames of " + pixels;
            throw new IOException("the " + format + " declares " + size + " pixels" + (frames == 1 ? "" : " in all")
                    + ", more than the limit of " + maxPixels);
        }
        return this;
    }

    /** This header, with what EXIF data says of its pixels. */
    ImageHeader turned(Orientation found) {
        return new ImageHeader(format, width, height, channels, bits, frames, pixels, palette, transparent, found);
    }

    /** This header of an image that was decoded at a part of its size. */
    ImageHeader sized(int newHeight, int newWidth) {
        return new ImageHeader(
                format, newWidth, newHeight, channels, bits, frames, pixels, palette, transparent, orientation);
    }

    /** This header of channels without transparency. */
    ImageHeader solid() {
        return new ImageHeader(format, width, height, channels, bits, frames, pixels, palette, false, orientation);
    }

    /** The channels without transparency. */
    int colours() {
        return channels - (transparent ? 1 : 0);
    }

    /** Whether colour i of a palette, of three bytes each, is the gray value i: then index and colour are the same. */
    static boolean isGrayRamp(byte[] file, int begin, int length) {
        boolean ramp = length > 0;
        for (int i = 0; i < length; i++) {
            ramp &= (file[begin + i] & 0xFF) == i / 3;
        }
        return ramp;
    }

    /** Refused: {@code the GIF file is cut off}, where a part of the file would end after its last byte. */
    static void requireLength(long end, byte[] file, String part) throws IOException {
        if (end > file.length) {
            throw new IOException("the " + part + " is cut off");
        }
    }

    /** Refused: {@code the GIF declares 0 x 0 pixels}. */
    static void requirePixels(String format, long width, long height) throws IOException {
        if (width <= 0 || height <= 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new IOException("the " + format + " declares " + width + " x " + height + " pixels");
        }
    }
}
