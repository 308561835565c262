package polyview.data.images;

/**
 * Converts a resized image of three channels in 0..255 to gray or colour and to the range of values of its form, in one pass.
 *
 * <p>It is plain Java for both readers: the results have the same bits, and for small images it is faster than more ops.
 */
final class Pixels {

    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final boolean gray;
    private final float[] scale;
    private final float[] offset;
    private final boolean alike;
    private final int pixels;

    Pixels(ImageForm form) {
        this.gray = form.channels() == 1;
        this.scale = form.scale();
        this.offset = form.offset();
        this.alike = form.channels() == 3
                && scale[0] == scale[1]
                && scale[0] == scale[2]
                && offset[0] == offset[1]
                && offset[0] == offset[2];
        this.pixels = form.height() * form.width();
    }

    /** Reads an image of three channels from {@code from} on and writes (H, W, C) from {@code to} on. */
    void convert(float[] source, int from, float[] target, int to) {
        if (alike) {
            convertAlike(source, from, target, to);
        } else if (gray) {
            convertToGray(source, from, target, to);
        } else {
            for (int i = 0; i < 3 * pixels; i += 3) {
                target[to + i] = scale[0] * source[from + i] + offset[0];
                target[to + i + 1] = scale[1] * source[from + i + 1] + offset[1];
                target[to + i + 2] = scale[2] * source[from + i + 2] + offset[2];
            }
        }
    }

    /** The usual case, as a loop that the compiler can vectorise: three times as fast. */
    private void convertAlike(float[] source, int from, float[] target, int to) {
        float factor = scale[0];
        float added = offset[0];
        for (int i = 0; i < 3 * pixels; i++) {
            target[to + i] = factor * source[from + i] + added;
        }
    }

    private void convertToGray(float[] source, int from, float[] target, int to) {
        float factor = scale[0];
        float added = offset[0];
        for (int i = 0; i < pixels; i++) {
            float red = source[from + 3 * i];
            // By differences, so that three equal channels keep their value exactly.
            float light = red + GREEN * (source[from + 3 * i + 1] - red) + BLUE * (source[from + 3 * i + 2] - red);
            target[to + i] = factor * light + added;
        }
    }
}
