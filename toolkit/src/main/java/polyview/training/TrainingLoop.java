package polyview.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.models.Devices;
import polyview.models.Engine;
import polyview.models.NotFiniteException;
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
    private final int lastEpoch;
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
        this.epoch = engine.epochs();
        this.lastEpoch = Math.addExact(epoch, options.epochs());
        this.callbacks = new ArrayList<>(options.callbacks());
        callbacks.sort(Comparator.comparing(callback -> !callback.keepsState()));
        if (options.verbose()) {
            callbacks.add(progress);
        }
    }

    History run() {
        engine.requireMatching(data, options.validation().map(engine::matched));
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("fit was interrupted before its first step");
        }
        engine.requireFinite();
        try {
            callbacks.forEach(c -> c.onTrainBegin(this));
            trainEpochs();
            History history = history(reason());
            callbacks.forEach(c -> c.onTrainEnd(this, history));
            return history;
        } finally {
            progress.end();
        }
    }

    private void trainEpochs() {
        try {
            while (epoch < lastEpoch && !stopped && !interrupted()) {
                trainEpoch();
            }
            // A step after which the training was stopped or interrupted was the last of no epoch.
            engine.requireFinite();
        } catch (NotFiniteException e) {
            String what = e.getMessage() + " in epoch " + epoch + ", step "
                    + (engine.step() + (e.kind() == NotFiniteException.Kind.VARIABLE ? 0 : 1)) + ": "
                    + Remedy.of(e, engine);
            History history = failed(e);
            throw new DivergedException(what + "; " + Remedy.weights(engine), history, e);
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        }
    }

    /** Tells all callbacks, whatever one of them does. */
    private History failed(Throwable e) {
        engine.leaveEpoch();
        History history = history(History.Stop.FAILED);
        for (Callback callback : callbacks) {
            try {
                callback.onTrainFailed(this, history);
            } catch (RuntimeException another) {
                e.addSuppressed(another);
            }
        }
        return history;
    }

    private History history(History.Stop why) {
        return new History(logs, why, engine.seed(), engine.step() - firstStep, Devices.oneDnn());
    }

    private void trainEpoch() {
        totals = engine.totals();
        samplesDone = 0;
        epochStart = System.nanoTime();
        int number = engine.nextEpoch();
        epoch = number + 1;
        Order order = options.shuffle() ? Order.shuffled(engine.seed(), number) : Order.asStored(engine.seed(), number);
        try (Epoch pass = data.epoch(options.batchSize(), order)) {
            while (pass.hasNext() && !stopped && !interrupted()) {
                trainStep(pass.next());
            }
            if (pass.hasNext()) {
                engine.leaveEpoch();
                return; // stopped or interrupted: an epoch that was not finished has no row
            }
        }
        if (samplesDone == 0) {
            throw new IllegalStateException("the data set gave no sample in epoch " + epoch);
        }
        engine.requireFinite();
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
        engine.endEpoch();
        callbacks.forEach(c -> c.onEpochEnd(this, log));
    }

    private void trainStep(Batch batch) {
        StepResult result = engine.trainOnBatch(batch);
        totals.add(batch, result);
        samplesDone += batch.size();
        callbacks.forEach(c -> c.onBatchEnd(this));
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
    public int lastEpoch() {
        return lastEpoch;
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
