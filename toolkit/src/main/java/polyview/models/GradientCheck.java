package polyview.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;

/**
 * A layer's gradients against differences of its outputs: the proof of a gradient that is written by hand.
 *
 * <p>The loss is {@code sum(y * r)} with random {@code r}; its gradient with respect to every element of every input and weight
 * is compared to {@code (loss(v + h) - loss(v - h)) / 2h} with {@code h = 1/128}. Errors are relative to the largest gradient
 * in the same array, or to a thousandth of the largest output where that is more. With smooth functions a right gradient
 * is off by some 1e-4, a wrong factor or index by 1e-1 and more. Weights are random too, and the layer works as in
 * training.
 *
 * <p>Near a kink, and where the gradient is meant to be another one, as behind a sign, a large error is right. Two runs of the
 * layer for every element: take small images.
 *
 * <p>Refused: inputs that the layer cannot take, with the layer's own message, and an input without a batch dimension ({@code
 * input 0 needs a batch dimension, got ()}).
 *
 * <p>Example: {@code GradientCheck.of(layer, image)} prints {@code largest error 1.0e+00, at edges/kernel (0, 1, 0, 0):
 * gradient 2.5, by differences 5.0} where a factor of 2 is missing.
 *
 * @param largestError the largest relative error, NaN where any gradient is not a number
 * @param where the input or weight of that error, as {@code input 0} or {@code dense/kernel}
 * @param index the element there, one number for each axis
 * @param gradient its gradient as the layer gives it
 * @param difference its gradient by differences
 */
public record GradientCheck(
        double largestError, String where, List<Integer> index, double gradient, double difference) {

    private static final float STEP = 1f / 128;

    /** Copies the index. */
    public GradientCheck {
        index = List.copyOf(index);
    }

    /** Checks a layer at these inputs, batch dimension first. */
    public static GradientCheck of(Layer layer, FloatArray... inputs) {
        List<SymbolicTensor> symbolic = new ArrayList<>();
        for (FloatArray input : inputs) {
            int number = symbolic.size();
            if (input.shape().numDimensions() == 0) {
                throw new IllegalArgumentException("input " + number + " needs a batch dimension, got ()");
            }
            symbolic.add(SymbolicTensor.input(
                    "x" + number, Shape.of(-1).append(input.shape().tail())));
        }
        Network network = new Network(symbolic, List.of(layer.apply(symbolic)));
        try (GradientProbe probe = new GradientProbe(network, List.of(inputs))) {
            return of(probe);
        }
    }

    private static GradientCheck of(GradientProbe probe) {
        FloatArray output = probe.output();
        FloatArray factor = random(new SplittableRandom(1), output.shape());
        List<FloatArray> gradients = probe.gradients(factor);
        GradientCheck worst = new GradientCheck(-1, "", List.of(), 0, 0);
        for (int i = 0; i < gradients.size(); i++) {
            FloatArray values = probe.values().get(i);
            double[] differences = new double[values.values().length];
            for (int j = 0; j < differences.length; j++) {
                differences[j] = difference(probe, factor, values.values(), j);
            }
            float[] got = gradients.get(i).values();
            double scale = Math.max(
                    largest(differences), Math.max(largest(doubles(got)), 1e-3 * largest(doubles(output.values()))));
            for (int j = 0; j < differences.length; j++) {
                double off = Math.abs(got[j] - differences[j]);
                double error = off == 0 ? 0 : off / scale;
                // Written so that NaN is the worst of all.
                if (!(error <= worst.largestError) && !Double.isNaN(worst.largestError)) {
                    worst = new GradientCheck(
                            error, probe.names().get(i), index(j, values.shape()), got[j], differences[j]);
                }
            }
        }
        return worst;
    }

    private static double difference(GradientProbe probe, FloatArray factor, float[] values, int at) {
        float middle = values[at];
        float above = middle + STEP;
        float below = middle - STEP;
        values[at] = above;
        float[] high = probe.output().values();
        values[at] = below;
        float[] low = probe.output().values();
        values[at] = middle;
        double sum = 0;
        // Element by element: what does not change cancels before it is rounded.
        for (int i = 0; i < high.length; i++) {
            sum += ((double) high[i] - low[i]) * factor.values()[i];
        }
        return sum / ((double) above - below);
    }

    /** Numbers of both signs from 0.1 to 1. */
    static FloatArray random(SplittableRandom random, Shape shape) {
        float[] values = FloatArray.zeros(shape).values();
        for (int i = 0; i < values.length; i++) {
            float size = (float) random.nextDouble(0.1, 1);
            values[i] = random.nextBoolean() ? size : -size;
        }
        return FloatArray.of(values, shape);
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static List<Integer> index(int place, Shape shape) {
        Integer[] index = new Integer[shape.numDimensions()];
        int rest = place;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            int size = Math.toIntExact(shape.get(axis));
            index[axis] = rest % size;
            rest /= size;
        }
        return List.of(index);
    }

    @Override
    public String toString() {
        String element = index.toString().replace('[', '(').replace(']', ')');
        return String.format(
                Locale.ROOT,
                "largest error %.1e, at %s %s: gradient %.5g, by differences %.5g",
                largestError,
                where,
                element,
                gradient,
                difference);
    }
}
