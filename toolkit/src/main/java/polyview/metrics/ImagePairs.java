package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.losses.Loss;

/** Checks of metrics that compare an image with another. */
final class ImagePairs {

    private ImagePairs() {}

    /** Refuses outputs that are no images, and losses that take them apart or have other targets. */
    static void requireOutput(String metric, Loss loss, Shape output, int least) {
        requireImages(metric, output, least);
        Answers.requireAllPositions(metric, "images (N, H, W, C)", loss, output);
        Answers.requireTargetsAsOutput(metric, loss, output);
    }

    /** Refuses what is no image of so many pixels: {@code ssim needs images (N, H, W, C) of at least 11 x 11 pixels, got (N, 3)}. */
    private static void requireImages(String metric, Shape output, int least) {
        boolean images = output.numDimensions() == 4;
        if (!images || tooSmall(output.get(1), least) || tooSmall(output.get(2), least)) {
            throw new IllegalArgumentException(metric + " needs images (N, H, W, C)"
                    + (least > 1 ? " of at least " + least + " x " + least + " pixels" : "") + ", got "
                    + Shapes.text(output));
        }
    }

    private static boolean tooSmall(long size, int least) {
        return size != Shape.UNKNOWN_SIZE && size < least;
    }

    /** Refuses batches of anything but images of one shape. */
    static void require(String metric, FloatArray scores, FloatArray targets, int least) {
        requireImages(metric, scores.shape(), least);
        if (!scores.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(metric + " needs targets of the shape of the scores "
                    + Shapes.text(scores.shape()) + ", got " + Shapes.text(targets.shape()));
        }
    }
}
