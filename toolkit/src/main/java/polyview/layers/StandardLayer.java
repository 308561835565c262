package polyview.layers;

/**
 * A layer with fluent options: every setter returns the layer's own type.
 *
 * <p>Example: {@code new Conv2D(8, 3).name("edges").trainable(false).padding(Padding.SAME)}.
 *
 * @param <T> the layer's own type
 */
public abstract class StandardLayer<T extends StandardLayer<T>> extends Layer {

    /** This layer, as its own type. */
    protected abstract T self();

    @Override
    public T name(String newName) {
        super.name(newName);
        return self();
    }

    @Override
    public T trainable(boolean newTrainable) {
        super.trainable(newTrainable);
        return self();
    }
}
