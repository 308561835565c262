package polyview.training;

import java.util.Locale;
import java.util.Map;
import polyview.base.Shapes;

/**
 * A {@link LiveLine} for each epoch: where it stands, images per second, loss and metrics, time left.
 *
 * <p>Time left is for the whole training, at the speed so far.
 */
final class ProgressLine implements Callback {

    private final LiveLine line;
    private double secondsOfFinished;
    private int finished;

    ProgressLine(LiveLine line) {
        this.line = line;
    }

    @Override
    public void onBatchEnd(Run run) {
        line.passing(run.samplesDone() == 0 ? 0 : run.seconds(), () -> {
            double done = (double) run.samplesDone() / run.samples();
            double perEpoch = (double) run.samples() * run.images() / run.imagesPerSecond();
            double left = perEpoch * (run.lastEpoch() - run.epoch() + 1 - done);
            String speed = speed(run.imagesPerSecond());
            return head(run) + String.format(Locale.ROOT, "  %3.0f%%", 100 * done) + speed + values(run.values())
                    + time(left) + " left";
        });
    }

    @Override
    public void onEpochEnd(Run run, History.EpochLog log) {
        secondsOfFinished += log.seconds();
        finished++;
        double left = secondsOfFinished / finished * (run.lastEpoch() - run.epoch());
        String rest = run.epoch() < run.lastEpoch() ? time(left) + " left" : "";
        line.stay(head(run) + time(log.seconds()) + speed(log.imagesPerSecond()) + values(log.values()) + rest);
    }

    @Override
    public void onTrainEnd(Run run, History history) {
        if (history.stop() == History.Stop.INTERRUPTED) {
            line.stay("interrupted in epoch " + run.epoch() + " after " + Shapes.count(history.steps(), "step")
                    + "; another fit begins with epoch " + (run.epoch() + 1));
        }
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    void end() {
        line.end();
    }

    private static String head(Run run) {
        return "epoch " + run.epoch() + "/" + run.lastEpoch();
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
        return "  " + LiveLine.time(seconds);
    }
}
