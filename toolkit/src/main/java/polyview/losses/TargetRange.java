package polyview.losses;

import polyview.data.FloatArray;

/**
 * Which numbers a loss takes as targets. It is plain data, so a program read from a file still refuses the others.
 *
 * <p>Refused in a batch: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}. The number of the sample is its place
 * in the batch, since a shuffled batch has not the order of the data set.
 *
 * @param rule as the message has it, such as {@code label must lie in [0, 1]}
 * @param lowest the smallest number that is taken
 * @param highest the largest one
 * @param whole whether only whole numbers are taken
 */
public record TargetRange(String rule, double lowest, double highest, boolean whole) {

    /** Any finite number. */
    public static TargetRange finite() {
        return new TargetRange("target must be a finite number", -Float.MAX_VALUE, Float.MAX_VALUE, false);
    }

    /** The index of one of {@code count} classes: {@code label must be one of the classes 0 to 9}. */
    public static TargetRange classes(long count) {
        return new TargetRange("label must be one of the classes 0 to " + (count - 1), 0, count - 1, true);
    }

    /** A number from 0 to 1: {@code label must lie in [0, 1]}. */
    public static TargetRange unit() {
        return new TargetRange("label must lie in [0, 1]", 0, 1, false);
    }

    /** Throws on the first target outside the range, and names its sample. */
    public void check(FloatArray targets) {
        float[] values = targets.values();
        for (int i = 0; i < values.length; i++) {
            boolean taken =
                    values[i] >= lowest && values[i] <= highest && (!whole || values[i] == Math.rint(values[i]));
            if (!taken) {
                int sample = i / (values.length / targets.size(0));
                throw new IllegalArgumentException(
                        rule + ", got " + values[i] + " at sample " + sample + " of the batch");
            }
        }
    }
}
