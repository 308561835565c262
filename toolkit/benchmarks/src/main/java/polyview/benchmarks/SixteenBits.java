package polyview.benchmarks;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Scenes with 16 bits a channel in files: the 8 bits of the scene, times 257, so that the range stays the same. */
final class SixteenBits {

    private static final int FACTOR = 257;
    private static final int HEADER = 128;

    private SixteenBits() {}

    /** The same picture with 16 bits a channel. */
    static BufferedImage of(BufferedImage scene) {
        var colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, scene.getWidth(), scene.getHeight(), 3, null);
        raster.setPixels(0, 0, scene.getWidth(), scene.getHeight(), pixels(scene));
        return new BufferedImage(colours, raster, false, null);
    }

    private static int[] pixels(BufferedImage scene) {
        int[] colours = scene.getRGB(0, 0, scene.getWidth(), scene.getHeight(), null, 0, scene.getWidth());
        int[] pixels = new int[3 * colours.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = FACTOR * (colours[i / 3] >> 16 - 8 * (i % 3) & 0xFF);
        }
        return pixels;
    }

    /** Writes with Java's own writer, whatever other writers are there. */
    static void write(BufferedImage image, String format, Path file) throws IOException {
        Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName(format);
        while (all.hasNext()) {
            ImageWriter writer = all.next();
            if (writer.getOriginatingProvider().getClass().getModule().equals(ImageIO.class.getModule())) {
                try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
                    writer.setOutput(out);
                    writer.write(image);
                    return;
                } finally {
                    writer.dispose();
                }
            }
        }
        throw new IOException("no writer of " + format + " files");
    }

    /** Version 1.0 of the format, little endian, (H, W, 3). */
    static void writeNpy(BufferedImage scene, Path file) throws IOException {
        int[] pixels = pixels(scene);
        String text = "{'descr': '<u2', 'fortran_order': False, 'shape': (" + scene.getHeight() + ", "
                + scene.getWidth() + ", 3), }";
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER + Short.BYTES * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) (HEADER - bytes.position() - Short.BYTES));
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < HEADER - 1) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        for (int pixel : pixels) {
            bytes.putShort((short) pixel);
        }
        Files.write(file, bytes.array());
    }
}
