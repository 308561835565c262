package polyview.models;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polyview.base.Checks;

/**
 * Something that computes, by its kind and number: {@code cpu:0}, {@code gpu:1}.
 *
 * <p>Refused: {@code number must not be negative, got -1}.
 *
 * @param kind what it is
 * @param number counted from 0 among those of its kind
 */
public record Device(Kind kind, int number) {

    private static final Pattern NAME = Pattern.compile("(?i)(cpu|gpu)(?::(\\d{1,6}))?");

    /** What computes. */
    public enum Kind {
        /** The processor. */
        CPU,
        /** A graphics card that TensorFlow can use. */
        GPU
    }

    /** Refused: {@code number must not be negative, got -1}. */
    public Device {
        Checks.requireNotNegative("number", number);
    }

    /**
     * A device by its name; without a number the first of its kind.
     *
     * <p>Refused: {@code device must be cpu, gpu or such as gpu:1, got cuda}.
     */
    public static Device of(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("device must be cpu, gpu or such as gpu:1, got " + name);
        }
        int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new Device(Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), number);
    }

    /** As a graph names it: {@code /device:GPU:1}. */
    String inGraph() {
        return "/device:" + kind + ":" + number;
    }

    /** {@code gpu:1}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + number;
    }
}
