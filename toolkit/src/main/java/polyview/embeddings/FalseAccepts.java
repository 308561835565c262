package polyview.embeddings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How many of those that do not belong may be accepted at a false accept rate. */
final class FalseAccepts {

    /** With ten accepted, the standard deviation of the rate is a third of it; with fewer it says little. */
    static final int LEAST = 10;

    private FalseAccepts() {}

    /**
     * {@code floor(rate * trials)}.
     *
     * @param what the trials, as the message names them
     */
    static int allowed(double rate, long trials, String what) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("falseAcceptRate must lie between 0 and 1, both excluded, got " + rate);
        }
        // 0.07 * 100 is a little more than 7, and 0.29 * 100 a little less than 29.
        long allowed = (long) Math.floor(rate * trials * (1 + 1e-12));
        if (allowed < LEAST) {
            throw new IllegalArgumentException("a false accept rate of " + rate + " needs at least "
                    + (long) Math.ceil(LEAST / rate * (1 - 1e-12)) + " " + what + ", of which " + LEAST
                    + " are accepted then, got " + trials + ": take "
                    + (trials > LEAST ? "a rate of at least " + least(trials) + ", or more data" : "more data"));
        }
        return Math.toIntExact(allowed);
    }

    /** The smallest rate for so many trials, rounded up to three digits. */
    private static BigDecimal least(long trials) {
        return new BigDecimal((double) LEAST / trials)
                .round(new MathContext(3, RoundingMode.UP))
                .stripTrailingZeros();
    }
}
