package polyview.experiments.search;

import java.util.List;
import java.util.Map;

/**
 * When an option of a {@link Space} exists: where another one has one of some values.
 *
 * @param option the name of the other one, which stands before it in the space
 * @param values those of the other one
 */
public record Condition(String option, List<Object> values) {

    /** A copy of the list is kept. */
    public Condition {
        values = List.copyOf(values);
    }

    /** Whether it holds: the other option is there, and has one of the values. */
    boolean holds(Map<String, Object> chosen) {
        return chosen.containsKey(option) && values.contains(chosen.get(option));
    }

    /** {@code where fusion is attention}, or {@code where fusion is one of [attention, gated]}. */
    @Override
    public String toString() {
        return "where " + option + " is " + (values.size() == 1 ? values.get(0).toString() : "one of " + values);
    }
}
