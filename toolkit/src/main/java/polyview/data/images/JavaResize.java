package polyview.data.images;

import java.util.Arrays;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

/**
 * Resizes decoded pixels of three channels and converts them to a form, row by row, in Java: as the ops of {@link ImageGraph} and
 * {@link Pixels} do it, bit by bit, but faster.
 *
 * <p>What the ops pass on as whole images, of floats that are copied twice, stays in a few rows here, and those are in the
 * processor's nearest cache. Only rows that are needed are taken from the tensor. It holds scratch memory, so one thread at a time
 * may use it.
 */
final class JavaResize {

    private static final int CHANNELS = 3;

    /** A table is faster than the instruction that converts one number. */
    private static final float[] FLOATS = new float[1 << Byte.SIZE];

    static {
        for (int i = 0; i < FLOATS.length; i++) {
            FLOATS[i] = i;
        }
    }

    private final ImageForm form;
    private final Pixels pixels;
    private final float[] whole;
    private final float[] finished;
    private byte[] bytes = {};
    private int height;
    private int width;
    private Frame frame;
    private AxisPlan down;
    private AxisPlan across;
    private int[] places;
    private float[] upper;
    private float[] lower;
    private float[] mixed;

    JavaResize(ImageForm form) {
        this.form = form;
        this.pixels = new Pixels(form);
        this.whole = new float[CHANNELS * form.width()];
        this.finished = new float[form.channels() * form.width()];
        plan(form.height(), form.width());
    }

    private void plan(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return;
        }
        height = newHeight;
        width = newWidth;
        frame = Frame.of(form, height, width);
        down = AxisPlan.of(form.resampling(), frame.top(), frame.height(), frame.innerHeight());
        across = AxisPlan.of(form.resampling(), frame.left(), frame.width(), frame.innerWidth());
        places = Arrays.stream(across.lower()).map(x -> CHANNELS * x).toArray();
        upper = new float[CHANNELS * frame.innerWidth()];
        lower = new float[upper.length];
        mixed = new float[upper.length];
        Arrays.fill(whole, 0);
        if (bytes.length < CHANNELS * (width + 1)) {
            // One pixel more: the last one has a neighbour too, of weight 0.
            bytes = new byte[CHANNELS * (width + 1)];
        }
    }

    /** An image (h, w, 3) becomes (H, W, C) in the range of the form. */
    void resize(TUint8 image, float[] target) {
        resize(image, Orientation.UPRIGHT, target);
    }

    /** The same of an image that is turned upright before. */
    void resize(TUint8 image, Orientation orientation, float[] target) {
        int rows = (int) image.shape().get(0);
        int columns = (int) image.shape().get(1);
        ByteDataBuffer source = image.asRawTensor().data();
        if (orientation == Orientation.UPRIGHT) {
            plan(rows, columns);
            resize(source, target);
            return;
        }
        byte[] all = new byte[CHANNELS * rows * columns];
        source.read(all);
        plan(orientation.swaps() ? columns : rows, orientation.swaps() ? rows : columns);
        resize(DataBuffers.of(orientation.upright(all, rows, columns), true, false), target);
    }

    private void resize(ByteDataBuffer source, float[] target) {
        int before = (form.height() - frame.innerHeight()) / 2;
        float[] black = new float[form.height() == frame.innerHeight() ? 0 : whole.length];
        // The rows that the two lines were made of.
        int inUpper = -1;
        int inLower = -1;
        for (int y = 0; y < form.height(); y++) {
            int row = y - before;
            if (row < 0 || row >= frame.innerHeight()) {
                finish(black, target, y);
                continue;
            }
            int first = down.lower()[row];
            int second = down.upper()[row];
            if (first == inLower) {
                float[] line = upper;
                upper = lower;
                lower = line;
                inLower = inUpper;
                inUpper = first;
            } else if (first != inUpper) {
                line(source, first, upper);
                inUpper = first;
            }
            if (second != first && second != inLower) {
                line(source, second, lower);
                inLower = second;
            }
            mix(upper, second == first ? upper : lower, down.weight()[row], mixed);
            finish(inFrame(), target, y);
        }
    }

    /** A row of the source, resized. */
    private void line(ByteDataBuffer source, int row, float[] line) {
        source.offset((long) row * width * CHANNELS).read(bytes, 0, width * CHANNELS);
        between(bytes, places, across.weight(), line);
    }

    private static void between(byte[] bytes, int[] places, float[] weights, float[] line) {
        float[] floats = FLOATS;
        for (int x = 0; x < places.length; x++) {
            int place = places[x];
            float weight = weights[x];
            // The outermost first: they show the compiler that those between are in the array.
            float right2 = floats[bytes[place + 5] & 0xFF];
            float left0 = floats[bytes[place] & 0xFF];
            float left1 = floats[bytes[place + 1] & 0xFF];
            float left2 = floats[bytes[place + 2] & 0xFF];
            float right0 = floats[bytes[place + 3] & 0xFF];
            float right1 = floats[bytes[place + 4] & 0xFF];
            int k = 3 * x;
            line[k + 2] = left2 + (right2 - left2) * weight;
            line[k] = left0 + (right0 - left0) * weight;
            line[k + 1] = left1 + (right1 - left1) * weight;
        }
    }

    /** To an array from its start on: only so the compiler vectorises it, which is worth more than the copy that follows. */
    private static void mix(float[] upper, float[] lower, float weight, float[] mixed) {
        for (int k = 0; k < mixed.length; k++) {
            mixed[k] = upper[k] + (lower[k] - upper[k]) * weight;
        }
    }

    /** The whole row, black at the sides. */
    private float[] inFrame() {
        if (mixed.length == whole.length) {
            return mixed;
        }
        System.arraycopy(mixed, 0, whole, CHANNELS * ((form.width() - frame.innerWidth()) / 2), mixed.length);
        return whole;
    }

    private void finish(float[] row, float[] target, int y) {
        pixels.convert(row, finished);
        System.arraycopy(finished, 0, target, y * finished.length, finished.length);
    }

    /** An image (H, W, 3) in 0..255 that is resized already becomes (H, W, C) in the range of the form. */
    void finish(float[] source, int from, float[] target) {
        for (int y = 0; y < form.height(); y++) {
            System.arraycopy(source, from + y * whole.length, whole, 0, whole.length);
            finish(whole, target, y);
        }
        Arrays.fill(whole, 0);
    }
}
