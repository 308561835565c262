package polyview.training.tensorboard;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.tensorflow.proto.Summary;
import polyview.data.FloatArray;

/** Arrays of values from 0 to 1 as images of event files, which hold PNG. */
final class PngImages {

    private PngImages() {}

    /** By tag: one image has the tag itself. */
    static Map<String, Summary.Image> of(String tag, FloatArray images) {
        long[] shape = images.shape().asArray();
        int rank = shape.length;
        if (rank < 3 || rank > 4 || images.values().length == 0 || shape[rank - 1] != 1 && shape[rank - 1] != 3) {
            throw new IllegalArgumentException("images of " + tag
                    + " must have the shape (N, H, W, C) with 1 or 3 channels, got " + images.shape());
        }
        Map<String, Summary.Image> all = new LinkedHashMap<>();
        if (rank == 3) {
            all.put(tag, image(images));
        } else {
            for (int i = 0; i < shape[0]; i++) {
                all.put(tag + "/" + i, image(images.row(i)));
            }
        }
        return all;
    }

    private static Summary.Image image(FloatArray pixels) {
        int height = pixels.size(0);
        int width = pixels.size(1);
        int channels = pixels.size(2);
        BufferedImage picture = new BufferedImage(
                width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    // Not setRGB, which would change the values of gray pixels.
                    picture.getRaster().setSample(x, y, c, level(pixels.get(y, x, c)));
                }
            }
        }
        return Summary.Image.newBuilder()
                .setHeight(height)
                .setWidth(width)
                .setColorspace(channels)
                .setEncodedImageString(ByteString.copyFrom(png(picture)))
                .build();
    }

    /** 0 to 255; NaN is black. */
    private static int level(float value) {
        return Math.round(255 * Math.max(0, Math.min(1, Float.isNaN(value) ? 0 : value)));
    }

    private static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: Java would put it into a file in between.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalStateException("this Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
