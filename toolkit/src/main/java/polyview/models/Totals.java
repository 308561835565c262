package polyview.models;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.TargetRange;
import polyview.metrics.Metric;
import polyview.metrics.SampleOrder;

/** Adds up loss and metrics over the batches of a pass, each sample with the same weight; {@link Engine#totals} makes one. */
public final class Totals {

    /** A metric that counts. */
    private record Counted(String column, int output, Metric metric, Metric.Tally tally) {}

    private final List<Program.HeadSpec> heads;

    private static final String LOSS = "loss";

    private final List<Counted> counted = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private double lossSum;
    private double lossWeight;
    private long samples;

    Totals(Program.Training training, List<List<Metric>> metrics) {
        heads = training.heads();
        for (int i = 0; i < metrics.size(); i++) {
            Program.HeadSpec head = heads.get(i);
            for (Metric metric : metrics.get(i)) {
                String column = training.column(head, metric.name());
                counted.add(new Counted(column, i, metric, metric.tally(head.task())));
            }
        }
    }

    /** Takes one batch and what came of it. */
    public void add(Batch batch, StepResult result) {
        add(batch.size(), lossWeight(batch), result, batch.targets());
    }

    /**
     * Takes what came of a batch on another machine.
     *
     * @param size samples of the batch
     * @param weight what its loss is a mean over: see {@link Program.Training#lossWeight}
     * @param result its loss and scores; only those of outputs with a metric are looked at
     * @param targets of all outputs; where there is no metric they are not looked at
     */
    public void add(int size, double weight, StepResult result, List<FloatArray> targets) {
        lossSum += result.loss() * weight;
        lossWeight += weight;
        samples += size;
        // Several metrics may want the same form of the same scores.
        Map<ScoreForm, FloatArray> forms = new EnumMap<>(ScoreForm.class);
        Map<Integer, CountedTargets> counting = new HashMap<>();
        int output = 0;
        for (Counted c : counted) {
            if (c.output != output) {
                forms.clear();
                output = c.output;
            }
            CountedTargets seen = counting.computeIfAbsent(output, i -> heads.get(i)
                    .counted(heads.get(i).ofStep(result.scores().get(i)), targets.get(i)));
            c.tally.add(forms.computeIfAbsent(c.metric.wants(), seen.scores()::as), seen.targets());
        }
    }

    /** What the loss of a batch is a mean over: its samples, or the positions that count. */
    private double lossWeight(Batch batch) {
        return lossWeight(heads, batch);
    }

    /** The same for a program; of several outputs, whatever they leave out, the samples. */
    static double lossWeight(List<Program.HeadSpec> heads, Batch batch) {
        TargetRange range = heads.get(0).targets();
        return heads.size() == 1 && range.ignored().isPresent()
                ? CountedTargets.count(range, batch.targets().get(0))
                : batch.size();
    }

    /** What was counted so far, by column; a metric whose tally has no state is left out. */
    public Map<String, double[]> state() {
        Map<String, double[]> state = new LinkedHashMap<>();
        state.put(LOSS, new double[] {lossSum, lossWeight, samples});
        counted.forEach(c -> c.tally.state().ifPresent(numbers -> state.put(c.column, numbers)));
        return state;
    }

    /** Goes on counting from a {@link #state}; gives the columns that cannot, and are NaN from now on. */
    public List<String> restore(Map<String, double[]> state) {
        double[] loss = state.get(LOSS);
        lossSum = loss[0];
        lossWeight = loss[1];
        samples = (long) loss[2];
        for (Counted c : counted) {
            Optional.ofNullable(state.get(c.column)).ifPresentOrElse(c.tally::restore, () -> unknown.add(c.column));
        }
        return List.copyOf(unknown);
    }

    /** The number of samples so far. */
    long samples() {
        return samples;
    }

    /** Refuses a metric that depends on the order, where not all samples of the data set were counted. */
    void requireOrder(int size) {
        counted.forEach(c -> SampleOrder.require(c.metric, c.metric.name(), samples, size));
    }

    /** Loss and metrics of a whole pass; with several outputs, metrics have the output's name in front. */
    public Evaluation evaluation() {
        return evaluation(Metric.Tally::value);
    }

    /** The same in the middle of a pass; NaN for a metric that has no value yet. */
    public Evaluation evaluationSoFar() {
        return evaluation(Metric.Tally::valueSoFar);
    }

    private Evaluation evaluation(ToDoubleFunction<Metric.Tally> value) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(LOSS, lossWeight == 0 ? Double.NaN : lossSum / lossWeight);
        counted.forEach(
                c -> values.put(c.column, unknown.contains(c.column) ? Double.NaN : value.applyAsDouble(c.tally)));
        return new Evaluation(values, samples);
    }
}
