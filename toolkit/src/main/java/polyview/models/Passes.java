package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
        requireSamples(totals.samples());
        totals.requireOrder(data.size());
        return totals.evaluation();
    }

    private static void requireSamples(long samples) {
        if (samples == 0) {
            throw new IllegalStateException("the data set gave no sample");
        }
    }

    /** An answer for each sample of the data set, in its order. */
    static List<FloatArray> predictEach(
            Program program, UnaryOperator<List<FloatArray>> predict, Dataset data, int batchSize) {
        List<FloatArray> outputs = predict(program, predict, data, batchSize, samples -> {});
        int answers = outputs.get(0).size(0);
        if (answers != data.size()) {
            throw new IllegalStateException(
                    "predict gives an answer for each of " + data.size() + " samples, but " + answers
                            + " could be read: predictReadable gives the answers of these, with the numbers of their samples");
        }
        return outputs;
    }

    /** Answers for what could be read, and what that was, in the same pass. */
    static Predictions predictReadable(
            Program program, UnaryOperator<List<FloatArray>> predict, Dataset data, int batchSize) {
        IntStream.Builder samples = IntStream.builder();
        List<FloatArray> outputs = predict(program, predict, data, batchSize, read -> read.samples()
                .ifPresent(numbers -> IntStream.of(numbers).forEach(samples::add)));
        int answers = outputs.get(0).size(0);
        int[] told = samples.build().toArray();
        if (told.length == 0 && answers == data.size()) {
            told = IntStream.range(0, answers).toArray();
        }
        if (told.length != answers) {
            throw new IllegalStateException("the data set gave " + answers + " of " + data.size()
                    + " samples and does not tell which: its epochs need samples()");
        }
        return new Predictions(outputs, told);
    }

    private static List<FloatArray> predict(
            Program program,
            UnaryOperator<List<FloatArray>> predict,
            Dataset data,
            int batchSize,
            Consumer<Epoch> read) {
        Checks.requirePositive("batchSize", batchSize);
        requireMatching("input", program.inputs(), data.size(), data.inputShapes());
        List<List<FloatArray>> rows = new ArrayList<>();
        program.outputs().forEach(output -> rows.add(new ArrayList<>()));
        try (Epoch pass = data.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("predict");
                List<FloatArray> outputs = predict.apply(pass.next().inputs());
                read.accept(pass);
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i).add(outputs.get(i));
                }
            }
        }
        requireSamples(rows.get(0).size());
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
