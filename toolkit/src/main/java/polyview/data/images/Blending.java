package polyview.data.images;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Drops, keeps or blends the transparency of decoded pixels. */
final class Blending {

    private Blending() {}

    static DecodedImage applied(DecodedImage image, Decoding decoding) {
        if (decoding.transparency() instanceof Transparency.Keep) {
            return image.transparent() ? image : solid(image);
        }
        if (!image.transparent()) {
            return image;
        }
        FloatArray pixels = image.pixels();
        int channels = pixels.size(2);
        float[] from = pixels.values();
        FloatArray opaque = FloatArray.zeros(Shape.of(pixels.size(0), pixels.size(1), channels - 1));
        float[] to = opaque.values();
        float most = (float) image.type().most();
        float[] behind = new float[channels - 1];
        boolean over = decoding.transparency() instanceof Transparency.Over;
        if (decoding.transparency() instanceof Transparency.Over background) {
            List<Double> colours = background.channels(channels - 1);
            for (int c = 0; c < behind.length; c++) {
                behind[c] = (float) (most * colours.get(Math.min(c, colours.size() - 1)));
            }
        }
        for (int i = 0; i < to.length / behind.length; i++) {
            float share = over ? from[channels * i + behind.length] / most : 1;
            for (int c = 0; c < behind.length; c++) {
                float value = from[channels * i + c];
                to[behind.length * i + c] = over ? behind[c] + share * (value - behind[c]) : value;
            }
        }
        return new DecodedImage(opaque, image.type());
    }

    /** One channel more, solid everywhere. */
    private static DecodedImage solid(DecodedImage image) {
        FloatArray pixels = image.pixels();
        int channels = pixels.size(2);
        FloatArray more = FloatArray.zeros(Shape.of(pixels.size(0), pixels.size(1), channels + 1));
        for (int i = 0; i < pixels.values().length / channels; i++) {
            System.arraycopy(pixels.values(), channels * i, more.values(), (channels + 1) * i, channels);
            more.values()[(channels + 1) * i + channels] = (float) image.type().most();
        }
        return new DecodedImage(more, image.type(), true);
    }
}
