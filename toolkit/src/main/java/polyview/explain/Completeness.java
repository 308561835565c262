package polyview.explain;

/**
 * How far integrated gradients add up: the sum of all attributions of a sample should be the difference of the score to that of the
 * baseline. The gap comes of the finite number of steps, and of 32 bits.
 *
 * <p>Example: a sum of 3.98 for a difference of 4.00 is a gap of 0.02, half a hundredth of the difference: more steps make it smaller.
 *
 * @param sum of all attributions
 * @param difference the score of the sample less that of its baseline
 */
public record Completeness(double sum, double difference) {

    /** {@code |sum - difference|}, in the unit of the score. */
    public double gap() {
        return Math.abs(sum - difference);
    }
}
