package polyview.data.images;

import java.io.IOException;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** The pixels that a user's format decoded, checked, and with three channels as TensorFlow's decoders give them. */
final class DecodedPixels {

    private DecodedPixels() {}

    /** (H, W, 3) in 0..255. */
    static FloatArray of(FileCheck.Checked file) throws IOException {
        FloatArray image = decoded(file);
        ImageHeader header = file.header();
        Shape shape = image.shape();
        if (shape.numDimensions() != 3
                || shape.get(0) != header.height()
                || shape.get(1) != header.width()
                || shape.get(2) < 1
                || shape.get(2) > 4) {
            throw new IOException("it was decoded to " + shape + ", its header declares " + header.height() + " x "
                    + header.width() + " pixels of 1 to 4 channels");
        }
        int channels = image.size(2);
        return channels == 3 ? image : threeChannels(image, channels);
    }

    private static FloatArray decoded(FileCheck.Checked file) throws IOException {
        try {
            return file.format().decode(file.bytes());
        } catch (RuntimeException e) {
            // Most likely damaged bytes that the format did not expect.
            throw new IOException("it cannot be decoded: " + e, e);
        }
    }

    /** Gray three times; transparency is dropped. */
    private static FloatArray threeChannels(FloatArray image, int channels) {
        FloatArray three = FloatArray.zeros(Shape.of(image.size(0), image.size(1), 3));
        float[] from = image.values();
        float[] to = three.values();
        for (int i = 0; i < to.length / 3; i++) {
            for (int c = 0; c < 3; c++) {
                to[3 * i + c] = from[channels * i + (channels == 4 ? c : 0)];
            }
        }
        return three;
    }
}
