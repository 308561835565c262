package polyview.applications;

import java.util.Objects;
import java.util.Optional;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.GlobalMaxPooling2D;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.models.Input;
import polyview.models.Model;

/**
 * The options of a network of Keras Applications, with Keras' names and defaults; {@link #build} makes the model.
 *
 * <p>{@code new VGG(16).inputShape(64, 64, 3).classes(10)} is for training from the start; {@code includeTop(false)} leaves the classifier
 * out, as an encoder for other tasks.
 *
 * <p>Refused: {@code height must be at least 32 or -1, got 16}; an unknown size with the top ({@code the top needs a known size, got (-1,
 * 64)}); {@code pooling is for includeTop(false)}.
 *
 * @param <T> the network's own type
 */
public abstract class Application<T extends Application<T>> {

    private static final int SMALLEST = 32;

    private int height = 224;
    private int width = 224;
    private int channels = 3;
    private int classes = 1000;
    private boolean includeTop = true;
    private Pooling pooling = Pooling.NONE;
    private Activation.Function classifierActivation = Activation.SOFTMAX;

    /** Called by the networks here. */
    Application() {}

    /** Height, width and channels of the images; 224, 224, 3 by default. Without the top, -1 leaves height and width open. */
    public T inputShape(int newHeight, int newWidth, int newChannels) {
        this.height = size("height", newHeight);
        this.width = size("width", newWidth);
        this.channels = Checks.requirePositive("channels", newChannels);
        return self();
    }

    private static int size(String name, int pixels) {
        if (pixels < SMALLEST && pixels != -1) {
            throw new IllegalArgumentException(name + " must be at least " + SMALLEST + " or -1, got " + pixels);
        }
        return pixels;
    }

    /** The number of classes; 1000 by default, which are those of ImageNet. Refused: {@code classes must be positive, got 0}. */
    public T classes(int number) {
        this.classes = Checks.requirePositive("classes", number);
        return self();
    }

    /** Whether the classifier is there; true by default. */
    public T includeTop(boolean top) {
        this.includeTop = top;
        return self();
    }

    /** What follows the last convolution without the top; nothing by default. */
    public T pooling(Pooling newPooling) {
        this.pooling = Objects.requireNonNull(newPooling, "pooling must not be null");
        return self();
    }

    /** What the classifier gives; softmax by default. Losses of this toolkit that take logits want {@link Activation#LINEAR}. */
    public T classifierActivation(Activation.Function activation) {
        this.classifierActivation = Objects.requireNonNull(activation, "classifierActivation must not be null");
        return self();
    }

    /** Makes the model, with first weights of its own; its input is named {@code image}. */
    public Model build() {
        if (includeTop && (height < 0 || width < 0)) {
            throw new IllegalStateException("the top needs a known size, got (" + height + ", " + width + ")");
        }
        if (includeTop && pooling != Pooling.NONE) {
            throw new IllegalStateException("pooling is for includeTop(false)");
        }
        SymbolicTensor image = Input.image("image", height, width, channels);
        SymbolicTensor features = features(image);
        return new Model(image, includeTop ? classifier(top(features)) : pooled(features));
    }

    private SymbolicTensor classifier(SymbolicTensor x) {
        Dense dense = new Dense(classes).activation(classifierActivation).name("predictions");
        return classifierOptions(dense).apply(x);
    }

    /** Where a network has initializers of its own. */
    Dense classifierOptions(Dense dense) {
        return dense;
    }

    private SymbolicTensor pooled(SymbolicTensor x) {
        return switch (pooling) {
            case NONE -> x;
            case AVERAGE -> named(new GlobalAveragePooling2D(), averageName()).apply(x);
            case MAX -> named(new GlobalMaxPooling2D(), maxName()).apply(x);
        };
    }

    private static Layer named(Layer layer, Optional<String> name) {
        return name.map(layer::name).orElse(layer);
    }

    /** How the average pooling is called; without a name for some networks. */
    Optional<String> averageName() {
        return Optional.of("avg_pool");
    }

    /** How the maximum is called. */
    Optional<String> maxName() {
        return Optional.of("max_pool");
    }

    /** This network, as its own type. */
    abstract T self();

    /** Everything up to the last feature map. */
    abstract SymbolicTensor features(SymbolicTensor image);

    /** What stands between the feature map and the classifier: an average, by default. */
    SymbolicTensor top(SymbolicTensor x) {
        return named(new GlobalAveragePooling2D(), averageName()).apply(x);
    }

    /** Turns images, RGB from 0 to 255, into what weights that Keras publishes for this network were trained on; they are copied. */
    public abstract FloatArray preprocess(FloatArray images);
}
