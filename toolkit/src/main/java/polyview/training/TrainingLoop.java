package polyview.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import polyview.data.Dataset;
import polyview.data.Order;
import polyview.models.Devices;
import polyview.models.Engine;
import polyview.models.EpochPart;
import polyview.models.NotFiniteException;
import polyview.models.Totals;

/** One training, from the first step to the last. */
final class TrainingLoop implements Callback.Run {

    private static final System.Logger LOG = System.getLogger("polyview.training");

    private final Fit options;
    private final Engine engine;
    private final Dataset data;
    private final Callbacks callbacks;
    private final ProgressLine progress = new ProgressLine(LiveLine.standard());
    private final List<History.EpochLog> logs = new ArrayList<>();
    private final long firstStep;
    private Provenance provenance = Provenance.none();
    private Totals totals;
    private final int lastEpoch;
    private int epoch;
    private Optional<EpochPart> resumed;
    private int samplesDone;
    private int samplesBefore;
    private Supplier<List<Integer>> inBatch = List::of;
    private double loss = Double.NaN;
    private long epochStart;
    private boolean stopped;

    TrainingLoop(Fit options, Engine engine, Dataset data) {
        this.options = options;
        this.engine = engine;
        this.data = engine.matched(data);
        this.firstStep = engine.step();
        this.totals = engine.totals();
        this.resumed = engine.resumedPart();
        this.epoch = engine.epochs() - (resumed.isPresent() ? 1 : 0);
        this.lastEpoch = options.fromCompile() ? options.epochs() : Math.addExact(epoch, options.epochs());
        this.callbacks = new Callbacks(options.callbacks(), options.verbose() ? List.of(progress) : List.of());
    }

    History run() {
        engine.requireMatching(data, options.validation().map(engine::matched));
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("fit was interrupted before its first step");
        }
        engine.requireFinite();
        resumed.ifPresent(part -> {
            part.requireSame(options.batchSize(), options.shuffle(), data.size());
            part.requireShared(parts(), localSteps());
        });
        provenance = Provenance.of(engine, options, data);
        try (StepSource steps = steps()) {
            trainEpochs(steps);
            History history = history(reason());
            callbacks.end(this, history);
            return history;
        } finally {
            progress.end();
        }
    }

    private StepSource steps() {
        return options.cluster()
                .<StepSource>map(cluster -> ClusterSteps.of(engine, options, cluster, data))
                .orElseGet(() -> new LocalSteps(engine, data, options.batchSize()));
    }

    private int parts() {
        return options.cluster().map(Cluster::parts).orElse(1);
    }

    private int localSteps() {
        return options.cluster().map(c -> c.averaging().localSteps()).orElse(0);
    }

    private void trainEpochs(StepSource steps) {
        try {
            callbacks.begin(this);
            while (epoch < lastEpoch && !stopped && !interrupted()) {
                trainEpoch(steps);
            }
            // A step after which the training was stopped or interrupted was the last of no epoch.
            engine.requireFinite();
        } catch (NotFiniteException e) {
            String what = e.getMessage() + " in epoch " + epoch + ", step "
                    + (engine.step() + (e.kind() == NotFiniteException.Kind.VARIABLE ? 0 : 1)) + ": "
                    + Remedy.of(e, engine);
            List<Integer> samples = inBatch.get();
            History history = failed(e);
            throw new DivergedException(what + "; " + Remedy.weights(engine), history, samples, e);
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        }
    }

    private History failed(Throwable e) {
        engine.leaveEpoch();
        History history = history(History.Stop.FAILED);
        callbacks.failed(e, this, history);
        return history;
    }

    private History history(History.Stop why) {
        return new History(logs, why, engine.seed(), engine.step() - firstStep, Devices.oneDnn(), provenance);
    }

    private void trainEpoch(StepSource steps) {
        Optional<EpochPart> part = resumed;
        resumed = Optional.empty();
        int number = part.isPresent() ? engine.epochs() - 1 : engine.nextEpoch();
        totals = engine.totals();
        samplesDone = 0;
        epoch = number + 1;
        Order.Seeded order =
                options.shuffle() ? Order.shuffled(engine.seed(), number) : Order.asStored(engine.seed(), number);
        try (StepSource.Pass pass = steps.pass(order)) {
            part.ifPresent(done -> goOn(pass, done));
            engine.epochPart(this::part);
            samplesBefore = samplesDone;
            epochStart = System.nanoTime();
            callbacks.each(c -> c.onEpochBegin(this));
            while (!stopped && pass.hasNext() && !interrupted()) {
                StepSource.Step step = pass.next();
                inBatch = step::samples;
                trainStep(step);
                inBatch = List::of;
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
        double speed = imagesPerSecond();
        Map<String, Double> values = new LinkedHashMap<>(totals.evaluation().values());
        try {
            validate().forEach((name, value) -> values.put("val_" + name, value));
        } catch (CancellationException e) {
            return; // interrupted in validation: the flag is still set and ends the training
        }
        History.EpochLog log = new History.EpochLog(epoch, values, seconds(), speed);
        logs.add(log);
        engine.endEpoch();
        callbacks.each(c -> c.onEpochEnd(this, log));
    }

    /** What is done of this epoch, for whoever saves the training now. */
    private EpochPart part() {
        return new EpochPart(
                options.batchSize(),
                options.shuffle(),
                data.size(),
                samplesDone,
                parts(),
                localSteps(),
                totals.state());
    }

    /** Passes over what was done of the epoch before the training stopped. */
    private void goOn(StepSource.Pass pass, EpochPart done) {
        List<String> unknown = totals.restore(done.totals());
        samplesDone = pass.skip(engine.stepsInEpoch(), done.samples());
        if (samplesDone != done.samples()) {
            throw new IllegalArgumentException("the training stopped after " + done.samples() + " samples of epoch "
                    + epoch + ", and the same steps over this data have " + samplesDone + ": go on with the same data");
        }
        if (!unknown.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "epoch " + epoch + " has no value of " + unknown
                            + ": what they counted before the training stopped was not saved, since their tallies have no"
                            + " state");
        }
    }

    private void trainStep(StepSource.Step step) {
        callbacks.each(c -> c.onBatchBegin(this));
        StepSource.Done done = step.train(totals);
        loss = done.loss();
        samplesDone += done.samples();
        callbacks.each(c -> c.onBatchEnd(this));
    }

    private Map<String, Double> validate() {
        Map<String, Double> values = new LinkedHashMap<>();
        options.validation().ifPresent(valid -> {
            callbacks.each(c -> c.onValidationBegin(this));
            values.putAll(engine.evaluate(valid, options.batchSize()).values());
            callbacks.each(c -> c.onValidationEnd(this, Collections.unmodifiableMap(values)));
        });
        return values;
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
    public long step() {
        return engine.step();
    }

    @Override
    public long stepsInEpoch() {
        return engine.stepsInEpoch();
    }

    @Override
    public double loss() {
        return loss;
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
    public double imagesPerSecond() {
        return (double) (samplesDone - samplesBefore) * images() / seconds();
    }

    @Override
    public boolean isStopping() {
        return stopped || interrupted();
    }

    @Override
    public Map<String, Double> values() {
        return totals.evaluationSoFar().values();
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
