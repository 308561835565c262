package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

/** The examples of the documentation, run. */
final class Examples {

    private Examples() {}

    /** Shapes of inputs without the batch dimension; the output's with it. */
    static void shapeAndParameters(Layer layer, List<Shape> inputs, Shape output, long parameters) {
        List<SymbolicTensor> symbolic = symbolic(inputs);
        SymbolicTensor applied = layer.apply(symbolic);
        assertEquals(Shapes.text(output), Shapes.text(applied.shape()));
        assertEquals(parameters, new Model(symbolic, applied).summary().parameters());
    }

    /** Predicts; values are compared to 1e-4, as printed. */
    static void values(Layer layer, List<FloatArray> inputs, FloatArray expected) {
        List<SymbolicTensor> symbolic =
                symbolic(inputs.stream().map(i -> i.shape().tail()).toList());
        try (Model model = new Model(symbolic, layer.apply(symbolic)).seed(1)) {
            FloatArray got = model.predict(inputs.toArray(FloatArray[]::new));
            new Closeness().check("example", DoubleArray.of(expected), got, 1e-4);
        }
    }

    /** Numbers as one sample: {@code (1, n)}. */
    static FloatArray row(float... numbers) {
        return FloatArray.of(numbers, 1, numbers.length);
    }

    /** ((1, 2), (3, 4)) as an image of one channel. */
    static FloatArray image2x2() {
        return FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1);
    }

    private static List<SymbolicTensor> symbolic(List<Shape> shapes) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        shapes.forEach(shape -> inputs.add(Input.of("x" + inputs.size(), shape.asArray())));
        return inputs;
    }
}
