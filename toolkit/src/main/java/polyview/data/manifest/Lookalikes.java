package polyview.data.manifest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import polyview.base.ShortTexts;

/** Finds names that look the same, or nearly the same, and describes their difference. */
final class Lookalikes {

    private Lookalikes() {}

    /** Equal for names that differ only by kinds of blanks, invisible characters, or the encoding of accents. */
    static String seen(String name) {
        return visible(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    /** Equal also for names that differ only by case or by forms of one character such as ligatures. */
    static String ignoringCase(String name) {
        return visible(Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT));
    }

    private static String visible(String name) {
        StringBuilder kept = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean blank = Character.isWhitespace(c) || Character.getType(c) == Character.SPACE_SEPARATOR;
            if (blank && (kept.isEmpty() || kept.charAt(kept.length() - 1) != ' ')) {
                kept.append(' ');
            } else if (!blank && !ShortTexts.isUnseen(c)) {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString().strip();
    }

    /** {@code "a b" and "a\\u00a0b" differ by U+00A0 NO-BREAK SPACE alone}. */
    static String difference(String one, String other) {
        int[] unseen = IntStream.concat(more(other, one), more(one, other))
                .filter(c -> ShortTexts.isUnseen(c))
                .boxed()
                .sorted((a, b) -> Boolean.compare(a == ' ', b == ' '))
                .mapToInt(c -> c)
                .toArray();
        String by = "the way their characters are written (" + ShortTexts.name(firstOf(other, one)) + ")";
        if (unseen.length > 0) {
            by = ShortTexts.name(unseen[0]);
        } else if (one.equalsIgnoreCase(other)) {
            by = "upper and lower case";
        }
        return ShortTexts.quoted(one) + " and " + ShortTexts.quoted(other) + " differ by " + by + " alone";
    }

    /** The characters of which one text has more. */
    private static IntStream more(String in, String than) {
        return in.codePoints().filter(c -> count(in, c) > count(than, c));
    }

    private static long count(String in, int character) {
        return in.codePoints().filter(c -> c == character).count();
    }

    /** The first character that differs from the one at its place in the other text. */
    private static int firstOf(String in, String other) {
        int[] a = in.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        int at = 0;
        while (at < Math.min(a.length, b.length) - 1 && a[at] == b[at]) {
            at++;
        }
        return a[at];
    }
}
