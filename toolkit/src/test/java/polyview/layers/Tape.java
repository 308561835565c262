package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Plain-Java references with their gradients: every operation notes how a gradient goes back through it.
 *
 * <p>{@link #ambiguous()} counts places where 32 bits may take the other side of a kink; no gradient is right there.
 */
final class Tape {

    /** Relative to the largest element: closer to a kink than this, floats may lie on either side. */
    static final double DOUBT = 1e-5;

    private final List<Runnable> back = new ArrayList<>();
    private long ambiguous;
    private Node bent;
    private boolean[] bends = {};

    /** A value and the gradient of the loss with respect to it. */
    static final class Node {
        final DoubleArray value;
        final DoubleArray gradient;

        private Node(DoubleArray value) {
            this.value = value;
            this.gradient = DoubleArray.zeros(value.shape());
        }

        int size(int axis) {
            return value.size(axis);
        }

        void add(DoubleArray more) {
            for (int i = 0; i < more.values().length; i++) {
                gradient.values()[i] += more.values()[i];
            }
        }
    }

    /** An input or a weight. */
    Node leaf(DoubleArray value) {
        return new Node(value);
    }

    /** The result of an operation; {@code backwards} adds to the gradients of what it was made from. */
    Node note(DoubleArray value, Consumer<Node> backwards) {
        Node made = new Node(value);
        back.add(() -> backwards.accept(made));
        return made;
    }

    void doubt(long places) {
        ambiguous += places;
    }

    long ambiguous() {
        return ambiguous;
    }

    /** Fills the gradients of {@code sum(output factor)}. */
    void backward(Node output, DoubleArray factor) {
        output.add(factor);
        for (int i = back.size() - 1; i >= 0; i--) {
            back.get(i).run();
        }
    }

    /** Takes places of doubt out of the factor where they are those of the output itself. */
    void spare(Node output, DoubleArray factor) {
        for (int i = 0; output == bent && i < bends.length; i++) {
            if (bends[i]) {
                factor.values()[i] = 0;
                ambiguous--;
            }
        }
    }

    Node convolution(Node x, Node k, Sliding how) {
        return note(Loops.forward(x.value, k.value, how), y -> {
            x.add(Loops.inputGradient(x.value.shape(), k.value, y.gradient, how));
            k.add(Loops.kernelGradient(x.value, k.value.shape(), y.gradient, how));
        });
    }

    /** What a convolution of these options gives back to its input of this height and width; the kernel is {@code (h, w, F, C)}. */
    Node transposed(Node x, Node k, Sliding how, int height, int width) {
        int[] shape = {x.size(0), height, width, k.size(2)};
        return note(Loops.inputGradient(shape, k.value, x.value, how), y -> {
            x.add(Loops.forward(y.gradient, k.value, how));
            k.add(Loops.kernelGradient(y.gradient, k.value.shape(), x.value, how));
        });
    }

    /** A matrix applied to the last axis. */
    Node product(Node x, Node k) {
        int rows = x.value.values().length / k.size(0);
        Node images = reshape(x, rows, 1, 1, k.size(0));
        Node y = convolution(images, reshape(k, 1, 1, k.size(0), k.size(1)), Sliding.of(new Size(1, 1), Padding.VALID));
        return reshape(y, x.value.shapeWithLast(k.size(1)));
    }

    Node reshape(Node x, int... shape) {
        return note(x.value.reshape(shape), y -> x.add(y.gradient));
    }

    /** A vector along the last axis, together with x. */
    Node perChannel(Node x, Node vector, boolean multiply) {
        double[] v = vector.value.values();
        DoubleArray made = DoubleArray.zeros(x.value.shape());
        for (int i = 0; i < made.values().length; i++) {
            double own = x.value.values()[i];
            made.values()[i] = multiply ? own * v[i % v.length] : own + v[i % v.length];
        }
        return note(made, y -> {
            for (int i = 0; i < y.gradient.values().length; i++) {
                double g = y.gradient.values()[i];
                x.gradient.values()[i] += multiply ? g * v[i % v.length] : g;
                vector.gradient.values()[i % v.length] += multiply ? g * x.value.values()[i] : g;
            }
        });
    }

    /** A function of each element; its derivative by differences in doubles, whose bends are places of doubt. */
    Node each(Node x, UnaryOperator<DoubleArray> function) {
        double largest = 1;
        for (double value : x.value.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        double doubt = DOUBT * largest;
        double h = doubt / 100;
        double[] middle = function.apply(x.value).values();
        double[] far = function.apply(x.value.map(v -> v + doubt)).values();
        double[] farBelow = function.apply(x.value.map(v -> v - doubt)).values();
        double[] above = function.apply(x.value.map(v -> v + h)).values();
        double[] below = function.apply(x.value.map(v -> v - h)).values();
        bends = new boolean[middle.length];
        int count = 0;
        for (int i = 0; i < middle.length; i++) {
            bends[i] = Math.abs(far[i] - 2 * middle[i] + farBelow[i]) > 0.01 * doubt;
            count += bends[i] ? 1 : 0;
        }
        doubt(count);
        bent = note(function.apply(x.value), y -> {
            for (int i = 0; i < middle.length; i++) {
                x.gradient.values()[i] += y.gradient.values()[i] * (above[i] - below[i]) / (2 * h);
            }
        });
        return bent;
    }

    /** A function of two elements in the same place, and its derivatives. */
    Node both(Node a, Node b, DoubleBinaryOperator f, DoubleBinaryOperator byA, DoubleBinaryOperator byB) {
        DoubleArray made = DoubleArray.zeros(a.value.shape());
        double[] p = a.value.values();
        double[] q = b.value.values();
        for (int i = 0; i < p.length; i++) {
            made.values()[i] = f.applyAsDouble(p[i], q[i]);
        }
        return note(made, y -> {
            for (int i = 0; i < p.length; i++) {
                a.gradient.values()[i] += y.gradient.values()[i] * byA.applyAsDouble(p[i], q[i]);
                b.gradient.values()[i] += y.gradient.values()[i] * byB.applyAsDouble(p[i], q[i]);
            }
        });
    }

    /** A linear map: output {@code to[i]} takes {@code share[i]} of input {@code from[i]}; entries may repeat. */
    Node linear(Node x, int[] shape, int[] from, int[] to, double[] share) {
        DoubleArray made = DoubleArray.zeros(shape);
        for (int i = 0; i < from.length; i++) {
            made.values()[to[i]] += share[i] * x.value.values()[from[i]];
        }
        return note(made, y -> {
            for (int i = 0; i < from.length; i++) {
                x.gradient.values()[from[i]] += share[i] * y.gradient.values()[to[i]];
            }
        });
    }
}
