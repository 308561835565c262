package polyview.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import polyview.training.Callback;

/** Runs the experiment of the tests in a directory and says what it does; stops for ever in a step of one run, or waits after each. */
final class SweepMain {

    private SweepMain() {}

    /** The arguments are the directory, the number of the run that does not end, or 0, and whether a byte is awaited after each run. */
    public static void main(String[] arguments) {
        boolean waits = arguments.length > 2;
        int endless = Integer.parseInt(arguments[1]);
        Results results = MadeExperiment.experiment()
                .directory(Path.of(arguments[0]))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onStep(RunLabel label, Callback.Run training) {
                        if (label.number() == endless && training.epoch() == 2) {
                            say("in the middle of " + label);
                            sleep();
                        }
                    }

                    @Override
                    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
                        say("done " + label);
                        if (waits) {
                            read();
                        }
                    }
                })
                .run();
        say("complete " + results.complete());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void read() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there any more");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}
