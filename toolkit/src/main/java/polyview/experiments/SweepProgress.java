package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import polyview.base.Shapes;
import polyview.base.ShortTexts;
import polyview.training.LiveLine;

/**
 * The progress of a sweep: the runs under way, wherever they are executed, and the time left.
 *
 * <p>With d runs done since the first one began, parts of runs under way included, in t seconds by the clock, and r runs to come, parts
 * included too, the time left is {@code r t / d}: several runs at once make it shorter as they do in fact. It is told from a tenth of a run
 * on. Example: after 60 s one run has ended and two are half done, so d is 2; of 10 runs r is 8, which takes 240 s.
 *
 * <p>It is a listener that only remembers; another listener passes on what it is told and shows what comes out.
 */
public final class SweepProgress implements ExperimentListener {

    /** Less than that says little: the first steps of a run are slow. */
    private static final double ENOUGH = 0.1;

    /** Runs that are named in a line. */
    private static final int NAMED = 3;

    /**
     * A run under way.
     *
     * @param label which run
     * @param progress how far it is; empty before its first step is told
     */
    public record UnderWay(RunLabel label, Optional<RunProgress> progress) {

        /** How much of it is done, from 0 to 1. */
        public double part() {
            return progress.map(RunProgress::part).orElse(0.0);
        }
    }

    private final LongSupplier nanoseconds;
    private final Map<RunKey, UnderWay> underWay = new LinkedHashMap<>();
    private OptionalDouble begun = OptionalDouble.empty();
    private int ended;
    private int done;
    private int asked;

    /** Before the first run. */
    public SweepProgress() {
        this(System::nanoTime);
    }

    /** With a clock of one's own, such as of a test. */
    public SweepProgress(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    @Override
    public void onBegin(Results soFar) {
        underWay.clear();
        begun = OptionalDouble.empty();
        ended = 0;
        count(soFar);
    }

    @Override
    public void onRunBegin(RunLabel label) {
        if (begun.isEmpty()) {
            begun = OptionalDouble.of(now());
        }
        underWay.put(label.key(), new UnderWay(label, Optional.empty()));
    }

    @Override
    public void onProgress(RunLabel label, RunProgress progress) {
        underWay.computeIfPresent(label.key(), (key, run) -> new UnderWay(label, Optional.of(progress)));
    }

    @Override
    public void onRunAbandoned(RunLabel label) {
        underWay.remove(label.key());
    }

    @Override
    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
        underWay.remove(label.key());
        ended++;
        count(soFar);
    }

    /** A search asks for more runs as it goes on. */
    private void count(Results soFar) {
        done = soFar.done().size();
        asked = soFar.asked();
    }

    private double now() {
        return nanoseconds.getAsLong() / 1e9;
    }

    /** The runs under way, in the order in which they began. */
    public List<UnderWay> underWay() {
        return new ArrayList<>(underWay.values());
    }

    /** Seconds until the last run ends; empty where nothing is to come, and before it can be told. */
    public OptionalDouble secondsLeft() {
        double parts = underWay.values().stream().mapToDouble(UnderWay::part).sum();
        double toCome = asked - done - parts;
        if (begun.isEmpty() || ended + parts < ENOUGH || toCome <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((now() - begun.getAsDouble()) / (ended + parts) * toCome);
    }

    /** The time left in words, {@code 1 min 0 s left}; empty where it cannot be told. */
    public String left() {
        OptionalDouble seconds = secondsLeft();
        return seconds.isPresent() ? LiveLine.time(seconds.getAsDouble()) + " left" : "";
    }

    /**
     * What is under way, in one line.
     *
     * <p>Example, a single run: {@code run 2/4 concat seed 1: epoch 4/8   50%  loss 0.5000, accuracy 0.7500  1 min 0 s left}; several:
     * {@code 4 of 10 runs done, 2 under way: concat seed 3 44%, multiply seed 3 12%  1 min 0 s left}.
     */
    public String line() {
        String text = left();
        return (underWay.size() == 1 ? single(underWay().get(0)) : several()) + (text.isEmpty() ? "" : "  " + text);
    }

    private static String single(UnderWay run) {
        return run.label()
                + run.progress()
                        .map(at -> ": epoch " + at.epoch() + "/" + at.epochs()
                                + String.format(Locale.ROOT, "  %3.0f%%  ", 100 * at.partOfEpoch())
                                + ShortTexts.numbers(at.values()))
                        .orElse("");
    }

    private String several() {
        String text = done + " of " + Shapes.count(asked, "run") + " done";
        return underWay.isEmpty() ? text : text + ", " + named();
    }

    private String named() {
        return underWay.values().stream()
                .limit(NAMED)
                .map(run -> run.label().key() + " " + percent(run.part()))
                .collect(Collectors.joining(
                        ", ", underWay.size() + " under way: ", underWay.size() > NAMED ? ", ..." : ""));
    }

    /** {@link #line} without the counts and the time left, for a search, which does not know its runs in advance. */
    public String underWayLine() {
        return underWay.size() == 1 ? single(underWay().get(0)) : named();
    }

    /** {@code 44%}. */
    public static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }

    /**
     * A run that has ended, and the time left.
     *
     * <p>Example: {@code run 1/4 concat seed 1: accuracy 0.9123 in 20.0 s  1 min 0 s left}.
     *
     * @param soFar this run and all before it
     */
    public String ended(RunLabel label, RunResult run, Results soFar) {
        String text = left();
        return label.numbers() + " " + run.line(soFar.score()) + (text.isEmpty() ? "" : "  " + text);
    }

    /** The number of runs that are done: {@code 3 of 10 runs done}. */
    public static String done(Results soFar) {
        return soFar.done().size() + " of " + Shapes.count(soFar.asked(), "run") + " done";
    }
}
