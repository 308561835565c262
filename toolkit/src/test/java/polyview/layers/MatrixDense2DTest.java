package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class MatrixDense2DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size matrix : List.of(new Size(1, 1), new Size(3, 5), new Size(4, 1), new Size(1, 3), new Size(2, 2))) {
            for (int units : new int[] {1, 2, 4}) {
                for (boolean bias : new boolean[] {true, false}) {
                    cases.add(of(matrix, units, bias, Activations.LINEAR));
                }
            }
        }
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(of(new Size(2, 3), 3, true, activation));
        }
        cases.add(LayerCase.of("nothing set", () -> new MatrixDense2D(4), Shape.of(2, 3))
                .reference((in, w) -> plusMatrix(Plain.product(in.get(0), w.get("kernel")), w.get("bias")))
                .weight("kernel", 3, 4)
                .weight("bias", 2, 4)
                .parameters(20));
        return cases;
    }

    private static LayerCase of(Size matrix, int units, boolean bias, Activations.Named activation) {
        LayerCase made = LayerCase.of(
                        matrix + " to " + units + (bias ? ", bias, " : ", no bias, ") + activation,
                        () -> new MatrixDense2D(units).useBias(bias).activation(activation.function()),
                        Shape.of(matrix.height(), matrix.width()))
                .reference((in, w) -> {
                    DoubleArray y = Plain.product(in.get(0), w.get("kernel"));
                    return activation.plain().apply(bias ? plusMatrix(y, w.get("bias")) : y);
                })
                .weight("kernel", matrix.width(), units)
                .parameters((long) matrix.width() * units + (bias ? (long) matrix.height() * units : 0));
        return bias ? made.weight("bias", matrix.height(), units) : made;
    }

    /** The same matrix added to every sample. */
    static DoubleArray plusMatrix(DoubleArray y, DoubleArray b) {
        return DoubleArray.generate(y.shape(), at -> y.get(at) + b.get(at[1], at[2]));
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> refusals =
                new ArrayList<>(LateOptions.weighted(() -> new MatrixDense2D(2), shapes(Shape.of(3, 3))));
        refusals.addAll(MatrixRefusals.of(() -> new MatrixDense2D(2), "matrix_dense2d"));
        refusals.add(Refusal.option(() -> new MatrixDense2D(0), "units must be positive, got 0"));
        return refusals;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new MatrixDense2D(4), shapes(Shape.of(2, 3)), Shape.of(-1, 2, 4), 20);
        Examples.values(
                new MatrixDense2D(1).kernelInitializer(Initializer.ones()).biasInitializer(Initializer.ones()),
                List.of(FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2)),
                FloatArray.of(new float[] {4, 8}, 1, 2, 1));
    }
}
