package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/** The checks before a decoder gets a file: that it is a file, is not too large, and has a valid header. */
final class FileCheck {

    /** A file may be as large as its pixels would be, plus this much for everything else in it. */
    private static final long MARGIN = 1 << 20;

    private static final String OTHERWISE = "conversion(ImageForm.Conversion.ANY)";

    private final long maxPixels;

    /** The bytes of a file and its format. */
    record Checked(byte[] bytes, ImageFormat format, ImageHeader header) {}

    FileCheck(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * The content of a file.
     *
     * <p>Refused: {@code there is no such file}, {@code it is a folder}, {@code it is not a file}, {@code it may not be read},
     * {@code it has 5000000000 bytes, more than the limit of 269484032}, and what {@link ImageFormats#of} and the format refuse.
     */
    Checked read(Path file, ImageForm form) throws IOException {
        byte[] content = content(file);
        ImageFormat format = ImageFormats.of(content);
        ImageHeader header = header(format, content, form).mustHaveAtMost(maxPixels);
        if (form.isMask()) {
            requireMask(format, header, form);
        } else {
            requireChannels(format, header, form);
        }
        if (form.conversion() == ImageForm.Conversion.USUAL && !form.isMask()) {
            requireLossless(header, form);
        }
        return new Checked(content, format, header);
    }

    /** More channels than the form can take are refused here, before memory is taken for them. */
    private static void requireChannels(ImageFormat format, ImageHeader header, ImageForm form) throws IOException {
        Transparency transparency = form.decoding().transparency();
        if (form.conversion() == ImageForm.Conversion.EXACT) {
            int counted = transparency instanceof Transparency.Over ? header.colours() : header.channels();
            if (counted != form.channels()) {
                throw channels(counted, form);
            }
        }
        // CMYK is decoded to red, green and blue.
        int colours = format instanceof JpegFormat ? Math.min(3, header.channels()) : header.colours();
        int channels = transparency instanceof Transparency.Keep ? colours + 1 : colours;
        boolean fits = channels == form.channels()
                || channels == 1 && form.channels() == 3
                || channels == 3 && form.channels() == 1;
        if (!fits) {
            throw channels(channels, form);
        }
    }

    /** {@code it has 3 channels, not 4}. */
    static IOException channels(int channels, ImageForm form) {
        boolean dropped = form.decoding().transparency() instanceof Transparency.Drop
                && channels == form.channels() - 1
                && channels % 2 == 1
                && channels <= 3;
        return new IOException("it has " + channels + (channels == 1 ? " channel" : " channels") + ", not "
                + form.channels()
                + (dropped ? "; transparency(Transparency.keep()) takes transparency as a channel" : ""));
    }

    private static void requireMask(ImageFormat format, ImageHeader header, ImageForm form) throws IOException {
        if (format instanceof JpegFormat && form.conversion() != ImageForm.Conversion.ANY) {
            throw new IOException(
                    "a JPEG does not keep the numbers of a mask: save it as PNG; " + OTHERWISE + " takes it so");
        }
        if (header.channels() > 4) {
            throw new IOException("it has " + header.channels() + " channels, and a mask has one number");
        }
    }

    /** Refuses files whose numbers would silently change. */
    private static void requireLossless(ImageHeader header, ImageForm form) throws IOException {
        if (form.channels() == 1 && header.palette()) {
            throw new IOException(
                    "its pixels are numbers of a palette, not gray: ImageForm.mask(height, width) takes the"
                            + " numbers; " + OTHERWISE + " takes the light of the colours");
        }
        boolean packed = header.channels() < 3 && (header.bits() == 2 || header.bits() == 4);
        if (form.channels() == 1 && form.resampling() == ImageForm.Resampling.NEAREST && packed) {
            throw new IOException("it has " + header.bits() + " bits a channel, spread over 0..255, so that 1 becomes "
                    + 255 / ((1 << header.bits()) - 1) + ": ImageForm.mask(height, width) takes 1 as 1; " + OTHERWISE
                    + " takes it so");
        }
    }

    private static ImageHeader header(ImageFormat format, byte[] content, ImageForm form) throws IOException {
        try {
            return format.header(content, form.decoding());
        } catch (RuntimeException e) {
            // Most likely damaged bytes that a user's format did not expect.
            throw new IOException("the " + format.name() + " header cannot be read: " + e, e);
        }
    }

    private byte[] content(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // A pipe or a device would keep the reader waiting, or never end.
            if (!attributes.isRegularFile()) {
                throw new IOException(attributes.isDirectory() ? "it is a folder" : "it is not a file");
            }
            // And not larger than an array can be.
            long most = Math.min(4 * maxPixels + MARGIN, Integer.MAX_VALUE - Long.BYTES);
            if (attributes.size() > most) {
                throw new IOException("it has " + attributes.size() + " bytes, more than the limit of " + most);
            }
            return content(file, (int) attributes.size());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("it may not be read", e);
        } catch (FileSystemException e) {
            // Its message begins with the path, which the report has already.
            throw new IOException(e.getReason() == null ? e.toString() : e.getReason(), e);
        }
    }

    /** Reads a file whose size is known; what was appended meanwhile is not read. */
    private static byte[] content(Path file, int size) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(size);
        try (ByteChannel channel = Files.newByteChannel(file)) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until the buffer is full, or the file has become shorter.
            }
        }
        return content.hasRemaining() ? Arrays.copyOf(content.array(), content.position()) : content.array();
    }
}
