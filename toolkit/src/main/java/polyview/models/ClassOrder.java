package polyview.models;

import java.util.List;
import polyview.base.ShortTexts;
import polyview.data.Dataset;

/** What the indices of classes stand for: data that names its classes otherwise than the training did would be scored by wrong ones. */
final class ClassOrder {

    private List<List<String>> trained = List.of();

    /** Keeps the names of the classes that are trained on; none where the data has none. */
    void learn(Dataset data) {
        trained = data.targetClasses();
    }

    /** Refuses data with other classes, or in another order; data without names is taken as it is. */
    void require(Dataset data) {
        requireEqual(trained, data.targetClasses());
    }

    /**
     * Compares target by target; data of another number of targets is refused elsewhere.
     *
     * <p>Refused: {@code classes must be those of the training, in its order: [a, b, c], got [a, c]; a manifest takes them by
     * classes(train.classNames())}.
     */
    static void requireEqual(List<List<String>> trained, List<List<String>> given) {
        for (int i = 0; i < Math.min(trained.size(), given.size()); i++) {
            List<String> before = trained.get(i);
            List<String> now = given.get(i);
            if (!before.isEmpty() && !now.isEmpty() && !before.equals(now)) {
                throw new IllegalArgumentException(
                        "classes must be those of the training, in its order: " + ShortTexts.list(before) + ", got "
                                + ShortTexts.list(now) + "; a manifest takes them by classes(train.classNames())");
            }
        }
    }
}
