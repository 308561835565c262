package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import polyview.data.Dataset;
import polyview.data.Fold;

/**
 * The parts of the data of a run.
 *
 * @param train the training data
 * @param valid the validation data, evaluated after each epoch
 * @param test the test data, evaluated once at the end, for the score
 */
public record Split(Dataset train, Optional<Dataset> valid, Dataset test) {

    /** Two parts. */
    public static Split of(Dataset train, Dataset test) {
        return new Split(train, Optional.empty(), test);
    }

    /** Three parts. */
    public static Split of(Dataset train, Dataset valid, Dataset test) {
        return new Split(train, Optional.of(valid), test);
    }

    /** The parts of a fold of data sets. */
    public static Split of(Fold<? extends Dataset> fold) {
        return of(fold.train(), fold.test());
    }

    /** The existing parts by name. */
    Map<String, Dataset> parts() {
        Map<String, Dataset> parts = new LinkedHashMap<>();
        parts.put("train", train);
        valid.ifPresent(data -> parts.put("valid", data));
        parts.put("test", test);
        return parts;
    }
}
