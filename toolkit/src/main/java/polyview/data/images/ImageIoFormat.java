package polyview.data.images;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Whatever a plug-in of ImageIO reads that no other format does: the first image of a file, of 8 or 16 bits, or of floats. */
final class ImageIoFormat extends JavaFormat {

    /** Their files are read by formats of their own, or are damaged. */
    private static final Set<String> OTHERS = Set.of("jpeg", "png", "gif", "bmp", "tiff", "webp");

    ImageIoFormat() {
        // Folders are not searched: plug-ins name extensions such as txt.
        super("ImageIO");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return plugin(file).isPresent();
    }

    private static Optional<ImageReaderSpi> plugin(byte[] file) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReaderSpi> all =
                    IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
            while (all.hasNext()) {
                ImageReaderSpi spi = all.next();
                in.mark();
                boolean known = !isOther(spi) && canDecode(spi, in);
                in.reset();
                if (known) {
                    return Optional.of(spi);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            // Of bytes in memory it means that a plug-in broke the stream.
            return Optional.empty();
        }
    }

    private static boolean isOther(ImageReaderSpi spi) {
        return Stream.of(spi.getFormatNames()).anyMatch(name -> OTHERS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean canDecode(ImageReaderSpi spi, ImageInputStream in) {
        try {
            return spi.canDecodeInput(in);
        } catch (IOException | RuntimeException e) {
            // Too short for this plug-in, or not what it expected.
            return false;
        }
    }

    private static ImageReaderSpi of(byte[] file) throws IOException {
        return plugin(file).orElseThrow(() -> new IOException("no plug-in of ImageIO reads it"));
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        decoding.mustNotSelect("file read by ImageIO");
        ImageReaderSpi spi = of(file);
        String format = spi.getFormatNames()[0];
        return ImageIoReading.read(file, format, spi, reader -> {
            ImageTypeSpecifier type =
                    reader.getRawImageType(0) == null ? reader.getImageTypes(0).next() : reader.getRawImageType(0);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            ImageHeader.requirePixels(format, width, height);
            ColorModel model = type.getColorModel();
            boolean palette = model instanceof IndexColorModel;
            int colours = palette ? 3 : model.getNumColorComponents();
            return new ImageHeader(
                    format,
                    width,
                    height,
                    colours + (model.hasAlpha() ? 1 : 0),
                    palette ? Byte.SIZE : model.getComponentSize(0),
                    1,
                    (long) width * height,
                    palette,
                    model.hasAlpha(),
                    Orientation.UPRIGHT);
        });
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        ImageReaderSpi spi = of(file);
        return ImageIoReading.read(
                file, spi.getFormatNames()[0], spi, reader -> ImageIoReading.of(reader.read(0), decoding));
    }
}
