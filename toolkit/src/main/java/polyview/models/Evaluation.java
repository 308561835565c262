package polyview.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Loss and metrics over a data set, by name, loss first.
 *
 * <p>Example: prints {@code loss 0.3127, accuracy 0.9010}.
 */
public record Evaluation(Map<String, Double> values) {

    /** A copy of the map is kept, in its order. */
    public Evaluation {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The mean loss of a sample. */
    public double loss() {
        return get("loss");
    }

    /** One value; refused: {@code no value named auc; there are [loss, accuracy]}. */
    public double get(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no value named " + name + "; there are " + values.keySet());
        }
        return values.get(name);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
