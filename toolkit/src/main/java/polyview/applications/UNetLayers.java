package polyview.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Conv2DTranspose;
import polyview.layers.Fusion;
import polyview.layers.Lambda;
import polyview.layers.Layer;
import polyview.layers.MaxPooling2D;
import polyview.layers.MultiConv2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;

/**
 * The layers that a U-Net is made of.
 *
 * @param filters of scale 0
 * @param depth how often the size is halved
 * @param momentum of the batch normalizations that follow the convolutions; empty where none do
 */
record UNetLayers(int filters, int depth, OptionalDouble momentum) {

    /** The layers of one encoder, which may be applied to several images: those of each scale. */
    record Encoder(List<List<Layer>> scales) {

        /** The feature maps of an image at each scale, the largest first. */
        List<SymbolicTensor> of(SymbolicTensor image) {
            List<SymbolicTensor> features = new ArrayList<>();
            SymbolicTensor x = image;
            for (List<Layer> scale : scales) {
                x = through(scale, features.isEmpty() ? x : new MaxPooling2D(2).apply(x));
                features.add(x);
            }
            return features;
        }
    }

    private static SymbolicTensor through(List<Layer> layers, SymbolicTensor from) {
        SymbolicTensor x = from;
        for (Layer layer : layers) {
            x = layer.apply(x);
        }
        return x;
    }

    private int filters(int scale) {
        return Math.multiplyExact(filters, 1 << scale);
    }

    /** The image itself; where its size is open, sizes are refused when the model runs that cannot be halved so often. */
    SymbolicTensor fitting(SymbolicTensor image) {
        if (image.shape().get(1) >= 0 && image.shape().get(2) >= 0) {
            return image;
        }
        int multiple = 1 << depth;
        String rule = "input " + image.name() + " must have a height and width that are multiples of " + multiple
                + ", as " + depth + (depth == 1 ? " scale halves" : " scales halve")
                + " them: pad the images, or predict them with a Tiling; their shape is";
        return new Lambda((tf, x) -> fitting(tf, x, multiple, rule))
                .name(image.name() + "_fits")
                .apply(image);
    }

    private static Operand<TFloat32> fitting(Ops tf, Operand<TFloat32> x, int multiple, String rule) {
        Operand<TInt32> sizes = tf.slice(tf.shape(x), tf.array(1), tf.array(2));
        Operand<TInt32> rest = tf.math.mod(sizes, tf.constant(multiple));
        Op check = tf.assertThat(
                tf.reduceAll(tf.math.equal(rest, tf.constant(0)), tf.array(0)),
                List.of(tf.constant(rule), tf.shape(x)),
                AssertThat.summarize(4L));
        return tf.withControlDependencies(check).identity(x);
    }

    Encoder encoder(String name) {
        List<List<Layer>> scales = new ArrayList<>();
        for (int scale = 0; scale <= depth; scale++) {
            scales.add(convolutions(name + "_" + scale, filters(scale)));
        }
        return new Encoder(scales);
    }

    /** Two convolutions. */
    private List<Layer> convolutions(String name, int count) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Conv2D convolution = new Conv2D(count, 3).padding(Padding.SAME);
            layers.add(convolution.name(name + "_conv" + i));
            if (momentum.isPresent()) {
                convolution.useBias(false);
                layers.add(new BatchNormalization()
                        .momentum(momentum.getAsDouble())
                        .name(name + "_norm" + i));
                layers.add(new Activation(Activation.RELU));
            } else {
                convolution.activation(Activation.RELU);
            }
        }
        return layers;
    }

    /** What goes to the decoder at a scale; of one image its features as they are. */
    SymbolicTensor fused(int scale, List<SymbolicTensor> features, Fusion fusion) {
        return features.size() == 1
                ? features.get(0)
                : new MultiConv2D(filters(scale), 1)
                        .fusion(fusion)
                        .name("fused_" + scale)
                        .apply(features);
    }

    /** From the lowest scale back to the size of the images. */
    SymbolicTensor decoded(List<SymbolicTensor> fused, int outputs) {
        SymbolicTensor x = fused.get(depth);
        for (int scale = depth - 1; scale >= 0; scale--) {
            x = new Conv2DTranspose(filters(scale), 2)
                    .strides(2)
                    .name("decoder_" + scale + "_up")
                    .apply(x);
            x = new Concatenate().apply(fused.get(scale), x);
            x = through(convolutions("decoder_" + scale, filters(scale)), x);
        }
        return new Conv2D(outputs, 1).name("pixels").apply(x);
    }
}
