package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** What layers without weights put out while a model trains: for layers that draw random numbers. */
final class TrainingOutputs {

    private TrainingOutputs() {}

    /** Of layers that are all applied to the same input: by step, then by layer. */
    static List<List<FloatArray>> of(List<Layer> layers, FloatArray x, long seed, int steps) {
        SymbolicTensor input = Input.of("x", x.shape().tail().asArray());
        List<SymbolicTensor> outputs =
                layers.stream().map(layer -> layer.apply(input)).toList();
        try (Model model = new Model(List.of(input), outputs).seed(seed)) {
            model.compile(
                    new SGD(), layers.stream().map(l -> Loss.meanSquaredError()).toList());
            List<FloatArray> targets = layers.stream().map(l -> x).toList();
            List<List<FloatArray>> seen = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                seen.add(model.engine()
                        .trainOnBatch(new Batch(List.of(x), targets))
                        .scores());
            }
            return seen;
        }
    }
}
