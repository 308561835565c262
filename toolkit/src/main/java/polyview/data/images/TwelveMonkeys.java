package polyview.data.images;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.function.Supplier;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The readers of an optional library, com.twelvemonkeys.imageio; a missing one is named with its coordinates.
 *
 * <p>Each stands in a class of its own: verifying a class loads the types that it returns.
 */
final class TwelveMonkeys {

    private TwelveMonkeys() {}

    private static final class Tiff {
        static ImageReaderSpi reader() {
            return new TIFFImageReaderSpi();
        }
    }

    private static final class Webp {
        static ImageReaderSpi reader() {
            return new WebPImageReaderSpi();
        }
    }

    static ImageReaderSpi tiff() throws IOException {
        return of("TIFF", "imageio-tiff", () -> Tiff.reader());
    }

    static ImageReaderSpi webp() throws IOException {
        return of("WebP", "imageio-webp", () -> Webp.reader());
    }

    private static ImageReaderSpi of(String format, String artifact, Supplier<ImageReaderSpi> reader)
            throws IOException {
        try {
            return reader.get();
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    format + " files are read by com.twelvemonkeys.imageio:" + artifact
                            + ":3.14.0: add it to the dependencies of your program (" + e.getMessage() + " is missing)",
                    e);
        }
    }
}
