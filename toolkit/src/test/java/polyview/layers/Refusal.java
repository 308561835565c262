package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.models.Input;

/**
 * Something that a layer must refuse, with the exact message.
 *
 * @param name what is refused
 * @param check the test
 */
record Refusal(String name, Executable check) {

    /** Shapes of the inputs of one application, without the batch dimension; -1 where a size is unknown. */
    static List<Shape> shapes(Shape... shapes) {
        return List.of(shapes);
    }

    /** A bad value of an option, or of a constructor's argument. */
    static Refusal option(Executable setting, String message) {
        return new Refusal(
                message,
                () -> assertEquals(
                        message,
                        assertThrows(IllegalArgumentException.class, setting).getMessage()));
    }

    /** Bad inputs of a new layer; the same object must then take good ones and have all its weights. */
    static Refusal input(Supplier<? extends Layer> layer, List<Shape> bad, String message, List<Shape> good) {
        return new Refusal(message, () -> {
            Layer same = layer.get();
            assertRefused(same, bad, message);
            assertEquals(Map.of(), WeightPaths.of(same), "weights after a refusal");
            String shape = assertDoesNotThrow(() -> outputShape(same, good));
            Layer fresh = layer.get();
            assertEquals(outputShape(fresh, good), shape);
            assertEquals(declared(fresh), declared(same));
        });
    }

    /** Bad inputs of a layer that is built already; it must still take good ones. */
    static Refusal laterInput(Supplier<? extends Layer> layer, List<Shape> good, List<Shape> bad, String message) {
        return new Refusal("later: " + message, () -> {
            Layer same = layer.get();
            String shape = outputShape(same, good);
            Map<String, Weight> weights = WeightPaths.of(same);
            assertRefused(same, bad, message);
            assertEquals(shape, outputShape(same, good));
            assertEquals(weights, WeightPaths.of(same), "weights after a refusal");
        });
    }

    /** An option that is set after the first application. */
    static <L extends Layer> Refusal lateOption(Supplier<L> layer, List<Shape> good, Consumer<L> setting, String name) {
        return new Refusal(name + " after the first application", () -> {
            L applied = layer.get();
            String told = applied.displayName();
            apply(applied, good);
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> setting.accept(applied));
            assertEquals(
                    told + " is already applied: set " + name + " before its first application", refused.getMessage());
        });
    }

    static void assertRefused(Layer layer, List<Shape> bad, String message) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> apply(layer, bad));
        assertEquals(message, refused.getMessage());
    }

    private static List<String> declared(Layer layer) {
        return WeightPaths.of(layer).entrySet().stream()
                .map(e -> e.getKey() + e.getValue().shape())
                .toList();
    }

    private static String outputShape(Layer layer, List<Shape> shapes) {
        // As text: shapes with unknown sizes never equal one another.
        return Shapes.text(apply(layer, shapes).shape());
    }

    private static SymbolicTensor apply(Layer layer, List<Shape> shapes) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        shapes.forEach(shape -> inputs.add(Input.of("x" + inputs.size(), shape.asArray())));
        return layer.apply(inputs);
    }
}
