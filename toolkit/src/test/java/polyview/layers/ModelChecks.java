package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Model;
import polyview.models.Program;
import polyview.optimizers.SGD;

/** What the battery checks on a layer inside a model. */
final class ModelChecks {

    private static final String HEAD = "another_layer";
    private static final String NAME = "this_layer";

    private ModelChecks() {}

    /** Paths, shapes, roles and number of the weights. */
    static void weights(LayerCase layerCase) {
        Layer layer = layerCase.newLayer().trainable(true);
        assertEquals(Map.of(), WeightPaths.of(layer), "weights before the first application");
        List<SymbolicTensor> inputs = layerCase.symbolicInputs("x");
        SymbolicTensor output = layer.apply(inputs);
        Map<String, LayerCase.Declared> expected = new LinkedHashMap<>();
        layerCase.weights().forEach((path, weight) -> expected.put(layer.displayName() + "/" + path, weight));
        try (Model model = new Model(inputs, output).seed(1)) {
            Map<String, LayerCase.Declared> got = new LinkedHashMap<>();
            for (Program.Variable v : model.engine().program().variables()) {
                got.put(v.path(), new LayerCase.Declared(v.shape(), v.role() == Program.Role.TRAINABLE));
            }
            assertEquals(expected, got);
            assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(got.keySet()), "order");
            assertEquals(layerCase.parameters(), model.summary().parameters());
            assertEquals(size(expected, true), model.summary().trainable());
            assertEquals(size(expected, false), model.summary().fixed());
        }
        Layer fixed = layerCase.newLayer().trainable(false);
        assertEquals(0, new Model(inputs, fixed.apply(inputs)).summary().trainable());
    }

    /** One object applied twice has its weights once, two objects have them twice. */
    static void shared(LayerCase layerCase) {
        List<SymbolicTensor> first = layerCase.symbolicInputs("first");
        List<SymbolicTensor> second = layerCase.symbolicInputs("second");
        List<SymbolicTensor> inputs = new ArrayList<>(first);
        inputs.addAll(second);
        Layer one = layerCase.newLayer();
        Model shared = new Model(inputs, List.of(one.apply(first), one.apply(second)));
        assertEquals(layerCase.parameters(), shared.summary().parameters());
        Model apart = new Model(
                inputs,
                List.of(
                        layerCase.newLayer().name("a").apply(first),
                        layerCase.newLayer().name("b").apply(second)));
        assertEquals(2 * layerCase.parameters(), apart.summary().parameters());
    }

    /** No weight of a fixed layer moves; of a free one, all that are learned do. */
    static void fixed(LayerCase layerCase) {
        for (boolean trainable : new boolean[] {false, true}) {
            Layer layer = layerCase.newLayer().trainable(trainable);
            List<SymbolicTensor> inputs = layerCase.symbolicInputs("x");
            SymbolicTensor flat = new Flatten().apply(layer.apply(inputs));
            try (Model model = new Model(inputs, new Dense(1).name(HEAD).apply(flat)).seed(3)) {
                model.compile(new SGD(0.1), Loss.meanSquaredError());
                Map<String, FloatArray> before = model.weights();
                model.engine().trainOnBatch(batch(layerCase));
                model.weights().forEach((path, after) -> {
                    boolean head = path.startsWith(HEAD);
                    if (head || trainable && learned(layerCase, layer, path)) {
                        assertNotEquals(before.get(path), after, path);
                    } else if (!trainable) {
                        assertEquals(before.get(path), after, path);
                    }
                });
            }
        }
    }

    /** What is loaded predicts the same bits: from a saved model, and with saved weights in a model of a new layer. */
    static void saved(LayerCase layerCase, Path folder) {
        LayerCase.Values at = layerCase.values(3, 40);
        List<FloatArray> inputs = at.inputs().stream().map(DoubleArray::floats).toList();
        Path saved = folder.resolve("model.zip");
        Path weights = folder.resolve("weights.npz");
        try (Model model = model(layerCase, 5);
                Model other = model(layerCase, 6)) {
            Map<String, FloatArray> drawn = new LinkedHashMap<>();
            at.weights().forEach((path, value) -> drawn.put(path, value.floats()));
            model.layer(NAME).setWeights(drawn);
            List<FloatArray> expected = model.engine().predictOnBatch(inputs);
            model.save(saved);
            model.saveWeights(weights);
            try (Engine loaded = Engine.load(saved)) {
                assertEquals(expected, loaded.predictOnBatch(inputs), "loaded as a model");
            }
            if (!drawn.isEmpty()) {
                assertNotEquals(model.weights(), other.weights(), "weights before they are loaded");
            }
            other.loadWeights(weights);
            assertEquals(expected, other.engine().predictOnBatch(inputs), "loaded as weights");
        }
    }

    private static Model model(LayerCase layerCase, long seed) {
        List<SymbolicTensor> inputs = layerCase.symbolicInputs("x");
        return new Model(inputs, layerCase.newLayer().name(NAME).apply(inputs)).seed(seed);
    }

    private static boolean learned(LayerCase layerCase, Layer layer, String path) {
        String within = path.substring(layer.displayName().length() + 1);
        return layerCase.mustMove(within);
    }

    private static Batch batch(LayerCase layerCase) {
        List<FloatArray> inputs = layerCase.values(4, 30).inputs().stream()
                .map(DoubleArray::floats)
                .toList();
        return new Batch(inputs, List.of(FloatArray.of(new float[] {3, -2, 1, 5}, 4)));
    }

    private static long size(Map<String, LayerCase.Declared> weights, boolean learned) {
        return weights.values().stream()
                .filter(w -> w.learned() == learned)
                .mapToLong(w -> w.shape().size())
                .sum();
    }
}
