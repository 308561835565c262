package polyview.losses;

import java.util.Optional;
import polyview.data.FloatArray;

/**
 * Which numbers a loss takes as targets. It is plain data, so a program read from a file still refuses the others.
 *
 * <p>Refused in a batch: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}. The number of the sample is its place
 * in the batch, since a shuffled batch has not the order of the data set. Of masks read as they are the message says what to do: {@code label
 * must lie in [0, 1], got 255.0 at sample 0 of the batch: black and white become 0 and 1 by form("mask", ImageForm.mask(height,
 * width).grayValues(0, 255)) of the generator}.
 *
 * @param rule as the message has it, such as {@code label must lie in [0, 1]}
 * @param lowest the smallest number that is taken
 * @param highest the largest one
 * @param whole whether only whole numbers are taken
 * @param ignored the target of what does not count, taken too; see {@link Loss#ignoring}
 * @param sumsToOne whether the numbers along the last axis must sum to 1
 */
public record TargetRange(
        String rule, double lowest, double highest, boolean whole, Optional<Double> ignored, boolean sumsToOne) {

    /** Sums of 32-bit numbers are not exact. */
    private static final double LARGEST_EXCESS = 1e-3;

    private static final int WHITE = 255;

    /** A range in which every target counts. */
    public TargetRange(String rule, double lowest, double highest, boolean whole) {
        this(rule, lowest, highest, whole, Optional.empty(), false);
    }

    /** Any finite number. */
    public static TargetRange finite() {
        return new TargetRange("target must be a finite number", -Float.MAX_VALUE, Float.MAX_VALUE, false);
    }

    /** A weight of a sample: {@code sample weight must be a finite number of at least 0}. */
    public static TargetRange sampleWeight() {
        return new TargetRange("sample weight must be a finite number of at least 0", 0, Float.MAX_VALUE, false);
    }

    /** The index of one of {@code count} classes: {@code label must be one of the classes 0 to 9}. */
    public static TargetRange classes(long count) {
        return new TargetRange("label must be one of the classes 0 to " + (count - 1), 0, count - 1, true);
    }

    /** A number of a group, such as a person or a character: {@code label must be a whole number from 0 to 16777215}. */
    public static TargetRange groups() {
        // 2^24: from there on, floats no longer hold every whole number.
        int last = (1 << 24) - 1;
        return new TargetRange("label must be a whole number from 0 to " + last, 0, last, true);
    }

    /** A number from 0 to 1: {@code label must lie in [0, 1]}. */
    public static TargetRange unit() {
        return new TargetRange("label must lie in [0, 1]", 0, 1, false);
    }

    /** Probabilities of classes, along the last axis: {@code target probabilities of a sample must sum to 1}. */
    public static TargetRange distribution() {
        return new TargetRange("target probability must lie in [0, 1]", 0, 1, false, Optional.empty(), true);
    }

    /** The same range, and this number for what does not count. */
    public TargetRange ignoring(double target) {
        return new TargetRange(rule, lowest, highest, whole, Optional.of(target), sumsToOne);
    }

    /** Whether this target counts. */
    public boolean counts(float target) {
        return ignored.isEmpty()
                || (ignored.get().isNaN()
                        ? !Float.isNaN(target)
                        : target != ignored.get().floatValue());
    }

    /** Throws on the first target outside the range, and names its sample. */
    public void check(FloatArray targets) {
        float[] values = targets.values();
        for (int i = 0; i < values.length; i++) {
            boolean taken = !counts(values[i])
                    || values[i] >= lowest && values[i] <= highest && (!whole || values[i] == Math.rint(values[i]));
            if (!taken) {
                int sample = i / (values.length / targets.size(0));
                throw new IllegalArgumentException(rule + ", got " + values[i] + " at sample " + sample
                        + " of the batch" + hint(targets, values[i]));
            }
        }
        if (sumsToOne) {
            checkSums(targets);
        }
    }

    /** Gray values of a mask that nobody has said the classes of. */
    private String hint(FloatArray targets, float got) {
        boolean gray = targets.shape().numDimensions() > 2 && lowest == 0 && got > WHITE / 2 && got <= WHITE;
        if (!gray || highest >= got || got != Math.rint(got)) {
            return "";
        }
        if (whole) {
            return ": say the classes of gray values by form(\"mask\", ImageForm.mask(height, width).grayValues(...)) of the"
                    + " generator, or ignoring(" + (int) got + ") of the loss where these pixels have no class";
        }
        return ": black and white become 0 and 1 by form(\"mask\", ImageForm.mask(height, width).grayValues(0, 255)) of the"
                + " generator";
    }

    private static void checkSums(FloatArray targets) {
        float[] values = targets.values();
        int classes = targets.size(targets.shape().numDimensions() - 1);
        for (int from = 0; from < values.length; from += classes) {
            double sum = 0;
            for (int k = from; k < from + classes; k++) {
                sum += values[k];
            }
            if (Math.abs(sum - 1) > LARGEST_EXCESS) {
                int sample = from / (values.length / targets.size(0));
                throw new IllegalArgumentException("target probabilities of a sample must sum to 1, got " + (float) sum
                        + " at sample " + sample + " of the batch");
            }
        }
    }
}
