package polyview.layers;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** All ways to write a bound convolution agree with one another and with the layer: outputs, and both gradients, to 1e-5. */
@Tag("layers")
class BoundFormsTest {

    private static final double TOLERANCE = 1e-5;
    private static final Shape KERNEL = Shape.of(5, 3, 1, 6);

    /** A form as a layer. */
    private static final class FormLayer extends Layer {

        private final BoundForms.Form form;
        private Weight kernel;

        FormLayer(BoundForms.Form form) {
            this.form = form;
        }

        @Override
        protected void build(Build b, Shape input) {
            kernel = b.weight("kernel", KERNEL, Initializer.zeros());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return form.body().of(c.tf(), x, c.value(kernel));
        }
    }

    @TestFactory
    Stream<DynamicTest> tied() {
        return agree(BoundForms.tied(), new TiedConv2D(6, 5, 3).useBias(false));
    }

    @TestFactory
    Stream<DynamicTest> shared() {
        return agree(BoundForms.shared(), new SharedConv2D(6, 5, 3).useBias(false));
    }

    private static Stream<DynamicTest> agree(List<BoundForms.Form> forms, Layer layer) {
        Map<String, Layer> all = new LinkedHashMap<>();
        forms.forEach(form -> all.put(form.name(), new FormLayer(form)));
        all.put("the layer", layer);
        SplittableRandom random = new SplittableRandom(8);
        DoubleArray images = LayerCase.draw(random, 3, 12, 11, 4);
        DoubleArray kernel = LayerCase.draw(random, 5, 3, 1, 6);
        List<FloatArray> definition = outputAndGradients(new FormLayer(forms.get(0)), images, kernel);
        return all.entrySet().stream()
                .skip(1)
                .map(e -> dynamicTest(e.getKey(), () -> {
                    List<FloatArray> got = outputAndGradients(e.getValue(), images, kernel);
                    for (int i = 0; i < 3; i++) {
                        String what = List.of("output", "gradient of the kernel", "gradient of the images")
                                .get(i);
                        new Closeness().check(what, DoubleArray.of(definition.get(i)), got.get(i), TOLERANCE);
                    }
                }));
    }

    private static List<FloatArray> outputAndGradients(Layer layer, DoubleArray images, DoubleArray kernel) {
        Map<String, DoubleArray> weights = Map.of("kernel", kernel);
        List<FloatArray> found = new ArrayList<>();
        try (GraphRun run = new GraphRun(layer, true)) {
            found.add(run.apply(List.of(images)).outputs(weights).get(0));
            DoubleArray factor = LayerCase.draw(
                    new SplittableRandom(9), DoubleArray.of(found.get(0)).shape());
            GraphRun.Gradients gradients = run.gradients(weights, List.of(factor));
            found.add(gradients.weights().get("kernel"));
            found.add(gradients.inputs().get(0).get(0));
        }
        return found;
    }
}
