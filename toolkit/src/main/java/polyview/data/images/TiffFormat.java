package polyview.data.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * TIFF and BigTIFF: whole numbers of up to 32 bits, with or without a sign, and floats of 16, 32 and 64; any number of channels, side by side
 * or one after the other; palettes; strips and tiles; what com.twelvemonkeys.imageio:imageio-tiff decompresses, which it needs.
 *
 * <p>Small copies of a page (thumbnails, levels of a pyramid) and its masks are no pages. White-is-zero becomes black-is-zero, CMYK becomes
 * red, green and blue by {@code (most - C) (most - K) / most}, premultiplied colours are divided by their share, and YCbCr becomes RGB. Not read:
 * CIELab, raw data of cameras, complex numbers. Source: TIFF 6.0; Adobe's supplements; BigTIFF.
 */
final class TiffFormat extends JavaFormat {

    TiffFormat() {
        super("TIFF", "tif", "tiff");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return has(file, 0, "II*\0") || has(file, 0, "MM\0*") || has(file, 0, "II+\0") || has(file, 0, "MM\0+");
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        TwelveMonkeys.tiff();
        List<TiffPage> pages = pages(file, decoding);
        TiffPage first = pages.get(0);
        int channels = 0;
        for (TiffPage page : pages) {
            channels += page.channels();
            if (page.width() != first.width()
                    || page.height() != first.height()
                    || !page.type().equals(first.type())) {
                throw new IOException("pages of one image must be alike, got " + first + " and " + page);
            }
        }
        return new ImageHeader(
                name(),
                first.width(),
                first.height(),
                channels,
                first.isPalette() ? Byte.SIZE : first.type().bits(),
                pages.size(),
                (long) first.width() * first.height() * pages.size(),
                first.isPalette(),
                isTransparent(pages),
                first.orientation());
    }

    private static boolean isTransparent(List<TiffPage> pages) {
        return pages.size() == 1 && pages.get(0).isTransparent();
    }

    /** The pages that are asked for. */
    private static List<TiffPage> pages(byte[] file, Decoding decoding) throws IOException {
        decoding.mustHaveNoArrays("TIFF");
        List<TiffPage> all = TiffPages.of(file);
        if (decoding.everyPage()) {
            return all;
        }
        if (decoding.pages().isEmpty()) {
            if (all.size() > 1) {
                throw new IOException("it has " + all.size() + " pages: choose some by pages(0), or everyPage()");
            }
            return all;
        }
        List<TiffPage> chosen = new ArrayList<>();
        for (int page : decoding.pages()) {
            if (page >= all.size()) {
                throw new IOException("page " + page + " was asked for, and it has " + all.size());
            }
            chosen.add(all.get(page));
        }
        return chosen;
    }

    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        List<TiffPage> pages = pages(file, decoding);
        List<DecodedImage> images = new ArrayList<>();
        for (TiffPage page : pages) {
            images.add(page.decoded(
                    page.planar() && !page.isYcc() ? planes(file, page) : numbers(file, page, page.samples()),
                    decoding));
        }
        if (images.size() == 1) {
            return images.get(0);
        }
        return new DecodedImage(
                together(images.stream().map(DecodedImage::pixels).toList()),
                images.get(0).type());
    }

    /** The raster as it is stored; the library converts YCbCr. */
    private FloatArray numbers(byte[] file, TiffPage page, int samples) throws IOException {
        FloatArray numbers = ImageIoReading.read(
                file,
                name(),
                TwelveMonkeys.tiff(),
                reader -> ImageIoReading.numbers(
                        page.isYcc()
                                ? reader.read(page.index()).getRaster()
                                : reader.readRaster(page.index(), reader.getDefaultReadParam()),
                        page.type()));
        Shape wanted = Shape.of(page.height(), page.width(), samples);
        if (!numbers.shape().equals(wanted)) {
            throw new IOException("it was decoded to " + numbers.shape() + ", its header declares " + wanted);
        }
        return numbers;
    }

    private FloatArray planes(byte[] file, TiffPage page) throws IOException {
        List<FloatArray> planes = new ArrayList<>();
        for (int channel = 0; channel < page.samples(); channel++) {
            planes.add(numbers(TiffPlane.of(file, page, channel), page, 1));
        }
        return together(planes);
    }

    /** (H, W, a) and (H, W, b) become (H, W, a + b). */
    private static FloatArray together(List<FloatArray> parts) throws IOException {
        FloatArray first = parts.get(0);
        int channels = parts.stream().mapToInt(part -> part.size(2)).sum();
        Inflated.requireArray((long) first.size(0) * first.size(1), channels);
        FloatArray all = FloatArray.zeros(Shape.of(first.size(0), first.size(1), channels));
        int begin = 0;
        for (FloatArray part : parts) {
            int own = part.size(2);
            for (int i = 0; i < part.values().length / own; i++) {
                System.arraycopy(part.values(), own * i, all.values(), channels * i + begin, own);
            }
            begin += own;
        }
        return all;
    }
}
