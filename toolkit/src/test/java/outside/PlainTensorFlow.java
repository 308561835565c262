package outside;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/** Runs a SavedModel with TensorFlow alone, and prints its signature and the bits of what it puts out. */
final class PlainTensorFlow {

    private PlainTensorFlow() {}

    /** The argument is the folder; the toolkit must not be there. */
    public static void main(String[] arguments) {
        try {
            Class.forName("polyview.models.Model");
            throw new IllegalStateException("the toolkit is there");
        } catch (ClassNotFoundException e) {
            System.out.println("TensorFlow " + TensorFlow.version() + " alone");
        }
        try (SavedModelBundle bundle = SavedModelBundle.load(arguments[0])) {
            var function = bundle.function("serving_default");
            System.out.println("inputs "
                    + function.signature().inputNames().stream().sorted().toList());
            System.out.println("outputs "
                    + function.signature().outputNames().stream().sorted().toList());
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("left", image(0));
            inputs.put("right", image(1));
            try (Result result = function.call(inputs)) {
                TFloat32 output = (TFloat32) result.get(0);
                float[][] values = StdArrays.array2dCopyOf(output);
                System.out.println("values "
                        + IntStream.range(0, values.length)
                                .boxed()
                                .flatMap(i -> IntStream.range(0, values[i].length)
                                        .mapToObj(k -> Float.floatToRawIntBits(values[i][k])))
                                .map(String::valueOf)
                                .collect(Collectors.joining(" ")));
            } finally {
                inputs.values().forEach(Tensor::close);
            }
        }
    }

    private static TFloat32 image(int which) {
        return TFloat32.tensorOf(Shape.of(3, 6, 6, 1), data -> {
            for (int i = 0; i < 3 * 6 * 6; i++) {
                data.setFloat(value(which, i), i / 36, i / 6 % 6, i % 6, 0);
            }
        });
    }

    static float value(int which, int i) {
        return (float) Math.sin(0.7 * i + which);
    }
}
