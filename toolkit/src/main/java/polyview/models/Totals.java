package polyview.models;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.metrics.Metric;
import polyview.metrics.SampleOrder;
import polyview.metrics.Scores;

/** Adds up loss and metrics over the batches of a pass, each sample with the same weight; {@link Engine#totals} makes one. */
public final class Totals {

    /** A metric that counts. */
    private record Counted(String column, int output, Metric metric, Metric.Tally tally) {}

    private final List<Program.HeadSpec> heads;

    private final List<Counted> counted = new ArrayList<>();
    private double lossSum;
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
        lossSum += result.loss() * batch.size();
        samples += batch.size();
        // Several metrics may want the same form of the same scores.
        Map<ScoreForm, FloatArray> forms = new EnumMap<>(ScoreForm.class);
        int output = 0;
        for (Counted c : counted) {
            if (c.output != output) {
                forms.clear();
                output = c.output;
            }
            Scores scores = heads.get(output).ofStep(result.scores().get(output));
            c.tally.add(
                    forms.computeIfAbsent(c.metric.wants(), scores::as),
                    batch.targets().get(output));
        }
    }

    /** The number of samples so far. */
    long samples() {
        return samples;
    }

    /** Refuses a metric that depends on the order, where not all samples of the data set were counted. */
    void requireOrder(int size) {
        counted.forEach(c -> SampleOrder.require(c.metric, c.metric.name(), samples, size));
    }

    /** Loss and metrics so far; with several outputs, metrics have the output's name in front. */
    public Evaluation evaluation() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", samples == 0 ? Double.NaN : lossSum / samples);
        counted.forEach(c -> values.put(c.column, c.tally.value()));
        return new Evaluation(values, samples);
    }
}
