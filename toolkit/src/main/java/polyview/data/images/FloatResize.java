package polyview.data.images;

import polyview.data.FloatArray;

/**
 * Resizes pixels of any number of channels and of any range, which are decoded in Java, and converts them to a form: with the
 * arithmetic of {@link JavaResize}, so that a gray PNG and the same pixels in another format have the same bits.
 */
final class FloatResize {

    private final ImageForm form;
    private final DecodedPixels.Ready image;
    private final int channels;
    private final Pixels pixels;
    private final float[] whole;
    private final float[] finished;

    FloatResize(ImageForm form, DecodedPixels.Ready image) {
        this.form = form;
        this.image = image;
        this.channels = image.pixels().size(2);
        this.pixels = new Pixels(form, image.most());
        this.whole = new float[channels * form.width()];
        this.finished = new float[form.channels() * form.width()];
    }

    /** The pixels become (H, W, C) in the range of the form. */
    void resize(float[] target) {
        FloatArray source = image.pixels();
        Frame frame = Frame.of(form, source.size(0), source.size(1));
        AxisPlan down = AxisPlan.of(form.resampling(), frame.top(), frame.height(), frame.innerHeight());
        AxisPlan across = AxisPlan.of(form.resampling(), frame.left(), frame.width(), frame.innerWidth());
        int before = (form.height() - frame.innerHeight()) / 2;
        int left = channels * ((form.width() - frame.innerWidth()) / 2);
        float[] upper = new float[channels * frame.innerWidth()];
        float[] lower = new float[upper.length];
        for (int y = 0; y < form.height(); y++) {
            int row = y - before;
            if (row < 0 || row >= frame.innerHeight()) {
                finish(new float[whole.length], target, y);
                continue;
            }
            line(source, down.lower()[row], across, upper);
            line(source, down.upper()[row], across, lower);
            float weight = down.weight()[row];
            for (int k = 0; k < upper.length; k++) {
                whole[left + k] = upper[k] + (lower[k] - upper[k]) * weight;
            }
            finish(whole, target, y);
        }
    }

    private void line(FloatArray source, int row, AxisPlan across, float[] line) {
        float[] values = source.values();
        int begin = row * source.size(1) * channels;
        for (int x = 0; x < line.length / channels; x++) {
            int left = begin + channels * across.lower()[x];
            int right = begin + channels * across.upper()[x];
            float weight = across.weight()[x];
            for (int c = 0; c < channels; c++) {
                line[channels * x + c] = values[left + c] + (values[right + c] - values[left + c]) * weight;
            }
        }
    }

    private void finish(float[] row, float[] target, int y) {
        pixels.convert(row, channels, finished);
        System.arraycopy(finished, 0, target, y * finished.length, finished.length);
    }

    /** Pixels (H, W, c) that are resized already become (H, W, C) in the range of the form. */
    void finish(float[] resized, float[] target) {
        for (int y = 0; y < form.height(); y++) {
            System.arraycopy(resized, y * whole.length, whole, 0, whole.length);
            finish(whole, target, y);
        }
    }
}
