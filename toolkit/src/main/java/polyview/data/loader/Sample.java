package polyview.data.loader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * The arrays of one sample between its source and a batch; they are reused for other samples.
 *
 * <p>Values are row-major, the last axis fastest: (y, x, c) of an image (H, W, C) at {@code (y W + x) C + c}.
 */
public final class Sample {

    /**
     * Why something cannot be read.
     *
     * @param array the number of the input, or of the target behind all inputs; -1 for the whole sample
     * @param part which file of it, and 0 where there is one
     * @param column what the report calls it; empty for the name of the input
     * @param text what it was read from; empty for what the source calls the input
     * @param reason why
     */
    record Fault(int array, int part, String column, String text, String reason) {

        Fault(int array, String reason) {
            this(array, 0, "", "", reason);
        }
    }

    private final float[][] inputs;
    private final float[][] targets;
    private final boolean[] needed;
    private final List<Fault> faults = new ArrayList<>();
    private int index;

    Sample(SampleSource source) {
        inputs = arrays(source.inputShapes());
        targets = arrays(source.targetShapes());
        needed = new boolean[inputs.length + targets.length];
    }

    private static float[][] arrays(List<Shape> shapes) {
        return shapes.stream()
                .map(shape -> new float[Math.toIntExact(shape.size())])
                .toArray(float[][]::new);
    }

    /** The values of one input, to be filled. */
    public float[] input(int input) {
        return inputs[input];
    }

    /** The values of one target, to be filled; one number for the index of a class. */
    public float[] target(int target) {
        return targets[target];
    }

    /** Whether an input must be read: one in the cache need not, and writing to it has no effect. */
    public boolean needs(int input) {
        return needed[input];
    }

    /**
     * Says that an input cannot be read: the sample is left out, and the report names the input and the reason.
     *
     * <p>Refused: {@code input must lie in [0, 2), got 2}.
     */
    public void bad(int input, String reason) {
        if (input < 0 || input >= inputs.length) {
            throw new IllegalArgumentException("input must lie in [0, " + inputs.length + "), got " + input);
        }
        faults.add(new Fault(input, reason));
    }

    /** Notes that one file of an input or a target cannot be read. */
    void bad(int array, int part, String column, String text, String reason) {
        faults.add(new Fault(array, part, column, text, reason));
    }

    /** Notes that the whole sample cannot be read. */
    void bad(String reason) {
        faults.add(new Fault(-1, reason));
    }

    /** Forgets the faults; the arrays keep the values of the sample before. */
    void start(int newIndex) {
        index = newIndex;
        faults.clear();
        Arrays.fill(needed, true);
    }

    /** Clears all arrays. */
    void clear() {
        Stream.of(inputs, targets).flatMap(Stream::of).forEach(values -> Arrays.fill(values, 0));
    }

    int index() {
        return index;
    }

    int inputs() {
        return inputs.length;
    }

    /** Inputs, then targets. */
    int arrays() {
        return needed.length;
    }

    float[] array(int array) {
        return array < inputs.length ? inputs[array] : targets[array - inputs.length];
    }

    boolean isNeeded(int array) {
        return needed[array];
    }

    void isNotNeeded(int array) {
        needed[array] = false;
    }

    boolean needsAny() {
        for (boolean one : needed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** The faults, and forgets them; empty for a good sample. */
    List<Fault> faults() {
        return faults;
    }

    boolean isGood(int array) {
        return faults.stream().noneMatch(f -> f.array() == array || f.array() < 0);
    }

    void takeFaults(Sample other) {
        faults.addAll(other.faults);
    }

    /** Copies the arrays into the place of one sample in a batch, inputs and then targets. */
    void copyTo(List<FloatArray> batch, int place) {
        for (int a = 0; a < needed.length; a++) {
            float[] values = array(a);
            System.arraycopy(values, 0, batch.get(a).values(), place * values.length, values.length);
        }
    }
}
