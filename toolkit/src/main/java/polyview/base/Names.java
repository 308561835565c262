package polyview.base;

import java.util.regex.Pattern;

/** The one rule for names of layers, weights and inputs: they become names of TensorFlow's ops. */
public final class Names {

    private static final Pattern RULE = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\-]*");

    private Names() {}

    /**
     * Gives a good name back.
     *
     * <p>Refused: {@code name must be letters, digits, '_', '-' or '.' and begin with a letter, got "a/b"}.
     */
    public static String check(String argument, String name) {
        if (!RULE.matcher(name).matches()) {
            throw new IllegalArgumentException(argument
                    + " must be letters, digits, '_', '-' or '.' and begin with a letter, got \"" + name + "\"");
        }
        return name;
    }
}
