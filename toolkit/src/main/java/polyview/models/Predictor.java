package polyview.models;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.RunOptions;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.data.Batch;
import polyview.data.FloatArray;

/**
 * Predicts one sample at a time, from as many threads as ask: for a server, or a camera.
 *
 * <p>Each thread runs its sample itself, where a batch would be spread over all of them. Arrays have no batch dimension: {@code (H, W, C)}
 * goes in, {@code (K)} comes out. Weights are those of the moment. It needs no closing; when its model is closed or compiled
 * anew, it refuses with the message of {@link Engine}.
 *
 * <p>Refused: another number of inputs ({@code the model has 2 inputs [left, right], the data has 1}), other shapes ({@code input left
 * must have shape (64, 64, 3), got (1, 64, 64, 3)}), numbers that are not finite ({@code input left holds NaN}), and a model whose layers
 * mix samples.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * FloatArray scores = predictor.predict(left, right);      // (2) for (64, 64, 3) and (64, 64, 3)
 * }</pre>
 */
public final class Predictor {

    static {
        Startup.begin();
    }

    /** On the thread that asks: a sample is too little to pay for another thread. */
    private static final RunOptions ON_THIS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private final RunningProgram running;
    private final Program program;

    Predictor(RunningProgram running) {
        this.running = running;
        this.program = running.program();
    }

    /** What the model puts out for a sample, one array for each input; for models of one output. */
    public FloatArray predict(FloatArray... inputs) {
        if (program.outputs().size() != 1) {
            throw new IllegalStateException(
                    "the model has " + Shapes.count(program.outputs().size(), "output") + ": use predictAll");
        }
        return predictAll(inputs).get(0);
    }

    /** What the model puts out for a sample, one array for each output. */
    public List<FloatArray> predictAll(FloatArray... inputs) {
        Feeds.requireCount("input", program.inputs(), inputs.length);
        List<FloatArray> rows = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            rows.add(row(program.inputs().get(i), inputs[i]));
        }
        Batch batch = new Batch(rows, List.of());
        List<FloatArray> outputs =
                running.reading(() -> running.predict(running.runner().setOptions(ON_THIS_THREAD), batch));
        return outputs.stream().map(Predictor::sample).toList();
    }

    private static FloatArray row(Program.Port port, FloatArray sample) {
        Shape wanted = Shapes.ofSample(port.shape());
        if (!wanted.isCompatibleWith(sample.shape())) {
            throw new IllegalArgumentException("input " + port.name() + " must have shape " + Shapes.text(wanted)
                    + ", got " + Shapes.text(sample.shape()));
        }
        Feeds.requireFinite(port, sample);
        return FloatArray.of(sample.values(), sample.shape().prepend(1));
    }

    private static FloatArray sample(FloatArray row) {
        return FloatArray.of(row.values(), Shapes.ofSample(row.shape()));
    }
}
