package polyview.metrics;

import polyview.data.FloatArray;

/**
 * Whether gray images lie where their levels are counted, in 0..maxValue: a level beyond would be clipped, and images of -1..1 would lose
 * their darker half without a word.
 *
 * @param lowest the smallest finite pixel
 * @param highest the largest one
 * @param far the share of the pixels that lie farther outside than a fused image overshoots
 */
record GrayRange(float lowest, float highest, double far) {

    /** What rounds to a level of 0 to 255 is inside. */
    private static final double ROUNDING = 0.5 / 255;

    /** So far below 0 an image made by a network may lie, as a part of maxValue; images of -1..1 lie lower. */
    private static final double BELOW = 0.1;

    /** So far above maxValue; bytes where white is 1 lie higher by far. */
    private static final double ABOVE = 0.25;

    /** At so few pixels it may be anything. */
    private static final double FEW = 0.01;

    private static GrayRange of(FloatArray images, double maxValue) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        // In 32 bits as the pixels are: a pixel of -0.1f is not below a tenth.
        float least = (float) (-BELOW * maxValue);
        float most = (float) ((1 + ABOVE) * maxValue);
        int far = 0;
        for (float x : images.values()) {
            // What is no number has a score of NaN, which says it.
            if (Float.isFinite(x)) {
                lowest = Math.min(lowest, x);
                highest = Math.max(highest, x);
                far += x < least || x > most ? 1 : 0;
            }
        }
        return new GrayRange(lowest, highest, (double) far / images.values().length);
    }

    /**
     * Refuses images that are known to be whole, such as sources, where a level lies outside 0 to 255.
     *
     * @param what they are, as the message names them
     */
    static void require(String name, String what, FloatArray images, double maxValue) {
        GrayRange range = of(images, maxValue);
        if (range.lowest < -ROUNDING * maxValue || range.highest > (1 + ROUNDING) * maxValue) {
            throw range.refusal(name + " needs " + what, maxValue, "");
        }
    }

    /** Refuses images that lie outside by more than what a network overshoots; less is clipped. */
    static void requireNearly(String name, FloatArray images, double maxValue) {
        GrayRange range = of(images, maxValue);
        if (range.far > FEW) {
            throw range.refusal(name + " needs images", maxValue, ", more than 1 % of the pixels far outside");
        }
    }

    private IllegalArgumentException refusal(String needs, double maxValue, String how) {
        String mend = lowest < 0
                ? "bring images of -1..1, and what is made of them, to 0..1 by (x + 1) / 2, with a maxValue of 1"
                : "maxValue is the value of white, 1 for 0..1 and 255 for bytes";
        return new IllegalArgumentException(
                needs + " from 0 to maxValue " + maxValue + ", got " + lowest + " to " + highest + how + ": " + mend);
    }
}
