package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import polyview.data.Dataset;

/**
 * The parts of the data that a run sees.
 *
 * @param train what is trained on
 * @param valid what is evaluated after each epoch
 * @param test what the score comes from, once, at the end
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

    /** Those that are there, by name. */
    Map<String, Dataset> parts() {
        Map<String, Dataset> parts = new LinkedHashMap<>();
        parts.put("train", train);
        valid.ifPresent(data -> parts.put("valid", data));
        parts.put("test", test);
        return parts;
    }
}
