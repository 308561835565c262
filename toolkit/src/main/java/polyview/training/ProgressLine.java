package polyview.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import polyview.layers.Shapes;

/**
 * One line of text for each epoch: where it stands, images per second, loss and metrics, time left.
 *
 * <p>In a terminal or a notebook the line grows in place, a few times a second; elsewhere, as in a log file, only the finished
 * line is written. Time left is for the whole training, at the speed so far.
 */
final class ProgressLine implements Callback {

    private static final double SECONDS_BETWEEN = 0.25;

    private final PrintStream out;
    private final boolean inPlace;
    private double secondsOfFinished;
    private double lastShown;
    private int shownLength;

    ProgressLine(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** The line for where this JVM writes: Jupyter sets a variable for every kernel that it starts. */
    static ProgressLine standard() {
        return new ProgressLine(System.out, System.console() != null || System.getenv("JPY_PARENT_PID") != null);
    }

    @Override
    public void onBatchEnd(Run run) {
        if (run.samplesDone() == 0 || run.seconds() < lastShown) {
            lastShown = 0;
        }
        if (inPlace && run.seconds() - lastShown >= SECONDS_BETWEEN) {
            lastShown = run.seconds();
            double done = (double) run.samplesDone() / run.samples();
            double perEpoch = run.seconds() / done;
            double left = perEpoch * (run.options().epochs() - run.epoch() + 1 - done);
            String speed = speed(run.samplesDone() * (double) run.images() / run.seconds());
            show(head(run) + String.format(Locale.ROOT, "  %3.0f%%", 100 * done) + speed + values(run.values())
                    + time(left) + " left");
        }
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        secondsOfFinished += log.seconds();
        double left = secondsOfFinished / run.epoch() * (run.options().epochs() - run.epoch());
        String rest = run.epoch() < run.options().epochs() ? time(left) + " left" : "";
        show(head(run) + time(log.seconds()) + speed(log.imagesPerSecond()) + values(log.values()) + rest);
        end();
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        if (history.stop() == History.Stop.INTERRUPTED) {
            show("interrupted in epoch " + run.epoch() + " after " + Shapes.count(history.steps(), "step"));
            end();
        }
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    void end() {
        if (shownLength > 0) {
            shownLength = 0;
            write("\n");
        }
        lastShown = 0;
    }

    private void show(String line) {
        String padded = line + " ".repeat(Math.max(0, shownLength - line.length()));
        write(inPlace ? "\r" + padded : line);
        shownLength = line.length();
    }

    private void write(String text) {
        // Some kernels break when a thread whose interrupt flag is set writes to their channels.
        boolean interrupted = Thread.interrupted();
        out.print(text);
        out.flush();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(Run run) {
        return "epoch " + run.epoch() + "/" + run.options().epochs();
    }

    private static String speed(double imagesPerSecond) {
        return String.format(Locale.ROOT, "  %,.0f images/s", imagesPerSecond);
    }

    private static String values(Map<String, Double> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %s %.4f", name, value)));
        return text.toString();
    }

    private static String time(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "  %.1f s", seconds)
                : String.format(Locale.ROOT, "  %d min %d s", (long) seconds / 60, (long) seconds % 60);
    }
}
