package polyview.base;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts, lists of texts and named numbers as messages show them: short, whatever a file holds, and with what cannot be seen written out. */
public final class ShortTexts {

    private static final int MOST = 20;
    private static final int LONGEST = 80;

    private ShortTexts() {}

    /** {@code [a, b]}; of a long list the first twenty and how many there are: {@code [a, b, ..., 10000 in all]}. */
    public static String list(List<String> texts) {
        String first = texts.stream().limit(MOST).map(ShortTexts::shown).collect(Collectors.joining(", "));
        return "[" + first + (texts.size() > MOST ? ", ..., " + texts.size() + " in all]" : "]");
    }

    /** Numbers by name, with four digits behind the point: {@code loss 0.3127, accuracy 0.9010}. */
    public static String numbers(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** In quotes, at most 80 characters. */
    public static String quoted(String text) {
        return "\"" + shown(text) + "\"";
    }

    /** Line ends and tabs as in Java, and other characters that leave no mark by their code: {@code a\}{@code u00a0}. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (c == '\n' || c == '\t' || c == '\r') {
                shown.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
            } else if (c != ' ' && isUnseen(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown + (text.codePointCount(0, text.length()) > LONGEST ? "..." : "");
    }

    /** Whether a character is a blank of any kind, or leaves no mark at all, as a zero-width space and a soft hyphen. */
    public static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default ->
                // Fillers and selectors of a form, which Unicode counts as letters and marks.
                character == 0x115F
                        || character == 0x1160
                        || character == 0x3164
                        || character == 0xFFA0
                        || character >= 0xFE00 && character <= 0xFE0F
                        || character == 0x034F;
        };
    }

    /** Whether a text begins or ends with a blank of any kind, or with a character that leaves no mark, but for the selectors of emoji. */
    public static boolean isPadded(String text) {
        return !text.isEmpty() && (pads(text.codePointAt(0)) || pads(text.codePointBefore(text.length())));
    }

    private static boolean pads(int character) {
        return isUnseen(character) && Character.getType(character) != Character.NON_SPACING_MARK;
    }

    /** {@code U+00A0 NO-BREAK SPACE}. */
    public static String name(int character) {
        String name = Character.getName(character);
        return String.format("U+%04X", character) + (name == null ? "" : " " + name);
    }
}
