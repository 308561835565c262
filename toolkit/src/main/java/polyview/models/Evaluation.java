package polyview.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.base.ShortTexts;

/**
 * Loss and metrics over a data set, by name, loss first.
 *
 * <p>Example: prints {@code loss 0.3127, accuracy 0.9010 (1000 samples)}.
 *
 * @param values by name
 * @param samples that were counted: those that could be read
 */
public record Evaluation(Map<String, Double> values, long samples) {

    /** A copy of the map is kept, in its order; refused: {@code samples must not be negative, got -1}. */
    public Evaluation {
        Checks.requireNotNegative("samples", samples);
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

    /** Values and samples in one line. */
    @Override
    public String toString() {
        return ShortTexts.numbers(values) + " (" + Shapes.count(samples, "sample") + ")";
    }
}
