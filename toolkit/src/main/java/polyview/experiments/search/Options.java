package polyview.experiments.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A design: a value for each option of a {@link Space} that exists in it.
 *
 * <pre>{@code
 * options.text("fusion")        // attention
 * options.integer("filters")    // 16
 * options.number("rate")        // 0.0021
 * options.has("heads")          // true, as the space has them where fusion is attention
 * }</pre>
 *
 * <p>Refused by the methods that give a value: {@code there is no option heads; there are [fusion, filters, rate]}, as for one that
 * exists only where another has a certain value; {@code option rate must be text, got the number 0.0021}.
 *
 * @param values texts, integers ({@code Integer}), numbers ({@code Double}) and truth values by name, in the order of the space
 */
public record Options(Map<String, Object> values) {

    /** A copy is kept; refused: {@code option rate must be text, an integer, a number or a truth value, got a LocalDate}. */
    public Options {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach(Options::requireKind);
    }

    /** Whether an option exists in this design. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a choice of texts. */
    public String text(String name) {
        return get(name, String.class, "text");
    }

    /** The value of an integer. */
    public int integer(String name) {
        return get(name, Integer.class, "an integer");
    }

    /** The value of a number; an integer is one too. */
    public double number(String name) {
        return get(name, Number.class, "a number").doubleValue();
    }

    /** The value of a choice of true and false. */
    public boolean flag(String name) {
        return get(name, Boolean.class, "a truth value");
    }

    private <T> T get(String name, Class<T> type, String kind) {
        if (!has(name)) {
            throw new IllegalArgumentException(
                    "there is no option " + name + "; there are " + List.copyOf(values.keySet()));
        }
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "option " + name + " must be " + kind + ", got " + kind(value) + " " + value);
        }
        return type.cast(value);
    }

    private static void requireKind(String name, Object value) {
        if (kind(value).isEmpty()) {
            throw new IllegalArgumentException(
                    "option " + name + " must be text, an integer, a number or a truth value, got a "
                            + value.getClass().getSimpleName());
        }
    }

    /** What a value is, in words; empty for what no option is. */
    static String kind(Object value) {
        if (value instanceof String) {
            return "the text";
        }
        if (value instanceof Integer) {
            return "the integer";
        }
        if (value instanceof Double) {
            return "the number";
        }
        return value instanceof Boolean ? "the truth value" : "";
    }

    /** {@code fusion attention, filters 16, rate 0.0021}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
