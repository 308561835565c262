package polyview.experiments;

import java.nio.file.Path;
import polyview.training.Callback;

/** Runs the experiment of the tests in a directory and says what it does; stops for ever in a step of one run. */
final class SweepMain {

    private SweepMain() {}

    /** The arguments are the directory, and the number of the run that does not end, or 0. */
    public static void main(String[] arguments) {
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
                    }
                })
                .run();
        say("complete " + results.complete());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}
