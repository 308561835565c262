package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import polyview.data.FloatArray;
import polyview.models.Model;

/** What the battery checks on the options of weights: every weight that learns has an initialiser and a regulariser to set. */
final class OptionChecks {

    private OptionChecks() {}

    /** Sets every option that takes an initialiser to one of its own, and looks at the first values. */
    static void initializers(LayerCase layerCase, Predicate<String> which) {
        Layer layer = layerCase.newLayer();
        List<String> names = setAll(layer, Initializer.class, i -> Initializer.constant(first(i)));
        List<SymbolicTensor> inputs = layerCase.symbolicInputs("x");
        try (Model model = new Model(inputs, layer.apply(inputs)).seed(1)) {
            Map<String, FloatArray> values = model.weights();
            learned(layerCase, which).forEach(path -> {
                float[] drawn = values.get(layer.displayName() + "/" + path).values();
                List<Float> meant = IntStream.range(0, names.size())
                        .filter(i -> isFor(names.get(i), path))
                        .mapToObj(OptionChecks::first)
                        .toList();
                for (float value : drawn) {
                    assertTrue(meant.contains(value), path + " has an initialiser to set, and starts with " + value);
                }
            });
        }
    }

    private static float first(int option) {
        return 0.125f * (option + 1);
    }

    /** Sets every option that takes a regulariser to one of its own, and looks at the declarations. */
    static void regularizers(LayerCase layerCase, Predicate<String> which) {
        Layer layer = layerCase.newLayer();
        List<Regularizer> set = new ArrayList<>();
        List<String> names = setAll(layer, Regularizer.class, i -> {
            set.add(Regularizer.l2(0.5));
            return set.get(i);
        });
        layer.apply(layerCase.symbolicInputs("x"));
        Map<String, Weight> weights = WeightPaths.of(layer);
        learned(layerCase, which).forEach(path -> {
            int option = set.indexOf(weights.get(path).regularizer());
            assertTrue(option >= 0 && isFor(names.get(option), path), path + " has a regulariser to set");
        });
    }

    /** Whether an option such as {@code kernelInitializer} means a weight: {@code kernel}, {@code leftKernel}. */
    private static boolean isFor(String option, String path) {
        String weight = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String part = option.replaceAll("(Initializer|Regularizer)$", "");
        return weight.startsWith(part) || weight.endsWith(part);
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
        options(layer, Initializer.class)
                .forEach(option -> assertLate(told, option.getName(), set(layer, option, Initializer.ones())));
        options(layer, Regularizer.class)
                .forEach(option -> assertLate(told, option.getName(), set(layer, option, Regularizer.l1(1))));
    }

    private static void assertLate(String told, String name, Executable set) {
        assertEquals(
                told + " is already applied: set " + name + " before its first application",
                assertThrows(IllegalStateException.class, set).getMessage());
    }

    /** Sets each option to a value of its own; the names of the options, in the order of their values. */
    private static <T> List<String> setAll(Layer layer, Class<T> type, IntFunction<T> value) {
        List<Method> options = options(layer, type);
        for (int i = 0; i < options.size(); i++) {
            assertDoesNotThrow(set(layer, options.get(i), value.apply(i)));
        }
        return options.stream().map(Method::getName).toList();
    }

    /** Every option that takes a value of this type, by name. */
    private static List<Method> options(Layer layer, Class<?> type) {
        return Stream.of(layer.getClass().getMethods())
                .filter(m -> List.of(m.getParameterTypes()).equals(List.of(type)) && !m.isBridge())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Executable set(Layer layer, Method option, Object value) {
        return () -> {
            try {
                option.invoke(layer, value);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }
}
