package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A callback that writes down when it is called, and may do something after each step. */
final class Recorder implements Callback {

    final List<String> events = new ArrayList<>();
    private final Consumer<Run> afterBatch;

    Recorder() {
        this(run -> {});
    }

    Recorder(Consumer<Run> afterBatch) {
        this.afterBatch = afterBatch;
    }

    @Override
    public void onTrainBegin(Run run) {
        events.add("begin");
    }

    @Override
    public void onBatchEnd(Run run) {
        events.add("batch " + run.epoch() + " " + run.samplesDone() + "/" + run.samples());
        afterBatch.accept(run);
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        events.add("epoch " + log.epoch());
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        events.add("end " + history.stop());
    }
}
