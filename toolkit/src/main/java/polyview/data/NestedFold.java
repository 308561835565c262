package polyview.data;

/**
 * An outer fold, and the inner folds of its training part; see {@link Splitter#nested}.
 *
 * <p>Options are chosen over the inner folds; a model with them is then trained on the outer training part and tested once on the outer
 * test part.
 *
 * @param <T> a part
 */
public final class NestedFold<T> {

    private final Folds<T> folds;
    private final int index;
    private final Folds<T> inner;

    NestedFold(Folds<T> folds, int index, Folds<T> inner) {
        this.folds = folds;
        this.index = index;
        this.inner = inner;
    }

    /** The outer fold; its parts are made now. */
    public Fold<T> outer() {
        return folds.get(index);
    }

    /** The folds of the outer training part. */
    public Folds<T> inner() {
        return inner;
    }

    /** {@code fold 2 of 5, with 3 inner folds}. */
    @Override
    public String toString() {
        return "fold " + (index + 1) + " of " + folds.size() + ", with " + inner.size() + " inner folds";
    }
}
