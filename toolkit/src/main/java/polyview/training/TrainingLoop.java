package polyview.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.models.Devices;
import polyview.models.Engine;
import polyview.models.StepResult;
import polyview.models.Totals;

/** One training, from the first step to the last. */
final class TrainingLoop implements Callback.Run {

    private final Fit options;
    private final Engine engine;
    private final Dataset data;
    private final List<Callback> callbacks;
    private final ProgressLine progress = new ProgressLine(LiveLine.standard());
    private final List<History.EpochLog> logs = new ArrayList<>();
    private final long firstStep;
    private Totals totals;
    private int epoch;
    private int samplesDone;
    private long epochStart;
    private boolean stopped;

    TrainingLoop(Fit options, Engine engine, Dataset data) {
        this.options = options;
        this.engine = engine;
        this.data = engine.matched(data);
        this.firstStep = engine.step();
        this.totals = engine.totals();
        this.callbacks = new ArrayList<>(options.callbacks());
        if (options.verbose()) {
            callbacks.add(progress);
        }
    }

    History run() {
        engine.requireMatching(data, options.validation().map(engine::matched));
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("fit was interrupted before its first step");
        }
        try {
            callbacks.forEach(c -> c.onTrainBegin(this));
            while (epoch < options.epochs() && !stopped && !interrupted()) {
                epoch++;
                trainEpoch();
            }
            History history = history(reason());
            callbacks.forEach(c -> c.onTrainEnd(this, history));
            return history;
        } finally {
            progress.end();
        }
    }

    private void trainEpoch() {
        totals = engine.totals();
        samplesDone = 0;
        epochStart = System.nanoTime();
        int number = engine.nextEpoch();
        Order order = options.shuffle() ? Order.shuffled(engine.seed(), number) : Order.asStored(engine.seed(), number);
        try (Epoch pass = data.epoch(options.batchSize(), order)) {
            while (pass.hasNext() && !stopped && !interrupted()) {
                trainStep(pass.next());
            }
            requireFiniteWeights();
            if (pass.hasNext()) {
                return; // stopped or interrupted: an epoch that was not finished has no row
            }
        }
        if (samplesDone == 0) {
            throw new IllegalStateException("the data set gave no sample in epoch " + epoch);
        }
        engine.finishEpoch();
        double trained = seconds();
        Map<String, Double> values = new LinkedHashMap<>(values());
        try {
            options.validation().ifPresent(valid -> engine.evaluate(valid, options.batchSize())
                    .values()
                    .forEach((name, value) -> values.put("val_" + name, value)));
        } catch (CancellationException e) {
            return; // interrupted in validation: the flag is still set and ends the training
        }
        History.EpochLog log =
                new History.EpochLog(epoch, values, seconds(), (double) samplesDone * images() / trained);
        logs.add(log);
        callbacks.forEach(c -> c.onEpochEnd(this, log));
    }

    private void trainStep(Batch batch) {
        StepResult result = engine.trainOnBatch(batch);
        if (!Double.isFinite(result.loss())) {
            throw diverged(Remedy.ofLoss(result.loss(), place(), engine));
        }
        totals.add(batch, result);
        samplesDone += batch.size();
        callbacks.forEach(c -> c.onBatchEnd(this));
    }

    private String place() {
        return "in epoch " + epoch + ", step " + (engine.step() - firstStep);
    }

    /** A finite loss tells of the weights before the step, not of what the step has made of them. */
    private void requireFiniteWeights() {
        Optional<String> bad = Remedy.notFinite(engine.weights());
        if (bad.isPresent()) {
            throw diverged(Remedy.ofWeights(bad.get(), place(), engine));
        }
    }

    /** Callbacks are told first: early stopping puts back the weights that it holds. */
    private DivergedException diverged(String why) {
        History history = history(History.Stop.DIVERGED);
        callbacks.forEach(c -> c.onTrainEnd(this, history));
        boolean back = Remedy.notFinite(engine.weights()).isEmpty();
        return new DivergedException(
                why
                        + (back
                                ? "; the weights of an earlier epoch are back, and to train on the model must be compiled anew"
                                : "; the weights are spoiled, so build or load the model anew"),
                history);
    }

    private History history(History.Stop stop) {
        return new History(logs, stop, engine.seed(), engine.step() - firstStep, Devices.oneDnn());
    }

    private History.Stop reason() {
        if (interrupted()) {
            return History.Stop.INTERRUPTED;
        }
        return stopped ? History.Stop.CALLBACK : History.Stop.DONE;
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Fit options() {
        return options;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int samplesDone() {
        return samplesDone;
    }

    @Override
    public int samples() {
        return data.size();
    }

    @Override
    public int images() {
        return data.inputShapes().size();
    }

    @Override
    public double seconds() {
        return (System.nanoTime() - epochStart) / 1e9;
    }

    @Override
    public Map<String, Double> values() {
        return totals.evaluation().values();
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
