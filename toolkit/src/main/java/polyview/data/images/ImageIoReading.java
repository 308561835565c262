package polyview.data.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Reads a file with a reader of ImageIO, from its bytes, and takes the numbers out of its rasters. */
final class ImageIoReading {

    private ImageIoReading() {}

    /** What is done with an opened reader. */
    interface Task<T> {
        T with(ImageReader reader) throws IOException;
    }

    static <T> T read(byte[] file, String format, ImageReaderSpi spi, Task<T> task) throws IOException {
        ImageReader reader = spi.createReaderInstance();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return task.with(reader);
        } catch (EOFException e) {
            throw new IOException("the " + format + " file is cut off", e);
        } catch (IIOException e) {
            throw new IOException("the " + format + " is damaged: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException("the " + format + " is damaged: " + e, e);
        } finally {
            reader.dispose();
        }
    }

    /** All numbers of a raster, (H, W, bands); of whole numbers with a sign, and of those above 31 bits, the sign is put right. */
    static FloatArray numbers(Raster raster, PixelType type) throws IOException {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        Inflated.requireArray((long) width * height, bands);
        FloatArray pixels = FloatArray.zeros(Shape.of(height, width, bands));
        double all = Math.pow(2, type.bits());
        boolean signed = type.kind() == PixelType.Kind.SIGNED;
        boolean whole = type.kind() != PixelType.Kind.FLOAT;
        double[] row = new double[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int i = 0; i < row.length; i++) {
                double number = row[i];
                if (whole && signed && number >= all / 2) {
                    number -= all;
                } else if (whole && !signed && number < 0) {
                    number += all;
                }
                pixels.values()[y * row.length + i] = (float) number;
            }
        }
        return pixels;
    }

    /** An image as its colour model says: indices or colours of a palette, gray, colour, with transparency. */
    static DecodedImage of(BufferedImage image, Decoding decoding) throws IOException {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            FloatArray indices = numbers(image.getRaster(), PixelType.unsigned(Byte.SIZE));
            return decoding.indices()
                    ? new DecodedImage(indices, PixelType.unsigned(Byte.SIZE))
                    : colours(indices, palette);
        }
        int colours = model.getNumColorComponents();
        boolean integer = image.getRaster().getTransferType() <= DataBuffer.TYPE_INT;
        int bits = model.getComponentSize(0);
        if (colours != 1 && model.getColorSpace().getType() != ColorSpace.TYPE_RGB || integer && bits > 16) {
            throw new IOException("it has " + colours + " colours of " + bits + " bits, which are not read");
        }
        if (model.isAlphaPremultiplied()) {
            image.coerceData(false);
        }
        PixelType type = integer ? PixelType.unsigned(bits) : PixelType.floats(bits);
        return new DecodedImage(numbers(image.getRaster(), type), type, model.hasAlpha());
    }

    private static DecodedImage colours(FloatArray indices, IndexColorModel palette) {
        boolean alpha = palette.hasAlpha();
        int channels = alpha ? 4 : 3;
        FloatArray pixels = FloatArray.zeros(Shape.of(indices.size(0), indices.size(1), channels));
        for (int i = 0; i < indices.values().length; i++) {
            int colour = palette.getRGB((int) indices.values()[i]);
            for (int c = 0; c < channels; c++) {
                pixels.values()[channels * i + c] = c == 3 ? colour >>> 24 : colour >> 16 - 8 * c & 0xFF;
            }
        }
        return new DecodedImage(pixels, PixelType.unsigned(Byte.SIZE), alpha);
    }
}
