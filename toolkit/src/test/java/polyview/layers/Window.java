package polyview.layers;

import java.util.SplittableRandom;

/**
 * The options of a kernel that moves over an image.
 *
 * @param zeros zeros at the top, bottom, left and right; with any, the rule is VALID
 */
record Window(Size kernel, Size strides, Size dilation, Padding padding, int[] zeros) {

    /** Without gaps and zeros. */
    static Window of(int kernel, int strides, Padding padding) {
        return new Window(new Size(kernel, kernel), new Size(strides, strides), new Size(1, 1), padding, new int[4]);
    }

    static Window draw(SplittableRandom r) {
        Size kernel = size(r, 0.6, 1 + r.nextInt(7), 7);
        Size strides = size(r, 0.6, r.nextDouble() < 0.5 ? 1 : 1 + r.nextInt(4), 4);
        Size dilation = r.nextDouble() < 0.75 ? new Size(1, 1) : size(r, 0.6, 1 + r.nextInt(3), 3);
        int[] zeros = new int[4];
        if (r.nextInt(4) == 0) {
            for (int i = 0; i < 4; i++) {
                zeros[i] = r.nextInt(3);
            }
            return new Window(kernel, strides, dilation, Padding.VALID, zeros);
        }
        return new Window(kernel, strides, dilation, r.nextBoolean() ? Padding.SAME : Padding.VALID, zeros);
    }

    static Size size(SplittableRandom r, double square, int first, int most) {
        return new Size(first, r.nextDouble() < square ? first : 1 + r.nextInt(most));
    }

    Sliding sliding() {
        Sliding plain = Sliding.of(strides, padding).dilated(dilation.height(), dilation.width());
        return hasZeros() ? plain.padded(zeros[0], zeros[1], zeros[2], zeros[3]) : plain;
    }

    boolean hasZeros() {
        return zeros[0] + zeros[1] + zeros[2] + zeros[3] > 0;
    }

    /** The number of places along an axis of this size: 0 or less where the kernel does not fit. */
    int places(int axis, int size) {
        Sliding how = sliding();
        return axis == 1
                ? how.down(size, kernel.height()).count()
                : how.right(size, kernel.width()).count();
    }

    <T extends WindowedLayer<T>> T set(T layer) {
        layer.strides(strides.height(), strides.width()).dilationRate(dilation.height(), dilation.width());
        return hasZeros() ? layer.padding(zeros[0], zeros[1], zeros[2], zeros[3]) : layer.padding(padding);
    }

    @Override
    public String toString() {
        return "kernel " + kernel + ", strides " + strides + ", dilation " + dilation + ", "
                + (hasZeros() ? "zeros " + java.util.Arrays.toString(zeros) : padding);
    }
}
