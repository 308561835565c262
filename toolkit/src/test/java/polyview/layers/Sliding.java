package polyview.layers;

/**
 * How the plain-Java reference moves a window over an image.
 *
 * @param strides the step of the window
 * @param dilation the distance of neighbouring elements of the window
 * @param padding the rule at the border
 * @param zeros zeros at the top, bottom, left and right, added before the rule holds
 * @param groups into how many groups the channels are split
 */
record Sliding(Size strides, Size dilation, Padding padding, int[] zeros, int groups) {

    /** Nothing but strides and a rule. */
    static Sliding of(Size strides, Padding padding) {
        return new Sliding(strides, new Size(1, 1), padding, new int[4], 1);
    }

    Sliding dilated(int height, int width) {
        return new Sliding(strides, new Size(height, width), padding, zeros, groups);
    }

    Sliding padded(int top, int bottom, int left, int right) {
        return new Sliding(strides, dilation, Padding.VALID, new int[] {top, bottom, left, right}, groups);
    }

    Sliding grouped(int count) {
        return new Sliding(strides, dilation, padding, zeros, count);
    }

    /** The window along one axis: the number of its places, and which pixel an element stands on. */
    record Axis(int count, int stride, int dilation, int before) {
        int place(int window, int element) {
            return window * stride + element * dilation - before;
        }
    }

    Axis down(int size, int elements) {
        return axis(size, elements, strides.height(), dilation.height(), zeros[0], zeros[1]);
    }

    Axis right(int size, int elements) {
        return axis(size, elements, strides.width(), dilation.width(), zeros[2], zeros[3]);
    }

    private Axis axis(int size, int elements, int stride, int gap, int before, int after) {
        int covered = (elements - 1) * gap + 1;
        if (padding == Padding.VALID) {
            // Rounded down also below zero: no place for a window that is too large.
            return new Axis(Math.floorDiv(size + before + after - covered, stride) + 1, stride, gap, before);
        }
        int count = (size + stride - 1) / stride;
        int missing = Math.max((count - 1) * stride + covered - size, 0);
        return new Axis(count, stride, gap, missing / 2);
    }
}
