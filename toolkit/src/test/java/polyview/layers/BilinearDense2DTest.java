package polyview.layers;

import static polyview.layers.MatrixDense2DTest.plusMatrix;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class BilinearDense2DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size from : List.of(new Size(1, 1), new Size(3, 5), new Size(4, 1), new Size(1, 3), new Size(2, 2))) {
            // Fewer and more rows and columns: either product comes first.
            for (Size to : List.of(new Size(1, 1), new Size(2, 4), new Size(5, 2), new Size(1, 3))) {
                cases.add(of(from, to, cases.size() % 2 == 0, Activations.LINEAR));
            }
        }
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(of(new Size(2, 3), new Size(3, 2), true, activation));
        }
        cases.add(LayerCase.of("nothing set", () -> new BilinearDense2D(4, 5), Shape.of(2, 3))
                .reference((in, w) ->
                        plusMatrix(product(w.get("leftKernel"), in.get(0), w.get("rightKernel")), w.get("bias")))
                .weight("leftKernel", 4, 2)
                .weight("rightKernel", 3, 5)
                .weight("bias", 4, 5)
                .parameters(43));
        return cases;
    }

    private static LayerCase of(Size from, Size to, boolean bias, Activations.Named activation) {
        LayerCase made = LayerCase.of(
                        "(" + from + ") to (" + to + (bias ? "), bias, " : "), no bias, ") + activation,
                        () -> new BilinearDense2D(to.height(), to.width())
                                .useBias(bias)
                                .activation(activation.function()),
                        Shape.of(from.height(), from.width()))
                .reference((in, w) -> {
                    DoubleArray y = product(w.get("leftKernel"), in.get(0), w.get("rightKernel"));
                    return activation.plain().apply(bias ? plusMatrix(y, w.get("bias")) : y);
                })
                .weight("leftKernel", to.height(), from.height())
                .weight("rightKernel", from.width(), to.width())
                .parameters((long) to.height() * from.height()
                        + (long) from.width() * to.width()
                        + (bias ? (long) to.height() * to.width() : 0));
        return bias ? made.weight("bias", to.height(), to.width()) : made;
    }

    private static DoubleArray product(DoubleArray left, DoubleArray x, DoubleArray right) {
        int[] shape = {x.size(0), left.size(0), right.size(1)};
        return DoubleArray.generate(shape, at -> {
            double sum = 0;
            for (int h = 0; h < x.size(1); h++) {
                for (int w = 0; w < x.size(2); w++) {
                    sum += left.get(at[1], h) * x.get(at[0], h, w) * right.get(w, at[2]);
                }
            }
            return sum;
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> refusals =
                new ArrayList<>(LateOptions.weighted(() -> new BilinearDense2D(2, 4), shapes(Shape.of(3, 3))));
        refusals.addAll(MatrixRefusals.of(() -> new BilinearDense2D(2, 4), "bilinear_dense2d"));
        refusals.add(Refusal.option(() -> new BilinearDense2D(0, 1), "rows must be positive, got 0"));
        refusals.add(Refusal.option(() -> new BilinearDense2D(1, -1), "columns must be positive, got -1"));
        return refusals;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new BilinearDense2D(4, 5), shapes(Shape.of(2, 3)), Shape.of(-1, 4, 5), 43);
        Examples.values(
                new BilinearDense2D(1, 1).kernelInitializer(Initializer.ones()).biasInitializer(Initializer.ones()),
                List.of(FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2)),
                FloatArray.of(new float[] {11}, 1, 1, 1));
    }
}
