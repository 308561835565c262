package polyview.layers;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;

/** Kernels as arrays {@code (h, w, C, K)}: computed from a formula, joined, and reordered. */
final class KernelArrays {

    private KernelArrays() {}

    /** A value of a kernel from its position: pixels down and to the right of the middle. */
    interface Formula {
        double at(double down, double right);
    }

    /** A square kernel {@code (size, size, 1, 1)}; refused: {@code size must be positive, got 0}. */
    static FloatArray generate(int size, Formula formula) {
        Checks.requirePositive("size", size);
        FloatArray made = FloatArray.zeros(Shape.of(size, size, 1, 1));
        double middle = (size - 1) / 2.0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                made.set((float) formula.at(row - middle, column - middle), row, column, 0, 0);
            }
        }
        return made;
    }

    /** Divides a new array by its sum, in place. */
    static FloatArray sumToOne(FloatArray kernel) {
        float[] values = kernel.values();
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / sum);
        }
        return kernel;
    }

    /** See {@link Kernels#bank}. */
    static FloatArray bank(List<FloatArray> kernels) {
        if (kernels.isEmpty()) {
            throw new IllegalArgumentException("kernels must not be empty");
        }
        Shape one = filterShape(0, kernels.get(0)).take(3);
        int places = Math.toIntExact(one.size());
        int all = 0;
        for (int i = 0; i < kernels.size(); i++) {
            Shape shape = filterShape(i, kernels.get(i));
            if (!shape.take(3).equals(one)) {
                throw new IllegalArgumentException("kernels must have one height, width and number of channels, got "
                        + one + " and, at " + i + ", " + shape.take(3));
            }
            all = Math.addExact(all, Math.toIntExact(shape.get(3)));
        }
        FloatArray bank = FloatArray.zeros(one.append(all));
        int first = 0;
        for (FloatArray kernel : kernels) {
            int own = kernel.values().length / places;
            for (int place = 0; place < places; place++) {
                System.arraycopy(kernel.values(), place * own, bank.values(), place * all + first, own);
            }
            first += own;
        }
        return bank;
    }

    private static Shape filterShape(int i, FloatArray kernel) {
        Shape shape = kernel.shape();
        int rank = shape.numDimensions();
        if (rank < 2 || rank > 4 || shape.size() == 0) {
            throw new IllegalArgumentException(
                    "kernel " + i + " must be (h, w), (h, w, C) or (h, w, C, K), got " + shape);
        }
        return rank == 2 ? shape.append(1).append(1) : rank == 3 ? shape.append(1) : shape;
    }

    /** {@code (h, w, C, K) -> (K, h, w, C)}. */
    static FloatArray images(FloatArray filter) {
        int kernels = filter.size(3);
        int places = filter.values().length / kernels;
        FloatArray images = FloatArray.zeros(filter.shape().take(3).prepend(kernels));
        for (int place = 0; place < places; place++) {
            for (int kernel = 0; kernel < kernels; kernel++) {
                images.values()[kernel * places + place] = filter.values()[place * kernels + kernel];
            }
        }
        return images;
    }

    /** The same kernels for every channel: {@code (h, w, 1, K) -> (h, w, C, K)}. */
    static FloatArray repeat(FloatArray filter, int channels) {
        int kernels = filter.size(3);
        FloatArray repeated = FloatArray.zeros(Shape.of(filter.size(0), filter.size(1), channels, kernels));
        for (int i = 0; i < filter.size(0) * filter.size(1) * channels; i++) {
            System.arraycopy(filter.values(), i / channels * kernels, repeated.values(), i * kernels, kernels);
        }
        return repeated;
    }
}
