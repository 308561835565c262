package polyview.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of columns in histories and tables of experiments: each may be used once. Case does not count, as in Tablesaw.
 */
public final class ColumnNames {

    private static final Set<String> TAKEN = Set.of(
            "loss",
            "epoch",
            "epochs",
            "steps",
            "seconds",
            "seconds_per_epoch",
            "images_per_second",
            "variant",
            "seed",
            "status",
            "runs",
            "parameters",
            "difference",
            "difference_low",
            "difference_high",
            "p_value",
            "p_holm",
            "effect_size",
            "rank_biserial",
            "reason",
            "stop");

    private ColumnNames() {}

    /**
     * Refuses names that are taken, given twice, or none: {@code metric seconds must have another name: every table has a column
     * of this name}; {@code metric accuracy must have another name: two have this one}; {@code metric val_f1 must have another
     * name: val_ stands for validation}; {@code metric must have a name, got ""}.
     *
     * @param what {@code metric} or {@code measure}
     * @param names in the order of the columns
     */
    public static void require(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String plain = name.toLowerCase(Locale.ROOT);
            if (name.isBlank()) {
                throw new IllegalArgumentException(what + " must have a name, got \"" + name + "\"");
            }
            String why = "";
            if (TAKEN.contains(plain)) {
                why = "every table has a column of this name";
            } else if (plain.startsWith("val_")) {
                why = "val_ stands for validation";
            } else if (!seen.add(plain)) {
                why = "two have this one";
            }
            if (!why.isEmpty()) {
                throw new IllegalArgumentException(what + " " + name + " must have another name: " + why);
            }
        }
    }
}
