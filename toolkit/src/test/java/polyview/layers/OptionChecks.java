package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.function.Executable;
import polyview.data.FloatArray;
import polyview.models.Model;

/** What the battery checks on the options of weights: every weight that learns has an initialiser and a regulariser to set. */
final class OptionChecks {

    private static final float FIRST = 0.125f;

    private OptionChecks() {}

    /** Sets whatever takes an initialiser, and looks at the first values. */
    static void initializers(LayerCase layerCase, Predicate<String> which) {
        Layer layer = layerCase.newLayer();
        setAll(layer, Initializer.class, Initializer.constant(FIRST));
        List<SymbolicTensor> inputs = layerCase.symbolicInputs("x");
        try (Model model = new Model(inputs, layer.apply(inputs)).seed(1)) {
            Map<String, FloatArray> values = model.weights();
            learned(layerCase, which).forEach(path -> {
                for (float value : values.get(layer.displayName() + "/" + path).values()) {
                    assertEquals(FIRST, value, path + " has an initialiser to set");
                }
            });
        }
    }

    /** Sets whatever takes a regulariser, and looks at the declarations. */
    static void regularizers(LayerCase layerCase, Predicate<String> which) {
        Layer layer = layerCase.newLayer();
        Regularizer set = Regularizer.l2(0.5);
        setAll(layer, Regularizer.class, set);
        layer.apply(layerCase.symbolicInputs("x"));
        Map<String, Weight> weights = WeightPaths.of(layer);
        learned(layerCase, which)
                .forEach(
                        path -> assertTrue(weights.get(path).regularizer() == set, path + " has a regulariser to set"));
    }

    private static List<String> learned(LayerCase layerCase, Predicate<String> which) {
        return layerCase.weights().entrySet().stream()
                .filter(e -> e.getValue().learned())
                .map(Map.Entry::getKey)
                .filter(which)
                .toList();
    }

    /** Once the layer is applied, its initialisers and regularisers are refused. */
    static void late(LayerCase layerCase) {
        Layer layer = layerCase.newLayer();
        String told = layer.displayName();
        layer.apply(layerCase.symbolicInputs("x"));
        setters(layer, Initializer.class, Initializer.ones()).forEach((name, set) -> assertLate(told, name, set));
        setters(layer, Regularizer.class, Regularizer.l1(1)).forEach((name, set) -> assertLate(told, name, set));
    }

    private static void assertLate(String told, String name, Executable set) {
        assertEquals(
                told + " is already applied: set " + name + " before its first application",
                assertThrows(IllegalStateException.class, set).getMessage());
    }

    private static <T> void setAll(Layer layer, Class<T> type, T value) {
        setters(layer, type, value).forEach((name, set) -> assertDoesNotThrow(set, name));
    }

    /** Every option that takes a value of this type, by name. */
    private static <T> Map<String, Executable> setters(Layer layer, Class<T> type, T value) {
        Map<String, Executable> setters = new TreeMap<>();
        for (Method method : layer.getClass().getMethods()) {
            if (List.of(method.getParameterTypes()).equals(List.of(type)) && !method.isBridge()) {
                setters.put(method.getName(), () -> {
                    try {
                        method.invoke(layer, value);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
            }
        }
        return setters;
    }
}
