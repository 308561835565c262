package polyview.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;

/**
 * Floats with a shape, row-major: the inputs, targets and outputs of a model.
 *
 * <p>Element {@code (i, j, k)} of shape {@code (A, B, C)} is {@code values[(i * B + j) * C + k]}.
 *
 * <p>Refused: a shape that does not hold as many elements as there are values ({@code shape [2, 3] holds 6 values, got
 * 5}).
 *
 * <p>Example: {@code FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).get(1, 0)} is 4.
 */
public final class FloatArray implements Serializable {

    static {
        Startup.begin();
    }

    private final Shape shape;
    private final float[] values;

    private FloatArray(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** Wraps values, without a copy; an empty shape is a single number. */
    public static FloatArray of(float[] values, long... shape) {
        return of(values, Shape.of(shape));
    }

    /** Wraps values, without a copy. */
    public static FloatArray of(float[] values, Shape shape) {
        checkKnown(shape);
        if (shape.size() != values.length) {
            throw new IllegalArgumentException(
                    "shape " + shape + " holds " + shape.size() + " values, got " + values.length);
        }
        return new FloatArray(shape, values);
    }

    /** An array of zeros. */
    public static FloatArray zeros(Shape shape) {
        checkKnown(shape);
        if (shape.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "shape " + shape + " holds " + shape.size() + " values, more than one array can");
        }
        return new FloatArray(shape, new float[Math.toIntExact(shape.size())]);
    }

    /**
     * Puts arrays of one shape together on a new first axis: {@code k} times {@code (A, B) -> (k, A, B)}.
     *
     * <p>Refused: no arrays, or arrays of different shapes, with the index of the first that differs.
     */
    public static FloatArray stack(List<FloatArray> arrays) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("arrays must not be empty");
        }
        Shape one = arrays.get(0).shape;
        int length = Math.toIntExact(one.size());
        float[] all = new float[Math.multiplyExact(length, arrays.size())];
        for (int i = 0; i < arrays.size(); i++) {
            FloatArray array = arrays.get(i);
            if (!array.shape.equals(one)) {
                throw new IllegalArgumentException(
                        "arrays must have one shape, got " + one + " and, at " + i + ", " + array.shape);
            }
            System.arraycopy(array.values, 0, all, i * length, length);
        }
        return new FloatArray(one.prepend(arrays.size()), all);
    }

    /**
     * Puts arrays one behind the other on the first axis: {@code (2, A) and (3, A) -> (5, A)}.
     *
     * <p>Refused: no arrays, and shapes that differ behind the first axis.
     */
    public static FloatArray concat(List<FloatArray> arrays) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("arrays must not be empty");
        }
        Shape one = arrays.get(0).shape.tail();
        int rows = 0;
        for (FloatArray array : arrays) {
            if (!array.shape.tail().equals(one)) {
                throw new IllegalArgumentException(
                        "arrays must have one shape behind the first axis, got " + one + " and " + array.shape.tail());
            }
            rows = Math.addExact(rows, array.size(0));
        }
        FloatArray all = zeros(one.prepend(rows));
        int filled = 0;
        for (FloatArray array : arrays) {
            System.arraycopy(array.values, 0, all.values, filled, array.values.length);
            filled += array.values.length;
        }
        return all;
    }

    /** Travels as its bytes: Java would change the bits of some NaNs. */
    private Object writeReplace() {
        return new FloatBytes(this);
    }

    /** The shape, every dimension known. */
    public Shape shape() {
        return shape;
    }

    /** The size of one axis; a negative axis counts from the last. */
    public int size(int axis) {
        int rank = shape.numDimensions();
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis must lie in [" + -rank + ", " + (rank - 1) + "], got " + axis);
        }
        return Math.toIntExact(shape.get(axis < 0 ? axis + rank : axis));
    }

    /** The backing array itself, not a copy. */
    public float[] values() {
        return values;
    }

    /** One element. */
    public float get(int... index) {
        return values[offset(index)];
    }

    /** Changes one element. */
    public void set(float value, int... index) {
        values[offset(index)] = value;
    }

    /** The same values in another shape, without a copy. */
    public FloatArray reshape(long... newShape) {
        return of(values, newShape);
    }

    /** Element {@code i} of the first axis, copied: {@code (N, A, B) -> (A, B)}. */
    public FloatArray row(int i) {
        FloatArray one = rows(i);
        return new FloatArray(shape.tail(), one.values);
    }

    /** Elements of the first axis in the order given, copied: {@code (N, A, B) -> (k, A, B)}. */
    public FloatArray rows(int... indices) {
        int count = size(0);
        int length = Math.toIntExact(shape.tail().size());
        float[] picked = new float[Math.multiplyExact(length, indices.length)];
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= count) {
                throw new IllegalArgumentException("row must lie in [0, " + count + "), got " + indices[i]);
            }
            System.arraycopy(values, indices[i] * length, picked, i * length, length);
        }
        return new FloatArray(shape.tail().prepend(indices.length), picked);
    }

    /**
     * Channels, the elements of the last axis, in the order given, copied: {@code (N, H, W, C) -> (N, H, W, k)}; a channel may be
     * repeated.
     *
     * <p>Refused: {@code channel must lie in [0, 4), got 4}.
     *
     * <p>Example: of one pixel with the channels (7, 8, 9), {@code channels(2, 0)} gives (9, 7).
     */
    public FloatArray channels(int... indices) {
        int count = size(-1);
        for (int index : indices) {
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException("channel must lie in [0, " + count + "), got " + index);
            }
        }
        FloatArray picked = zeros(shape.take(shape.numDimensions() - 1).append(indices.length));
        for (int i = 0; i < picked.values.length; i++) {
            picked.values[i] = values[i / indices.length * count + indices[i % indices.length]];
        }
        return picked;
    }

    private static void checkKnown(Shape shape) {
        if (shape.isUnknown() || LongStream.of(shape.asArray()).anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("shape must be known, got " + shape);
        }
    }

    private int offset(int[] index) {
        if (index.length != shape.numDimensions()) {
            throw new IllegalArgumentException(
                    "index must have " + shape.numDimensions() + " numbers, got " + Arrays.toString(index));
        }
        long offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.get(axis)) {
                throw new IllegalArgumentException("index " + Arrays.toString(index) + " lies outside " + shape);
            }
            offset = offset * shape.get(axis) + index[axis];
        }
        return (int) offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatArray o && shape.equals(o.shape) && Arrays.equals(values, o.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /** The shape and at most the first eight values. */
    @Override
    public String toString() {
        String head = Arrays.toString(Arrays.copyOf(values, Math.min(8, values.length)));
        return "FloatArray" + shape + (values.length > 8 ? head.replace("]", ", ...]") : head);
    }
}
