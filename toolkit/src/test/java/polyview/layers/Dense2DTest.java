package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class Dense2DTest extends LayerBattery {

    /** No sum, or the axis. */
    private static final int NONE = 0;

    private static final List<Size> MATRICES =
            List.of(new Size(1, 1), new Size(3, 5), new Size(4, 1), new Size(1, 3), new Size(2, 2));

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size matrix : MATRICES) {
            for (int axis : new int[] {NONE, 1, 2, -1}) {
                cases.add(of(matrix, axis, true, Activations.SIGMOID));
                cases.add(of(matrix, axis, false, Activations.LINEAR));
            }
        }
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(of(new Size(2, 3), NONE, true, activation));
        }
        cases.add(LayerCase.of("nothing set", Dense2D::new, Shape.of(3, 3))
                .reference((in, w) -> elements(in.get(0), w.get("kernel"), w.get("bias")))
                .weight("kernel", 3, 3)
                .weight("bias", 3, 3)
                .parameters(18));
        return cases;
    }

    private static LayerCase of(Size matrix, int axis, boolean bias, Activations.Named activation) {
        String name = matrix + (bias ? ", bias, " : ", no bias, ") + activation + (axis == NONE ? "" : ", sum " + axis);
        long elements = (long) matrix.height() * matrix.width();
        LayerCase made = LayerCase.of(
                        name,
                        () -> {
                            Dense2D layer = new Dense2D().useBias(bias).activation(activation.function());
                            return axis == NONE ? layer : layer.sum(axis);
                        },
                        Shape.of(matrix.height(), matrix.width()))
                .reference((in, w) -> {
                    DoubleArray k = w.get("kernel");
                    DoubleArray b = bias ? w.get("bias") : DoubleArray.zeros(k.shape());
                    return activation.plain().apply(summed(elements(in.get(0), k, b), axis));
                })
                .weight("kernel", matrix.height(), matrix.width())
                .parameters(bias ? 2 * elements : elements);
        return bias ? made.weight("bias", matrix.height(), matrix.width()) : made;
    }

    private static DoubleArray elements(DoubleArray x, DoubleArray k, DoubleArray b) {
        return DoubleArray.generate(x.shape(), at -> x.get(at) * k.get(at[1], at[2]) + b.get(at[1], at[2]));
    }

    private static DoubleArray summed(DoubleArray y, int axis) {
        if (axis == NONE) {
            return y;
        }
        DoubleArray sums = DoubleArray.zeros(y.size(0), axis == 1 ? y.size(2) : y.size(1));
        for (int n = 0; n < y.size(0); n++) {
            for (int i = 0; i < y.size(1); i++) {
                for (int j = 0; j < y.size(2); j++) {
                    int kept = axis == 1 ? j : i;
                    sums.set(sums.get(n, kept) + y.get(n, i, j), n, kept);
                }
            }
        }
        return sums;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(3, 3));
        List<Refusal> refusals = new ArrayList<>(LateOptions.weighted(Dense2D::new, good));
        refusals.addAll(MatrixRefusals.of(Dense2D::new, "dense2d"));
        refusals.add(
                Refusal.option(() -> new Dense2D().sum(0), "sum must be 1 (over rows), 2 or -1 (over columns), got 0"));
        refusals.add(
                Refusal.option(() -> new Dense2D().sum(3), "sum must be 1 (over rows), 2 or -1 (over columns), got 3"));
        refusals.add(Refusal.option(
                () -> new Dense2D().sum(-2), "sum must be 1 (over rows), 2 or -1 (over columns), got -2"));
        refusals.add(Refusal.lateOption(Dense2D::new, good, d -> d.sum(1), "sum"));
        return refusals;
    }

    /** An input (2, 3, 3), without and with an activation, and summed over the rows. */
    @Test
    void exampleOfTheDocumentation() {
        List<Shape> input = shapes(Shape.of(3, 3));
        Examples.shapeAndParameters(new Dense2D(), input, Shape.of(-1, 3, 3), 18);
        Examples.shapeAndParameters(new Dense2D().activation(Activation.SIGMOID), input, Shape.of(-1, 3, 3), 18);
        Examples.shapeAndParameters(new Dense2D().sum(1), input, Shape.of(-1, 3), 18);
        FloatArray matrix = FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2);
        Examples.values(twiceAndOne(), List.of(matrix), FloatArray.of(new float[] {3, 5, 7, 9}, 1, 2, 2));
        Examples.values(twiceAndOne().sum(1), List.of(matrix), Examples.row(10, 14));
        Examples.values(twiceAndOne().sum(2), List.of(matrix), Examples.row(8, 16));
    }

    private static Dense2D twiceAndOne() {
        return new Dense2D().kernelInitializer(Initializer.constant(2)).biasInitializer(Initializer.ones());
    }

    /** Normal with a standard deviation of 0.05, as Keras' random_normal. */
    @Test
    void theKernelIsDrawnAsKerasRandomNormal() {
        SymbolicTensor x = Input.of("x", 100, 100);
        try (Model model = new Model(x, new Dense2D().name("drawn").apply(x)).seed(5)) {
            float[] kernel = model.weights().get("drawn/kernel").values();
            double squares = 0;
            int outside = 0;
            for (float k : kernel) {
                squares += k * k;
                outside += Math.abs(k) > 2.576 * 0.05 ? 1 : 0;
            }
            // Of 10,000 normal draws, 100 lie outside 2.576 standard deviations, give or take 10; their spread is off
            // by 0.7 %.
            assertEquals(0.05, Math.sqrt(squares / kernel.length), 0.002);
            assertEquals(100, outside, 50);
        }
    }
}
