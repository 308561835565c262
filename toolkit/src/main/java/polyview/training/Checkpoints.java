package polyview.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.base.Checks;
import polyview.models.Kept;
import polyview.models.LoadReport;
import polyview.models.Model;

/**
 * Saves a training while it runs, so that it can go on after its process was ended at any moment, to the same bits as one that was
 * never ended.
 *
 * <p>A program that may be started again and again:
 *
 * <pre>{@code
 * var model = new Model(inputs, output).seed(7);
 * model.compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
 * var checkpoints = Checkpoints.in(Path.of("run")).everySeconds(60);
 * checkpoints.resume(model);                                       // empty at the first start
 * model.fit(train, Fit.untilEpoch(20).validation(valid).callbacks(checkpoints));
 * }</pre>
 *
 * <p>A file {@code checkpoint-0000001200.npz} is what {@code saveWeights} writes after step 1200: weights, what the optimizer and the
 * callbacks keep, and the part of the epoch that is done. It is there whole or not at all. One is saved at the end of each epoch, and
 * where the training is stopped or interrupted; {@link #everySteps} and {@link #everySeconds} add more. The newest 3 are kept.
 *
 * <p>What an augmentation, dropout, the order of the samples and a schedule do follows from the seed and the step; metrics go on
 * counting in the middle of an epoch ({@link polyview.metrics.Metric.Tally#state}). A callback of your own goes on where it {@link
 * Callback#keepsState keeps} what it remembers.
 *
 * <p>Refused: {@code steps must be positive, got 0}, seconds, epochs and keep too; before the first step a folder that cannot be
 * made, and a column that the history will not have.
 */
public final class Checkpoints implements Callback {

    private static final String BEST = "best.npz";

    private final CheckpointFolder folder;
    private int epochs = 1;
    private long steps = Long.MAX_VALUE;
    private double seconds = Double.POSITIVE_INFINITY;
    private int keep = 3;
    private Optional<String> best = Optional.empty();
    private long saved = -1;
    private long lastSave;

    private Checkpoints(Path folder) {
        this.folder = new CheckpointFolder(folder);
    }

    /** Into this folder, which is made where it is not there. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder);
    }

    /** At the end of every so many epochs, counted since compile; 1 by default. */
    public Checkpoints everyEpochs(int newEpochs) {
        this.epochs = Checks.requirePositive("epochs", newEpochs);
        return this;
    }

    /** After every so many steps too, counted since compile. */
    public Checkpoints everySteps(int newSteps) {
        this.steps = Checks.requirePositive("steps", newSteps);
        return this;
    }

    /** After the first step too that ends so many seconds after the last save. */
    public Checkpoints everySeconds(double newSeconds) {
        this.seconds = Checks.requirePositive("seconds", newSeconds);
        return this;
    }

    /** How many of the newest files stay; 3 by default. */
    public Checkpoints keep(int files) {
        this.keep = Checks.requirePositive("keep", files);
        return this;
    }

    /**
     * Also saves {@code best.npz} at the end of each epoch whose value of this column is better than that of all before: the metric
     * says which way is better, a loss is to shrink. {@code model.loadWeights(checkpoints.bestFile())} takes it.
     */
    public Checkpoints best(String column) {
        this.best = Optional.of(column);
        return this;
    }

    /** The best one, see {@link #best}. */
    public Path bestFile() {
        return folder.file(BEST);
    }

    /** The files that are there, the oldest first. */
    public List<Path> files() {
        return folder.files();
    }

    /**
     * Goes on from the newest file; empty where there is none.
     *
     * <p>A damaged file is named in a warning of the log, and the one before it is taken. Refused, with the model untouched: only
     * damaged files, and what {@link Model#resume} refuses, such as a file of another model.
     */
    public Optional<LoadReport> resume(Model model) {
        return folder.newest(model::resume);
    }

    @Override
    public void onTrainBegin(Run run) {
        best.ifPresent(column -> Monitored.require(run, column));
        folder.make();
        saved = -1;
        lastSave = System.nanoTime();
    }

    @Override
    public void onBatchEnd(Run run) {
        boolean due = run.step() % steps == 0 || (System.nanoTime() - lastSave) / 1e9 >= seconds;
        if (due || run.isStopping()) {
            save(run);
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        // Kept before the save, so that a training that goes on from it knows the best too.
        boolean better = best.isPresent() && isBetter(run, log);
        if (run.epoch() % epochs == 0 || run.epoch() == run.lastEpoch() || run.isStopping()) {
            // That of the last step is one in the middle of the epoch.
            saved = -1;
            save(run);
        }
        if (better) {
            run.engine().saveWeights(bestFile());
        }
    }

    private void save(Run run) {
        if (saved == run.step()) {
            return;
        }
        run.engine().saveWeights(folder.ofStep(run.step()));
        folder.keepNewest(keep);
        saved = run.step();
        lastSave = System.nanoTime();
    }

    private boolean isBetter(Run run, History.EpochLog log) {
        String column = best.orElseThrow();
        double value = Monitored.falling(run, column, log);
        double before = run.engine()
                .kept(keptName(column))
                .map(kept -> kept.numbers().get("best"))
                .orElse(Double.POSITIVE_INFINITY);
        boolean better = Double.isFinite(value) && value < before;
        if (better) {
            run.engine().keep(keptName(column), new Kept(Map.of("best", value), Map.of()));
        }
        return better;
    }

    private static String keptName(String column) {
        return "Checkpoints of the best " + column;
    }

    @Override
    public Optional<Path> writesTo() {
        return Optional.of(folder.path());
    }

    /** Where it saves, and when. */
    @Override
    public String toString() {
        return "Checkpoints in " + folder + ", keep " + keep
                + best.map(column -> ", and the best " + column).orElse("");
    }
}
