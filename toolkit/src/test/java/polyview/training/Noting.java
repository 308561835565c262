package polyview.training;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Notes every call in a list that several share, as {@code name.hook}, and throws in some. */
final class Noting implements Callback {
    private final List<String> calls;
    private final String name;
    private final boolean keeps;
    private final List<String> throwing;
    private final Consumer<Run> afterBatch;

    Noting(List<String> calls, String name, boolean keeps, String... throwing) {
        this(calls, name, keeps, run -> {}, throwing);
    }

    Noting(List<String> calls, String name, boolean keeps, Consumer<Run> afterBatch, String... throwing) {
        this.calls = calls;
        this.name = name;
        this.keeps = keeps;
        this.afterBatch = afterBatch;
        this.throwing = List.of(throwing);
    }

    private void note(String hook) {
        calls.add(name + "." + hook);
        if (throwing.contains(hook)) {
            throw new IllegalStateException(name + " throws in " + hook);
        }
    }

    @Override
    public boolean keepsState() {
        return keeps;
    }

    @Override
    public void onTrainBegin(Run run) {
        note("trainBegin");
    }

    @Override
    public void onEpochBegin(Run run) {
        note("epochBegin");
    }

    @Override
    public void onBatchBegin(Run run) {
        note("batchBegin");
    }

    @Override
    public void onBatchEnd(Run run) {
        note("batchEnd");
        afterBatch.accept(run);
    }

    @Override
    public void onValidationBegin(Run run) {
        note("validationBegin");
    }

    @Override
    public void onValidationEnd(Run run, Map<String, Double> values) {
        note("validationEnd");
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        note("epochEnd");
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        note("trainEnd");
    }

    @Override
    public void onTrainFailed(Run run, History history) {
        note("trainFailed");
    }
}
