package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;

/** A pass over a whole data set, batch by batch, without training. */
final class Passes {

    private Passes() {}

    /** Loss and metrics over data that was looked at before. */
    static Evaluation evaluate(Totals totals, Function<Batch, StepResult> test, Dataset data, int batchSize) {
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("evaluate");
                Batch batch = pass.next();
                totals.add(batch, test.apply(batch));
            }
        }
        return totals.evaluation();
    }

    static List<FloatArray> predict(
            Program program, UnaryOperator<List<FloatArray>> predict, Dataset data, int batchSize) {
        Checks.requirePositive("batchSize", batchSize);
        requireMatching("input", program.inputs(), data.size(), data.inputShapes());
        List<List<FloatArray>> rows = new ArrayList<>();
        program.outputs().forEach(output -> rows.add(new ArrayList<>()));
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("predict");
                List<FloatArray> outputs = predict.apply(pass.next().inputs());
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i).add(outputs.get(i));
                }
            }
        }
        return rows.stream().map(FloatArray::concat).toList();
    }

    static void requireMatching(String what, List<Program.Port> ports, int samples, List<Shape> shapes) {
        if (samples == 0) {
            throw new IllegalArgumentException("the data set is empty");
        }
        Feeds.requireCount(what, ports, shapes.size());
        for (int i = 0; i < ports.size(); i++) {
            Feeds.requireShape(what, ports.get(i), shapes.get(i).prepend(-1));
        }
    }

    private static void requireNotInterrupted(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what + " was interrupted");
        }
    }
}
