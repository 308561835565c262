package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** A model that is one layer, applied to each of its inputs, for a look at what training steps leave behind. */
final class MovingAverages implements AutoCloseable {

    private final Model model;
    private final int outputs;

    MovingAverages(Layer layer, FloatArray... examples) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        for (FloatArray example : examples) {
            inputs.add(Input.of("x" + inputs.size(), example.shape().tail().asArray()));
        }
        this.outputs = examples.length;
        this.model = new Model(inputs, inputs.stream().map(layer::apply).toList()).seed(11);
        model.compile(
                new SGD(0.1), inputs.stream().map(x -> Loss.meanSquaredError()).toList());
    }

    static FloatArray outputInTraining(Layer layer, FloatArray input) {
        try (MovingAverages one = new MovingAverages(layer, input)) {
            return one.step(input).get(0);
        }
    }

    /** A training step towards zeros; gives the outputs that the step saw. */
    List<FloatArray> step(FloatArray... batches) {
        List<FloatArray> targets = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            long[] shape = batches[i].shape().asArray();
            boolean oneNumber = shape.length == 2 && shape[1] == 1;
            targets.add(FloatArray.zeros(oneNumber ? batches[i].shape().head() : batches[i].shape()));
        }
        return model.engine().trainOnBatch(new Batch(List.of(batches), targets)).scores();
    }

    List<FloatArray> predict(FloatArray... batches) {
        return model.predictAll(batches);
    }

    Map<String, FloatArray> weights() {
        return model.weights();
    }

    @Override
    public void close() {
        model.close();
    }
}
