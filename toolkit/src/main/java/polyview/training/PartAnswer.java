package polyview.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.data.FloatArray;
import polyview.models.StepResult;

/**
 * What a part gives after a round.
 *
 * @param before samples of its part of the epoch that came before the round
 * @param steps what came of each step, in order; none where the part had no more samples
 * @param more whether it has samples for another round
 * @param values gradients, or all variables
 * @param states what moving averages are to become; none where all variables are sent
 * @param failure why the last step was not done; empty where all were
 */
record PartAnswer(
        int before,
        List<Step> steps,
        boolean more,
        Map<String, FloatArray> values,
        Map<String, FloatArray> states,
        Optional<PartFailure> failure) {

    /**
     * One step.
     *
     * @param samples in its batch
     * @param weight what its loss is a mean over
     * @param result loss and scores; no values in the scores that no metric counts
     * @param targets none where there is no metric
     */
    record Step(int samples, double weight, StepResult result, List<FloatArray> targets) {}

    /** All samples of the round. */
    int samples() {
        return steps.stream().mapToInt(Step::samples).sum();
    }

    /** What its values count in the mean. */
    double weight() {
        return steps.stream().mapToDouble(Step::weight).sum();
    }

    byte[] bytes() {
        return ByteForm.write(1024 + ByteForm.size(values) + ByteForm.size(states), this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(before);
        out.writeInt(steps.size());
        for (Step step : steps) {
            out.writeInt(step.samples());
            out.writeDouble(step.weight());
            out.writeDouble(step.result().loss());
            ByteForm.list(out, step.result().scores());
            ByteForm.list(out, step.targets());
        }
        out.writeBoolean(more);
        ByteForm.arrays(out, values);
        ByteForm.arrays(out, states);
        out.writeBoolean(failure.isPresent());
        if (failure.isPresent()) {
            failure.get().write(out);
        }
    }

    static PartAnswer of(byte[] bytes) {
        return ByteForm.read(bytes, PartAnswer::read);
    }

    private static PartAnswer read(DataInputStream in) throws IOException {
        int before = in.readInt();
        int count = in.readInt();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int samples = in.readInt();
            double weight = in.readDouble();
            double loss = in.readDouble();
            steps.add(new Step(samples, weight, new StepResult(loss, ByteForm.list(in)), ByteForm.list(in)));
        }
        return new PartAnswer(
                before,
                steps,
                in.readBoolean(),
                ByteForm.arrays(in),
                ByteForm.arrays(in),
                in.readBoolean() ? Optional.of(PartFailure.read(in)) : Optional.empty());
    }
}
