package polyview.layers;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Doubles with a shape, row-major: what plain-Java references compute with. */
final class DoubleArray {

    private final int[] shape;
    private final double[] values;

    private DoubleArray(int[] shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    static DoubleArray zeros(int... shape) {
        return new DoubleArray(shape, new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)]);
    }

    /** The values as they are; a float is exact as a double. */
    static DoubleArray of(FloatArray array) {
        DoubleArray copy = zeros(LongStream.of(array.shape().asArray())
                .mapToInt(Math::toIntExact)
                .toArray());
        Arrays.setAll(copy.values, i -> array.values()[i]);
        return copy;
    }

    /** Every element from its index. */
    static DoubleArray generate(int[] shape, ToDoubleFunction<int[]> element) {
        DoubleArray made = zeros(shape);
        int[] index = new int[shape.length];
        for (int i = 0; i < made.values.length; i++) {
            int rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            made.values[i] = element.applyAsDouble(index);
        }
        return made;
    }

    int rank() {
        return shape.length;
    }

    int[] shape() {
        return shape.clone();
    }

    /** The size of one axis; a negative axis counts from the last. */
    int size(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    /** The same shape with another last axis. */
    int[] shapeWithLast(int size) {
        int[] other = shape.clone();
        other[shape.length - 1] = size;
        return other;
    }

    double get(int... index) {
        return values[offset(index)];
    }

    void set(double value, int... index) {
        values[offset(index)] = value;
    }

    /** The backing array itself, not a copy. */
    double[] values() {
        return values;
    }

    DoubleArray map(DoubleUnaryOperator function) {
        return new DoubleArray(shape, Arrays.stream(values).map(function).toArray());
    }

    /** The same values in another shape, copied. */
    DoubleArray reshape(int... newShape) {
        DoubleArray other = zeros(newShape);
        System.arraycopy(values, 0, other.values, 0, values.length);
        return other;
    }

    /** The sum of the products of elements in the same place. */
    double dot(DoubleArray other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /** Rounded to floats. */
    FloatArray floats() {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return FloatArray.of(
                rounded, Shape.of(Arrays.stream(shape).asLongStream().toArray()));
    }

    private int offset(int[] index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException("index " + Arrays.toString(index) + " in " + Arrays.toString(shape));
        }
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new IndexOutOfBoundsException(Arrays.toString(index) + " outside " + Arrays.toString(shape));
            }
            offset = offset * shape[axis] + index[axis];
        }
        return offset;
    }
}
