package polyview.models;

import java.util.List;
import polyview.base.ShortTexts;
import polyview.data.Dataset;

/** What the indices of classes stand for: data that names its classes otherwise than the training did would be scored by wrong ones. */
final class ClassOrder {

    private List<String> trained = List.of();

    /** Keeps the names of the classes that are trained on; none where the data has none. */
    void learn(Dataset data) {
        trained = data.classNames();
    }

    /** Refuses data with other classes, or in another order; data without names is taken as it is. */
    void require(Dataset data) {
        requireEqual(trained, data.classNames());
    }

    /**
     * Refused: {@code classes must be those of the training, in its order: [a, b, c], got [a, c]; a manifest takes them by
     * classes(train.classNames())}.
     */
    static void requireEqual(List<String> trained, List<String> given) {
        if (!trained.isEmpty() && !given.isEmpty() && !trained.equals(given)) {
            throw new IllegalArgumentException(
                    "classes must be those of the training, in its order: " + ShortTexts.list(trained) + ", got "
                            + ShortTexts.list(given) + "; a manifest takes them by classes(train.classNames())");
        }
    }
}
