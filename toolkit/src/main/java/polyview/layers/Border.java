package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.ops.ConvolutionOptions;

/**
 * The padding of an image: a rule, and zeros that are added before the rule is applied.
 *
 * <p>Padding by numbers is zeros and then VALID; TensorFlow's own explicit padding fails when it runs.
 */
record Border(Padding rule, int top, int bottom, int left, int right) {

    static Border of(Padding rule) {
        return new Border(rule, 0, 0, 0, 0);
    }

    /** Refused: {@code padding must not be negative, got -1}. */
    static Border of(int top, int bottom, int left, int right) {
        for (int pixels : new int[] {top, bottom, left, right}) {
            Checks.requireNotNegative("padding", pixels);
        }
        return new Border(Padding.VALID, top, bottom, left, right);
    }

    boolean hasZeros() {
        return top + bottom + left + right > 0;
    }

    /** The same for ops; steps of 1 and no dilation. */
    ConvolutionOptions options() {
        return rule == Padding.SAME
                ? ConvolutionOptions.same()
                : ConvolutionOptions.valid().zeros(top, bottom, left, right);
    }

    /** The image with the zeros around it. */
    Operand<TFloat32> pad(Call c, Operand<TFloat32> x) {
        if (!hasZeros()) {
            return x;
        }
        int[][] zeros = {{0, 0}, {top, bottom}, {left, right}, {0, 0}};
        return c.tf().pad(x, c.tf().constant(zeros), c.tf().constant(0f));
    }

    /** For messages: {@code VALID padding}, {@code padding 1}, {@code padding 1, 0, 2, 2}. */
    @Override
    public String toString() {
        boolean equal = top == bottom && top == left && top == right;
        return !hasZeros()
                ? rule + " padding"
                : equal ? "padding " + top : "padding " + top + ", " + bottom + ", " + left + ", " + right;
    }
}
