package polyview.benchmarks.steps;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The values of weights and data, the same in every process. */
public final class Numbers {

    private Numbers() {}

    /** The number of elements. */
    public static int size(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** A shape with the batch in front. */
    public static long[] batched(int batch, long... sample) {
        long[] shape = new long[sample.length + 1];
        shape[0] = batch;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return shape;
    }

    /** A weight: zeros for a vector, else uniform with the variance of He's rule over all axes but the last. */
    public static float[] weight(int index, long... shape) {
        int size = size(shape);
        return shape.length == 1
                ? new float[size]
                : uniform(index, size, Math.sqrt(6.0 * shape[shape.length - 1] / size));
    }

    /** The pixels of an input, uniform in -1..1. */
    public static float[] input(Work work, int index) {
        return uniform(1000 + index, size(batched(work.batch(), work.inputs().get(index))), 1);
    }

    /** The class of each sample. */
    public static int[] classes(Work work) {
        int[] classes = new int[work.batch()];
        Arrays.setAll(classes, i -> i % Work.CLASSES);
        return classes;
    }

    /** The same as rows of one 1 each. */
    public static float[] oneHot(Work work) {
        float[] rows = new float[work.batch() * Work.CLASSES];
        int[] classes = classes(work);
        for (int i = 0; i < classes.length; i++) {
            rows[i * Work.CLASSES + classes[i]] = 1;
        }
        return rows;
    }

    /** The target of {@link Work#mask()}: 1 where a drawn number is positive. */
    public static float[] mask(Work work) {
        float[] mask = uniform(2000, size(batched(work.batch(), work.mask())), 1);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mask[i] > 0 ? 1 : 0;
        }
        return mask;
    }

    private static float[] uniform(int seed, int size, double bound) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }
}
