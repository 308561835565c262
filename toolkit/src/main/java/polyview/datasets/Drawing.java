package polyview.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import polyview.data.FloatArray;

/**
 * A drawing: how much ink lies in each pixel, 0 paper to 255 ink, row-major.
 *
 * <p>Held in bytes, since thousands of drawings lie in memory.
 */
record Drawing(int height, int width, byte[] pixels) {

    private static final long PNG = 0x89504E470D0A1A0AL;

    /**
     * Reads a gray or black-and-white PNG, black as ink.
     *
     * <p>The checksums of the file are compared first: ImageIO shows the pixels before a damaged part as if all were well.
     */
    static Drawing read(byte[] png) throws IOException {
        checkSums(ByteBuffer.wrap(png));
        // ImageIO closes the stream; in memory, since ImageIO's own would be a temporary file.
        BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
        if (image == null || image.getRaster().getNumBands() != 1) {
            throw new IOException("not a gray image");
        }
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] pixels = new byte[height * width];
        for (int i = 0; i < pixels.length; i++) {
            int sample = image.getRaster().getSample(i % width, i / width, 0);
            // Not getRGB for gray, which changes the brightness.
            int gray = image.getColorModel() instanceof IndexColorModel palette
                    ? palette.getGreen(sample)
                    : sample * 255 / ((1 << image.getColorModel().getPixelSize()) - 1);
            pixels[i] = (byte) (255 - gray);
        }
        return new Drawing(height, width, pixels);
    }

    /** Resized: {@code (size, size, 1)}, 0 paper to 1 ink, each pixel the mean over the area that it covers. */
    FloatArray resized(int size) {
        float[] resized = new float[Math.multiplyExact(size, size)];
        double high = (double) height / size;
        double wide = (double) width / size;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                resized[row * size + column] = (float)
                        (sum(row * high, (row + 1) * high, column * wide, (column + 1) * wide) / (255 * high * wide));
            }
        }
        return FloatArray.of(resized, size, size, 1);
    }

    /** The ink between two heights and two widths, pixels at the border in part. */
    private double sum(double top, double bottom, double left, double right) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(height, bottom); y++) {
            double share = Math.min(y + 1, bottom) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(width, right); x++) {
                sum += share * (Math.min(x + 1, right) - Math.max(x, left)) * (pixels[y * width + x] & 0xFF);
            }
        }
        return sum;
    }

    private static void checkSums(ByteBuffer png) throws IOException {
        if (png.remaining() < 8 || png.getLong() != PNG) {
            throw new IOException("not a PNG file");
        }
        String type = "";
        while (!type.equals("IEND")) {
            int length = png.remaining() < 12 ? -1 : png.getInt();
            if (length < 0 || length > png.remaining() - 8) {
                throw new IOException("the PNG file is cut off");
            }
            byte[] chunk = new byte[4 + length];
            png.get(chunk);
            type = new String(chunk, 0, 4, StandardCharsets.ISO_8859_1);
            CRC32 sum = new CRC32();
            sum.update(chunk);
            if ((int) sum.getValue() != png.getInt()) {
                throw new IOException("the PNG file is damaged in its part " + type);
            }
        }
    }
}
