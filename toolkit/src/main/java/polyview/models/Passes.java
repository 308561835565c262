package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.metrics.Metric;

/** Passes over a whole data set, batch by batch, without training. */
final class Passes {

    private final Program program;
    private final Steps steps;
    private final DataCheck check;
    private final List<List<Metric>> metrics;

    /**
     * Those of an engine.
     *
     * @param metrics those of each output
     */
    Passes(Program program, Steps steps, DataCheck check, List<List<Metric>> metrics) {
        this.program = program;
        this.steps = steps;
        this.check = check;
        this.metrics = metrics;
    }

    List<List<Metric>> metrics() {
        return metrics;
    }

    /** A new count of loss and metrics, for one pass. */
    Totals totals() {
        return new Totals(program.requireTraining(), metrics);
    }

    /** Loss and metrics over a data set. */
    Evaluation evaluate(Dataset data, int batchSize) {
        Checks.requirePositive("batchSize", batchSize);
        Dataset matched = check.inOrder(data);
        check.requireMatching(matched);
        check.requireClasses(matched);
        Totals totals = totals();
        try (Epoch pass = matched.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("evaluate");
                Batch batch = pass.next();
                totals.add(batch, steps.test(batch));
            }
        }
        requireSamples(totals.samples());
        totals.requireOrder(matched.size());
        return totals.evaluation();
    }

    private static void requireSamples(long samples) {
        if (samples == 0) {
            throw new IllegalStateException("the data set gave no sample");
        }
    }

    /** An answer for each sample of the data set, in its order. */
    List<FloatArray> predictEach(Dataset data, int batchSize) {
        List<FloatArray> outputs = predict(data, batchSize, samples -> {});
        int answers = outputs.get(0).size(0);
        if (answers != data.size()) {
            throw new IllegalStateException(
                    "predict gives an answer for each of " + data.size() + " samples, but " + answers
                            + " could be read: predictReadable gives the answers of these, with the numbers of their samples");
        }
        return outputs;
    }

    /** Answers for what could be read, and what that was, in the same pass. */
    Predictions predictReadable(Dataset data, int batchSize) {
        IntStream.Builder samples = IntStream.builder();
        List<FloatArray> outputs = predict(data, batchSize, read -> read.samples()
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

    private List<FloatArray> predict(Dataset data, int batchSize, Consumer<Epoch> read) {
        Dataset matched = check.inputsInOrder(data);
        Checks.requirePositive("batchSize", batchSize);
        check.requireInputs(matched);
        List<List<FloatArray>> rows = new ArrayList<>();
        program.outputs().forEach(output -> rows.add(new ArrayList<>()));
        try (Epoch pass = matched.epoch(batchSize, Order.asStored())) {
            while (pass.hasNext()) {
                requireNotInterrupted("predict");
                List<FloatArray> outputs = steps.predict(pass.next().inputs());
                read.accept(pass);
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i).add(outputs.get(i));
                }
            }
        }
        requireSamples(rows.get(0).size());
        return rows.stream().map(FloatArray::concat).toList();
    }

    private static void requireNotInterrupted(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what + " was interrupted");
        }
    }
}
