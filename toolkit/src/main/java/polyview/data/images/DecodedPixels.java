package polyview.data.images;

import java.io.IOException;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** From the pixels that a format decoded to those that are resized: checked, turned upright, without transparency, in their range. */
final class DecodedPixels {

    private DecodedPixels() {}

    /**
     * Pixels to be resized.
     *
     * @param pixels (h, w, c); c is that of the form, 3 for a gray form, or 1 for a form in colour
     * @param most the number that becomes 1
     */
    record Ready(FloatArray pixels, double most) {}

    /** What a format's own code decodes. */
    static Ready of(FileCheck.Checked file, ImageForm form) throws IOException {
        return of(file.header(), decoded(file, form), form);
    }

    private static DecodedImage decoded(FileCheck.Checked file, ImageForm form) throws IOException {
        try {
            return file.format().decode(file.bytes(), form.decoding());
        } catch (RuntimeException e) {
            // Most likely damaged bytes that the format did not expect.
            throw new IOException("it cannot be decoded: " + e, e);
        }
    }

    /** The same of an image that is decoded already. */
    static Ready of(ImageHeader header, DecodedImage decoded, ImageForm form) throws IOException {
        FloatArray image = decoded.pixels();
        Shape shape = image.shape();
        if (shape.get(0) != header.height() || shape.get(1) != header.width() || shape.get(2) < 1) {
            throw new IOException("it was decoded to " + shape + ", its header declares " + header.height() + " x "
                    + header.width() + " pixels");
        }
        Decoding decoding = form.decoding();
        requireFinite(image, decoding);
        FloatArray upright = decoding.turned() ? header.orientation().upright(image) : image;
        DecodedImage seen =
                Blending.applied(new DecodedImage(upright, decoded.type(), decoded.transparent()), decoding);
        if (decoding.classes().isPresent()) {
            return new Ready(MaskPixels.classes(seen, decoding.classes().get()), 1);
        }
        int channels = seen.pixels().size(2);
        boolean fits = channels == form.channels()
                || channels == 1 && form.channels() == 3
                || channels == 3 && form.channels() == 1;
        if (!fits) {
            throw FileCheck.channels(channels, form);
        }
        return RangedPixels.of(seen, decoding.range());
    }

    private static void requireFinite(FloatArray image, Decoding decoding) throws IOException {
        float[] values = image.values();
        for (int i = 0; i < values.length; i++) {
            if (Float.isFinite(values[i])) {
                continue;
            }
            if (decoding.notFinite().isEmpty()) {
                throw new IOException(MaskPixels.pixel(image, i) + " is " + values[i]
                        + "; notFiniteAs(0) puts 0 in place of such numbers");
            }
            values[i] = decoding.notFinite().get().floatValue();
        }
    }
}
