package polyview.data.images;

/**
 * Converts rows of a resized image, three channels, to gray or colour and to the range of values of its form.
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

    Pixels(ImageForm form) {
        this(form, form.mostOfBytes());
    }

    /** For numbers of which this one becomes 1. */
    Pixels(ImageForm form, double most) {
        this.gray = form.channels() == 1;
        this.scale = form.scale(most);
        this.offset = form.offset();
        this.alike = form.channels() == 3
                && scale[0] == scale[1]
                && scale[0] == scale[2]
                && offset[0] == offset[1]
                && offset[0] == offset[2];
    }

    /** Reads pixels of three channels and writes as many of the form's channels; arrays are as long as that. */
    void convert(float[] source, float[] target) {
        if (alike) {
            convertAlike(source, target);
        } else if (gray) {
            convertToGray(source, target);
        } else {
            for (int i = 0; i < target.length; i += 3) {
                target[i] = scale[0] * source[i] + offset[0];
                target[i + 1] = scale[1] * source[i + 1] + offset[1];
                target[i + 2] = scale[2] * source[i + 2] + offset[2];
            }
        }
    }

    /** The usual case, as a loop that the compiler can vectorise; it cannot where the target begins elsewhere. */
    private void convertAlike(float[] source, float[] target) {
        float factor = scale[0];
        float added = offset[0];
        for (int i = 0; i < target.length; i++) {
            target[i] = factor * source[i] + added;
        }
    }

    /** Reads pixels with any number of channels that the form can take, and writes the form's. */
    void convert(float[] source, int channels, float[] target) {
        int wanted = scale.length;
        if (channels == 3 && wanted == 1) {
            convertToGray(source, target);
            return;
        }
        // One channel is repeated in all.
        int step = channels == wanted ? 1 : 0;
        for (int x = 0; x < target.length / wanted; x++) {
            for (int c = 0; c < wanted; c++) {
                target[wanted * x + c] = scale[c] * source[channels * x + step * c] + offset[c];
            }
        }
    }

    private void convertToGray(float[] source, float[] target) {
        float factor = scale[0];
        float added = offset[0];
        for (int i = 0; i < target.length; i++) {
            float red = source[3 * i];
            // By differences, so that three equal channels keep their value exactly.
            float light = red + GREEN * (source[3 * i + 1] - red) + BLUE * (source[3 * i + 2] - red);
            target[i] = factor * light + added;
        }
    }
}
