package polyview.kernel;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * An array as text: {@code [1, 2, 3]}, and one of arrays with a line for each.
 *
 * <p>Of a long array stay the first {@value #MOST_OF_ONE} values, of all together {@value #MOST}, and the text says how many
 * more there are: {@code [0, 1, 2, ... 9997 more]}. An array within itself is {@code [...]}.
 */
final class ArrayText {
    static final int MOST_OF_ONE = 100;
    static final int MOST = 2000;

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

    private ArrayText() {}

    /** The text of an array of any type. */
    static String of(Object array) {
        ArrayText made = new ArrayText();
        made.add(array, 1);
        return made.text.toString();
    }

    private void add(Object value, int indent) {
        if (value == null || !value.getClass().isArray()) {
            text.append(value);
            values++;
        } else if (open.add(value)) {
            addArray(value, indent);
            open.remove(value);
        } else {
            text.append("[...]");
        }
    }

    private void addArray(Object array, int indent) {
        int length = Array.getLength(array);
        String between = array.getClass().getComponentType().isArray() ? ",\n" + " ".repeat(indent) : ", ";
        text.append('[');
        int i = 0;
        for (; i < length && i < MOST_OF_ONE && values < MOST; i++) {
            text.append(i == 0 ? "" : between);
            add(Array.get(array, i), indent + 1);
        }
        if (i < length) {
            text.append(i == 0 ? "" : between).append("... ").append(length - i).append(" more");
        }
        text.append(']');
    }
}
