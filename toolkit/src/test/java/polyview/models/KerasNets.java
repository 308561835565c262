package polyview.models;

import java.nio.file.Path;
import java.util.List;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveReader;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Conv2DTranspose;
import polyview.layers.Dense;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Layer;
import polyview.layers.LayerNormalization;
import polyview.layers.Normalization;
import polyview.layers.SeparableConv2D;

/** The networks whose weights {@code src/test/keras/weights.py} writes, and what it computed. */
final class KerasNets {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/keras")
            .toAbsolutePath();

    private KerasNets() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** An array of expected.npz. */
    static FloatArray expected(String name) {
        return expected("expected.npz", name);
    }

    static FloatArray expected(String file, String name) {
        try (ArchiveReader from = ArchiveReader.open(file(file))) {
            return from.array(name);
        }
    }

    /** Every layer with weights that Keras has too; with these names, or without any. */
    static Model layers(boolean named) {
        var image = Input.image("image", 12, 11, 3);
        var x = named(named, new Normalization(), "normalization").apply(image);
        x = named(named, new Conv2D(4, 3).activation(Activation.RELU), "conv").apply(x);
        x = named(named, new BatchNormalization(), "bn").apply(x);
        x = named(named, new Conv2D(6, 3).groups(2), "grouped").apply(x);
        x = named(named, new DepthwiseConv2D(3).depthMultiplier(2).activation(Activation.TANH), "depth")
                .apply(x);
        x = named(named, new SeparableConv2D(5, 3), "separable").apply(x);
        x = named(named, new Conv2DTranspose(4, 3).strides(2), "transpose").apply(x);
        x = named(named, new LayerNormalization(), "ln").apply(x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(image, named(named, new Dense(2), "dense").apply(x)).seed(1);
    }

    private static Layer named(boolean named, Layer layer, String name) {
        return named ? layer.name(name) : layer;
    }

    /** One gray image, its code. */
    static Model encoder() {
        var image = Input.image("image", 8, 7, 1);
        var x = new Conv2D(2, 3).activation(Activation.RELU).name("edges").apply(image);
        x = new BatchNormalization().name("norm").apply(x);
        x = new Conv2D(2, 3).name("more").apply(x);
        return new Model(image, new GlobalAveragePooling2D().apply(x)).seed(1);
    }

    /** Two images through one encoder. */
    static Model pair(String encoderName) {
        var left = Input.image("left", 8, 7, 1);
        var right = Input.image("right", 8, 7, 1);
        Layer shared = encoder().asLayer().name(encoderName);
        var both = new Concatenate().apply(shared.apply(left), shared.apply(right));
        return new Model(List.of(left, right), new Dense(3).name("head").apply(both)).seed(1);
    }
}
