package polyview.data.manifest;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** Class names that are whole numbers, which sort as text into another order than as numbers: 0, 1, 10, 2. */
final class NumberNames {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private NumberNames() {}

    /** {@code (numbers sorted as text: 10 is class 2)} with a blank in front; empty where order and numbers agree, or someone gave the order. */
    static String note(List<String> names) {
        if (!names.stream().allMatch(name -> WHOLE.matcher(name).matches())
                || !names.stream().sorted().toList().equals(names)) {
            return "";
        }
        List<BigInteger> numbers = names.stream().map(BigInteger::new).toList();
        List<BigInteger> ascending = numbers.stream().sorted().toList();
        for (int c = 0; c < names.size(); c++) {
            if (!numbers.get(c).equals(ascending.get(c))) {
                return " (numbers sorted as text: " + names.get(c) + " is class " + c + ")";
            }
        }
        return "";
    }
}
