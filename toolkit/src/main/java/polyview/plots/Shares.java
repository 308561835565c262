package polyview.plots;

import java.util.Locale;

/** Shares between 0 and 1 as text. */
final class Shares {

    private static final int MOST_DIGITS = 12;

    private Shares() {}

    /**
     * With so many decimals, and with more where a share would read as all or nothing without being it: 99,999 of 100,000 is
     * {@code 0.99999} and not {@code 1.0000}.
     */
    static String text(double share, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", share);
        for (int more = decimals + 1; more <= MOST_DIGITS && hides(text, share); more++) {
            text = String.format(Locale.ROOT, "%." + more + "f", share);
        }
        return text;
    }

    /** Sums of parts may miss 0 or 1 by rounding: that is no difference. */
    private static boolean hides(String text, double share) {
        double shown = Double.parseDouble(text);
        return (shown == 0 || shown == 1) && Math.abs(shown - share) > 1e-12;
    }
}
