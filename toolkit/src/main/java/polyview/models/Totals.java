package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Batch;
import polyview.metrics.Metric;

/** Adds up loss and metrics over the batches of a pass, each sample with the same weight; {@link Engine#totals} makes one. */
public final class Totals {

    /** A metric that counts. */
    private record Counted(String column, int output, Metric.Tally tally) {}

    private final List<Counted> counted = new ArrayList<>();
    private double lossSum;
    private long samples;

    Totals(Program.Training training, List<List<Metric>> metrics) {
        for (int i = 0; i < metrics.size(); i++) {
            for (Metric metric : metrics.get(i)) {
                String column = training.column(training.heads().get(i), metric.name());
                counted.add(new Counted(column, i, metric.tally()));
            }
        }
    }

    /** Takes one batch and what came of it. */
    public void add(Batch batch, StepResult result) {
        lossSum += result.loss() * batch.size();
        samples += batch.size();
        for (Counted c : counted) {
            c.tally.add(result.scores().get(c.output), batch.targets().get(c.output));
        }
    }

    /** Loss and metrics so far; with several outputs, metrics have the output's name in front. */
    public Evaluation evaluation() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", samples == 0 ? Double.NaN : lossSum / samples);
        counted.forEach(c -> values.put(c.column, c.tally.value()));
        return new Evaluation(values);
    }
}
