package polyview.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Ways to move a window over an image that batteries of convolutions go through, and how a layer is told of them. */
final class Windows {

    private Windows() {}

    /** Strides, gaps and both rules in all combinations, and zeros by number with some of them. */
    static List<Sliding> all() {
        List<Sliding> all = new ArrayList<>();
        for (Size strides : List.of(new Size(1, 1), new Size(2, 2), new Size(1, 3))) {
            for (Size gaps : List.of(new Size(1, 1), new Size(2, 2), new Size(3, 1))) {
                for (Padding padding : Padding.values()) {
                    all.add(Sliding.of(strides, padding).dilated(gaps.height(), gaps.width()));
                }
            }
            all.add(Sliding.of(strides, Padding.VALID).padded(1, 1, 1, 1));
            all.add(Sliding.of(strides, Padding.VALID).padded(2, 0, 1, 3).dilated(2, 1));
        }
        return all;
    }

    /** Whether the window has a place, and sees a pixel of the image from it. */
    static boolean fits(Sliding how, Size image, Size kernel) {
        return sees(how.down(image.height(), kernel.height()), image.height(), kernel.height())
                && sees(how.right(image.width(), kernel.width()), image.width(), kernel.width());
    }

    private static boolean sees(Sliding.Axis axis, int size, int elements) {
        return IntStream.range(0, Math.max(axis.count(), 0))
                .flatMap(place -> IntStream.range(0, elements).map(e -> axis.place(place, e)))
                .anyMatch(pixel -> pixel >= 0 && pixel < size);
    }

    /** Sets the options of a layer; groups are left to it. */
    static <T extends WindowedLayer<T>> T set(T layer, Sliding how) {
        T set = layer.strides(how.strides().height(), how.strides().width())
                .dilationRate(how.dilation().height(), how.dilation().width());
        int[] zeros = how.zeros();
        return byNumbers(how) ? set.padding(zeros[0], zeros[1], zeros[2], zeros[3]) : set.padding(how.padding());
    }

    /** Bad values of the options that all these layers share, and every one of them set late. */
    static <T extends WindowedLayer<T>> List<Refusal> refusals(Supplier<T> layer, List<Shape> good) {
        return List.of(
                Refusal.option(() -> layer.get().strides(0), "strides must be positive, got 0"),
                Refusal.option(() -> layer.get().padding(-1), "padding must not be negative, got -1"),
                Refusal.option(() -> layer.get().dilationRate(1, 0), "dilationRate must be positive, got 0"),
                Refusal.lateOption(layer, good, f -> f.strides(2), "strides"),
                Refusal.lateOption(layer, good, f -> f.padding(Padding.VALID), "padding"),
                Refusal.lateOption(layer, good, f -> f.padding(1), "padding"),
                Refusal.lateOption(layer, good, f -> f.dilationRate(2), "dilationRate"),
                Refusal.lateOption(layer, good, f -> f.activation(Activation.RELU), "activation"),
                Refusal.lateOption(layer, good, f -> f.useBias(true), "useBias"),
                Refusal.lateOption(layer, good, f -> f.biasInitializer(Initializer.ones()), "biasInitializer"),
                Refusal.lateOption(layer, good, f -> f.biasRegularizer(Regularizer.l2(1)), "biasRegularizer"));
    }

    static String name(Sliding how) {
        return "strides " + how.strides() + ", dilation " + how.dilation() + ", "
                + (byNumbers(how)
                        ? "padding " + Arrays.toString(how.zeros())
                        : how.padding().name());
    }

    private static boolean byNumbers(Sliding how) {
        return Arrays.stream(how.zeros()).sum() > 0;
    }
}
