package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.Batch;

/** Adds up loss and metrics over the batches of a pass, each sample with the same weight. */
public final class Totals {

    private final Program.Training training;
    private final List<List<Score.Tally>> tallies = new ArrayList<>();
    private double lossSum;
    private long samples;

    /** Nothing yet. */
    public Totals(Program.Training training) {
        this.training = training;
        for (int output = 0; output < training.objectives().size(); output++) {
            tallies.add(training.scores().stream().map(Score::tally).toList());
        }
    }

    /** Takes one batch and what came of it. */
    public void add(Batch batch, StepResult result) {
        lossSum += result.loss() * batch.size();
        samples += batch.size();
        for (int output = 0; output < tallies.size(); output++) {
            for (Score.Tally tally : tallies.get(output)) {
                tally.add(result.scores().get(output), batch.targets().get(output));
            }
        }
    }

    /** Loss and metrics so far; with several outputs, metrics have the output's name in front. */
    public Evaluation evaluation() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", samples == 0 ? Double.NaN : lossSum / samples);
        for (int output = 0; output < tallies.size(); output++) {
            String prefix =
                    tallies.size() == 1 ? "" : training.targets().get(output).name() + "_";
            for (int i = 0; i < training.scores().size(); i++) {
                values.put(
                        prefix + training.scores().get(i).name(),
                        tallies.get(output).get(i).value());
            }
        }
        return new Evaluation(values);
    }
}
