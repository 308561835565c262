package polyview.data.images;

import java.util.regex.Pattern;

/** Colours as numbers 0xRRGGBB and as text {@code #rrggbb}. */
final class Colours {

    private static final Pattern TEXT = Pattern.compile("#?[0-9a-fA-F]{6}");

    private Colours() {}

    static int of(String argument, String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(argument + " must be a colour such as #ff8000, got " + text);
        }
        return Integer.parseInt(text.replace("#", ""), 16);
    }

    static int require(String argument, int colour) {
        if (colour < 0 || colour > 0xFFFFFF) {
            throw new IllegalArgumentException(argument + " must be a colour from 0x000000 to 0xffffff, got " + colour);
        }
        return colour;
    }

    static String text(int colour) {
        return String.format("#%06x", colour);
    }
}
