package polyview.data.images;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import polyview.base.Startup;

/**
 * The ops that decode and resize an image; both readers use them, so that their pixels have the same bits.
 *
 * <p>All formats are decoded to three channels, which each of TensorFlow's decoders can give. {@link Pixels} then converts to gray
 * and to the range of values: for a gray file the three channels are equal.
 */
final class ImageGraph {

    static {
        Startup.begin();
    }

    private final Ops tf;
    private final ImageForm form;

    ImageGraph(Ops tf, ImageForm form) {
        this.tf = tf;
        this.form = form;
    }

    /**
     * The bytes of one JPEG or PNG file, a scalar, become (1, H, W, 3) in 0..255; other files may fail. JPEG is decoded with the
     * accurate transform that other libraries use, for which the op for all formats has no option.
     */
    Operand<TFloat32> jpegOrPng(Operand<TString> bytes) {
        return formed(decodedJpegOrPng(tf, bytes));
    }

    static Operand<TUint8> decodedAny(Ops tf, Operand<TString> bytes) {
        return tf.image
                .decodeImage(bytes, TUint8.class, DecodeImage.channels(3L), DecodeImage.expandAnimations(false))
                .image();
    }

    static Operand<TUint8> decodedJpegOrPng(Ops tf, Operand<TString> bytes) {
        return decodedJpeg(tf, bytes, 1);
    }

    /** A JPEG file at a part of its size: the ratio is 1, 2, 4 or 8. */
    static Operand<TUint8> decodedJpeg(Ops tf, Operand<TString> bytes, int ratio) {
        return tf.image
                .decodeJpeg(
                        bytes,
                        DecodeJpeg.channels(3L),
                        DecodeJpeg.dctMethod("INTEGER_ACCURATE"),
                        DecodeJpeg.ratio((long) ratio))
                .image();
    }

    /** An image (h, w, 3) that is decoded already becomes (1, H, W, 3). */
    <T extends TNumber> Operand<TFloat32> formed(Operand<T> image) {
        return switch (form.aspect()) {
            case STRETCH -> resized(batch(image), tf.array(form.height(), form.width()));
            case CROP -> resized(batch(middle(image)), tf.array(form.height(), form.width()));
            case FIT -> fitted(image);
        };
    }

    private <T extends TNumber> Operand<T> batch(Operand<T> image) {
        return tf.expandDims(image, tf.constant(0));
    }

    /** The largest part of the wanted proportions from the middle of an image: {@code min(h, max(1, w H / W))} high. */
    private <T extends TNumber> Operand<T> middle(Operand<T> image) {
        Operand<TInt64> size = size(image);
        Operand<TInt64> wanted = tf.array((long) form.height(), form.width());
        Operand<TInt64> across = tf.reverse(size, tf.array(0));
        Operand<TInt64> part = tf.math.minimum(
                size, atLeastOne(tf.math.floorDiv(tf.math.mul(across, wanted), tf.reverse(wanted, tf.array(0)))));
        Operand<TInt64> start = tf.math.floorDiv(tf.math.sub(size, part), tf.constant(2L));
        return tf.slice(
                image,
                tf.concat(List.of(start, tf.array(0L)), tf.constant(0)),
                tf.concat(List.of(part, tf.array(-1L)), tf.constant(0)));
    }

    /** The whole image within the frame, {@code min(H, round(h W / w))} high, black around it. */
    private <T extends TNumber> Operand<TFloat32> fitted(Operand<T> image) {
        Operand<TInt64> size = size(image);
        Operand<TInt64> wanted = tf.array((long) form.height(), form.width());
        Operand<TInt64> across = tf.reverse(size, tf.array(0));
        Operand<TInt64> twice = tf.math.mul(tf.constant(2L), across);
        Operand<TInt64> whole = tf.math.mul(tf.math.mul(tf.constant(2L), size), tf.reverse(wanted, tf.array(0)));
        Operand<TInt64> inner =
                tf.math.minimum(wanted, atLeastOne(tf.math.floorDiv(tf.math.add(whole, across), twice)));
        Operand<TInt64> before = tf.math.floorDiv(tf.math.sub(wanted, inner), tf.constant(2L));
        Operand<TInt64> after = tf.math.sub(tf.math.sub(wanted, inner), before);
        Operand<TInt64> none = tf.array(0L);
        Operand<TInt64> sides = tf.stack(
                List.of(
                        tf.concat(List.of(none, before, none), tf.constant(0)),
                        tf.concat(List.of(none, after, none), tf.constant(0))),
                Stack.axis(1L));
        Operand<TFloat32> resized = resized(batch(image), tf.dtypes.cast(inner, TInt32.class));
        return tf.pad(resized, sides, tf.constant(0f));
    }

    private <T extends TNumber> Operand<TFloat32> resized(Operand<T> image, Operand<TInt32> size) {
        return switch (form.resampling()) {
            case BILINEAR ->
                tf.image
                        .resizeBilinear(image, size, ResizeBilinear.halfPixelCenters(true))
                        .resizedImages();
            case NEAREST ->
                tf.dtypes.cast(
                        tf.image
                                .resizeNearestNeighbor(image, size, ResizeNearestNeighbor.halfPixelCenters(true))
                                .resizedImages(),
                        TFloat32.class);
        };
    }

    /** Height and width; 64 bits, since a side times a wanted side may need more than 32. */
    private Operand<TInt64> size(Operand<? extends TNumber> image) {
        return tf.slice(tf.shape(image, TInt64.class), tf.array(0), tf.array(2));
    }

    private Operand<TInt64> atLeastOne(Operand<TInt64> sizes) {
        return tf.math.maximum(sizes, tf.constant(1L));
    }
}
