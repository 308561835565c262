package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** What stands in for the gradient of an average pool under SAME padding, against the gradient written out. */
@Tag("models")
class WideAveragePoolsTest {

    private static final double CLOSE = 1e-6;

    /** Pixels, window and step, down and to the right. */
    private record Case(int height, int width, int kh, int kw, int sh, int sw, boolean known) {}

    @TestFactory
    Stream<DynamicTest> gradients() {
        List<Case> cases = new ArrayList<>();
        for (int height : new int[] {1, 2, 5, 9}) {
            for (int[] window : new int[][] {{8, 8}, {3, 11}, {6, 1}, {2, 2}}) {
                for (int[] step : new int[][] {{1, 1}, {2, 3}, {9, 4}}) {
                    boolean wide = window[0] > height || window[1] > 7;
                    cases.add(new Case(height, 7, window[0], window[1], step[0], step[1], false));
                    if (wide) {
                        cases.add(new Case(height, 7, window[0], window[1], step[0], step[1], true));
                    }
                }
            }
        }
        return cases.stream().map(c -> dynamicTest(c.toString(), () -> check(c)));
    }

    private static void check(Case c) {
        int high = (c.height() + c.sh() - 1) / c.sh();
        int wide = (c.width() + c.sw() - 1) / c.sw();
        FloatArray x = Samples.uniform(1, 2, c.height(), c.width(), 3);
        FloatArray dy = Samples.uniform(2, 2, high, wide, 3);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Shape open = c.known() ? Shape.of(-1, c.height(), c.width(), 3) : Shape.of(-1, -1, -1, 3);
            Operand<TFloat32> image = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(open));
            Operand<TFloat32> back =
                    tf.withName("dy").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
            tf.withName("dx")
                    .nn
                    .avgPoolGrad(
                            tf.shape(image),
                            back,
                            List.of(1L, (long) c.kh(), (long) c.kw(), 1L),
                            List.of(1L, (long) c.sh(), (long) c.sw(), 1L),
                            "SAME");
            FloatArray got = GroupedConvolutionsTest.run(graph, Map.of("x", x, "dy", dy), List.of("dx"))
                    .get(0);
            assertEquals(x.shape(), got.shape());
            double[] expected = gradient(c, dy, high, wide);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], got.values()[i], CLOSE, "element " + i);
            }
        }
    }

    /** Each window gives an equal part of what comes back to each of its pixels that lie in the image. */
    private static double[] gradient(Case c, FloatArray dy, int high, int wide) {
        double[] dx = new double[2 * c.height() * c.width() * 3];
        int top = Math.max((high - 1) * c.sh() + c.kh() - c.height(), 0) / 2;
        int left = Math.max((wide - 1) * c.sw() + c.kw() - c.width(), 0) / 2;
        for (int at = 0; at < dy.values().length; at++) {
            int channel = at % 3;
            int j = at / 3 % wide * c.sw() - left;
            int i = at / 3 / wide % high * c.sh() - top;
            int n = at / 3 / wide / high;
            int rows = Math.min(i + c.kh(), c.height()) - Math.max(i, 0);
            int columns = Math.min(j + c.kw(), c.width()) - Math.max(j, 0);
            for (int u = Math.max(i, 0); u < i + c.kh() && u < c.height(); u++) {
                for (int v = Math.max(j, 0); v < j + c.kw() && v < c.width(); v++) {
                    dx[((n * c.height() + u) * c.width() + v) * 3 + channel] +=
                            (double) dy.values()[at] / rows / columns;
                }
            }
        }
        return dx;
    }

    /** Windows that fit, and pools without padding, are right everywhere and keep their op. */
    @Test
    void othersStayAsTheyAre() {
        assertEquals(Optional.empty(), substitute(8, 8, "SAME"));
        assertEquals(Optional.empty(), substitute(8, 9, "VALID"));
        assertEquals(true, substitute(8, 9, "SAME").isPresent());
        assertEquals(true, substitute(-1, 2, "SAME").isPresent());
    }

    private static Optional<Substitute> substitute(long size, long window, String padding) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
            Operand<TFloat32> dy = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
            tf.withName("dx")
                    .nn
                    .avgPoolGrad(tf.shape(x), dy, List.of(1L, window, window, 1L), List.of(1L, 1L, 1L, 1L), padding);
            return new WideAveragePools().substitute(graph.operation("dx"));
        }
    }
}
