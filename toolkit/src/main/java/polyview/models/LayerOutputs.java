package polyview.models;

import java.util.List;
import polyview.data.FloatArray;
import polyview.layers.Layer;

/** What one layer of a model gives, as in prediction: a graph of its own is built for it, with the weights of the moment. */
record LayerOutputs(Lifecycle model, String path) {

    /** One array for each application of the layer. */
    List<FloatArray> all(FloatArray... inputs) {
        Layer layer = model.network().layer(path);
        Engine engine = model.engine();
        Program program = Compiler.features(model.network(), path, layer)
                .with(engine.program().precision());
        try (Engine running = new Engine(program, engine.seed())) {
            running.setWeights(engine.weights());
            return running.predictOnBatch(List.of(inputs));
        }
    }

    /** Where it is applied once; refused: {@code layer conv2d is applied 2 times: use featuresAll to get them all}. */
    FloatArray only(FloatArray... inputs) {
        List<FloatArray> all = all(inputs);
        if (all.size() != 1) {
            throw new IllegalArgumentException(
                    "layer " + path + " is applied " + all.size() + " times: use featuresAll to get them all");
        }
        return all.get(0);
    }
}
