package polyview.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images as complete PNG files in memory.
 *
 * <p>The kernels' own renderers do not close the stream that they encode into, and so lose the last bytes of some images.
 */
public final class Png {

    private Png() {}

    /**
     * Encodes an image without loss.
     *
     * <p>Refused: an image of a kind that PNG cannot hold, such as one with five channels ({@code image cannot be
     * written as PNG, got ...}).
     *
     * @param image any size, gray, RGB or with transparency
     * @return a whole PNG file, from its signature to its IEND chunk
     */
    public static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalArgumentException("image cannot be written as PNG, got " + image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("image could not be written as PNG: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
