package polyview.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** Whether the window has at least one place. */
    static boolean fits(Sliding how, Size image, Size kernel) {
        int[] zeros = how.zeros();
        return how.padding() == Padding.SAME
                || (kernel.height() - 1) * how.dilation().height() < image.height() + zeros[0] + zeros[1]
                        && (kernel.width() - 1) * how.dilation().width() < image.width() + zeros[2] + zeros[3];
    }

    /** Sets the options of a layer; groups are left to it. */
    static <T extends WindowedLayer<T>> T set(T layer, Sliding how) {
        T set = layer.strides(how.strides().height(), how.strides().width())
                .dilationRate(how.dilation().height(), how.dilation().width());
        int[] zeros = how.zeros();
        return byNumbers(how) ? set.padding(zeros[0], zeros[1], zeros[2], zeros[3]) : set.padding(how.padding());
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
