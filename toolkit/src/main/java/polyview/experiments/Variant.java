package polyview.experiments;

import java.util.List;
import java.util.function.Supplier;
import polyview.models.Model;

/**
 * One of the designs that an experiment compares.
 *
 * <p>Refused: {@code variant must have a name, got ""}.
 *
 * @param name as tables and plots show it
 * @param model gives a new compiled model each time it is asked; the experiment closes it
 */
public record Variant(String name, Supplier<Model> model) {

    /** Refused: {@code variant must have a name, got ""}. */
    public Variant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("variant must have a name, got \"" + name + "\"");
        }
    }

    /** A name that is one of these; refused: {@code no variant named sum; there are [concat]}. */
    static String known(String variant, List<String> variants) {
        if (!variants.contains(variant)) {
            throw new IllegalArgumentException("no variant named " + variant + "; there are " + variants);
        }
        return variant;
    }

    /** The name alone. */
    @Override
    public String toString() {
        return "Variant " + name;
    }
}
