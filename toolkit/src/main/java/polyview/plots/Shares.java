package polyview.plots;

import java.util.Locale;

/** Shares between 0 and 1 as text. */
final class Shares {

    private static final int MOST_DIGITS = 12;

    private Shares() {}

    /**
     * With this many decimals, or more where a share would be rounded to 0 or 1: 99,999 of 100,000 is
     * {@code 0.99999} and not {@code 1.0000}.
     */
    static String text(double share, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", share);
        for (int more = decimals + 1; more <= MOST_DIGITS && hides(text, share); more++) {
            text = String.format(Locale.ROOT, "%." + more + "f", share);
        }
        return text;
    }

    /** Sums may differ from 0 or 1 by rounding, which does not count. */
    private static boolean hides(String text, double share) {
        double shown = Double.parseDouble(text);
        return (shown == 0 || shown == 1) && Math.abs(shown - share) > 1e-12;
    }
}
