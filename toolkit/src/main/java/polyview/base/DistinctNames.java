package polyview.base;

import java.util.List;
import java.util.Set;

/** Checks lists of names that users give. */
public final class DistinctNames {

    private DistinctNames() {}

    /** The names; refused: {@code images must differ, got [left, left]}. */
    public static List<String> of(String what, String... names) {
        List<String> list = List.of(names);
        if (Set.copyOf(list).size() < list.size()) {
            throw new IllegalArgumentException(what + " must differ, got " + ShortTexts.list(list));
        }
        return list;
    }

    /** Refused, so that no option silently takes the place of one before it: {@code label is set already to [a], got [b]}. */
    public static void requireUnset(String what, List<String> before, List<String> now) {
        if (!before.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " is set already to " + ShortTexts.list(before) + ", got " + ShortTexts.list(now));
        }
    }

    /** The names of classes; refused: {@code classes must differ, got [a, a]}, {@code classes must not be empty}. */
    public static List<String> ofClasses(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("classes must not be empty");
        }
        return of("classes", names);
    }
}
