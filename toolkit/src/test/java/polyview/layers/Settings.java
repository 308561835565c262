package polyview.layers;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import polyview.layers.Tape.Node;

/** Layers with windows, as settings with their formulas. */
final class Settings {

    private Settings() {}

    /** What follows a sum: the bias and the activation. */
    record End(boolean bias, Activations.Named activation) {

        <T extends WeightedLayer<T>> T set(T layer) {
            return layer.useBias(bias).activation(activation.function());
        }

        Node of(Tape t, Node y, Map<String, Node> w) {
            return of(t, y, bias ? w.get("bias") : null);
        }

        private Node of(Tape t, Node y, Node vector) {
            Node sum = vector == null ? y : t.perChannel(y, vector, false);
            return activation == Activations.LINEAR ? sum : t.each(sum, activation.plain());
        }

        @Override
        public String toString() {
            return (bias ? "bias, " : "no bias, ") + activation;
        }
    }

    static Setting conv2d(int[] in, int filters, Window window, int groups, End end) {
        return Setting.of(
                "Conv2D",
                filters + " filters, " + groups + " groups, " + window + ", " + end,
                in,
                () -> end.set(window.set(new Conv2D(
                                filters,
                                window.kernel().height(),
                                window.kernel().width())))
                        .groups(groups),
                (t, x, w) -> end.of(
                        t,
                        t.convolution(
                                x.get(0), w.get("kernel"), window.sliding().grouped(groups)),
                        w));
    }

    static Setting customConv2d(int[] in, int filters, Window window, int groups, End end) {
        Setting same = conv2d(in, filters, window, groups, end);
        return Setting.of(
                "CustomConv2D",
                same.options(),
                in,
                () -> end.set(window.set(new CustomConv2D(
                                filters,
                                window.kernel().height(),
                                window.kernel().width())))
                        .groups(groups),
                same.formula());
    }

    static Setting depthwise(int[] in, int multiplier, Window window, End end) {
        return Setting.of(
                "DepthwiseConv2D",
                multiplier + " maps each, " + window + ", " + end,
                in,
                () -> end.set(window.set(new DepthwiseConv2D(
                                window.kernel().height(), window.kernel().width())))
                        .depthMultiplier(multiplier),
                (t, x, w) -> end.of(t, apart(t, x.get(0), w.get("kernel"), window), w));
    }

    private static Node apart(Tape t, Node x, Node k, Window window) {
        Node grouped = t.reshape(k, k.size(0), k.size(1), 1, k.size(2) * k.size(3));
        return t.convolution(x, grouped, window.sliding().grouped(k.size(2)));
    }

    static Setting separable(int[] in, int filters, int multiplier, Window window, End end) {
        return Setting.of(
                "SeparableConv2D",
                filters + " filters, " + multiplier + " maps each, " + window + ", " + end,
                in,
                () -> end.set(window.set(new SeparableConv2D(
                                filters,
                                window.kernel().height(),
                                window.kernel().width())))
                        .depthMultiplier(multiplier),
                (t, x, w) -> {
                    Node maps = apart(t, x.get(0), w.get("depthwiseKernel"), window);
                    Sliding pixels = Sliding.of(new Size(1, 1), Padding.VALID);
                    return end.of(t, t.convolution(maps, w.get("pointwiseKernel"), pixels), w);
                });
    }

    static Setting tied(int[] in, int filters, Window window, End end) {
        return Setting.of(
                "TiedConv2D",
                filters + " filters, " + window + ", " + end,
                in,
                () -> end.set(window.set(new TiedConv2D(
                        filters, window.kernel().height(), window.kernel().width()))),
                (t, x, w) -> {
                    Node k = Formulas.copies(t, w.get("kernel"), 2, in[3]);
                    return end.of(t, t.convolution(x.get(0), k, window.sliding()), w);
                });
    }

    static Setting shared(int[] in, int filters, Window window, End end) {
        return Setting.of(
                "SharedConv2D",
                filters + " filters, " + window + ", " + end,
                in,
                () -> end.set(window.set(new SharedConv2D(
                        filters, window.kernel().height(), window.kernel().width()))),
                (t, x, w) -> {
                    Node y = apart(t, x.get(0), Formulas.copies(t, w.get("kernel"), 2, in[3]), window);
                    return end.of(t, y, end.bias() ? Formulas.copies(t, w.get("bias"), 0, in[3]) : null);
                });
    }

    /** The output that a convolution of these options takes back to the input. */
    static Setting transposed(int[] in, int filters, Window window, End end) {
        int height = reach(in[1], window, 0);
        int width = reach(in[2], window, 1);
        return Setting.of(
                "Conv2DTranspose",
                filters + " filters, " + window + ", " + end,
                in,
                () -> end.set(window.set(new Conv2DTranspose(
                        filters, window.kernel().height(), window.kernel().width()))),
                (t, x, w) -> end.of(t, t.transposed(x.get(0), w.get("kernel"), window.sliding(), height, width), w));
    }

    /** Height or width of a transposed convolution; 0 or less where nothing is left. */
    static int reach(int size, Window window, int axis) {
        int step = axis == 0 ? window.strides().height() : window.strides().width();
        int elements = axis == 0 ? window.kernel().height() : window.kernel().width();
        int gap = axis == 0 ? window.dilation().height() : window.dilation().width();
        int covered = (elements - 1) * gap + 1;
        if (window.hasZeros()) {
            return (size - 1) * step + covered - window.zeros()[2 * axis] - window.zeros()[2 * axis + 1];
        }
        return window.padding() == Padding.SAME ? size * step : (size - 1) * step + Math.max(covered, step);
    }

    static Setting pooling(int[] in, Window window, boolean largest) {
        Size size = window.kernel();
        Size steps = window.strides();
        UnaryOperator<Layer> none = l -> l;
        return Setting.of(
                largest ? "MaxPooling2D" : "AveragePooling2D",
                window.toString(),
                in,
                () -> none.apply(
                        largest
                                ? new MaxPooling2D(size.height(), size.width())
                                        .strides(steps.height(), steps.width())
                                        .padding(window.padding())
                                : new AveragePooling2D(size.height(), size.width())
                                        .strides(steps.height(), steps.width())
                                        .padding(window.padding())),
                (t, x, w) -> Formulas.pool(t, x.get(0), size, Sliding.of(steps, window.padding()), largest));
    }

    static List<Padding> rules() {
        return List.of(Padding.SAME, Padding.VALID);
    }
}
