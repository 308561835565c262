package polyview.experiments.search;

import java.nio.file.Path;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;

/** Runs the search of the tests in a directory and says what it does; stops for ever in a step of one run. */
final class SearchMain {

    private SearchMain() {}

    static Search search() {
        return Nets.search(4).strategy(Strategy.halving().trials(4).eta(2)).runs(2);
    }

    /** The arguments are the directory, and the number of the run that does not end, or 0. */
    public static void main(String[] arguments) {
        int endless = Integer.parseInt(arguments[1]);
        SearchResults results = search().directory(Path.of(arguments[0]))
                .listeners(new SearchListener() {
                    @Override
                    public void onProgress(RunLabel label, RunProgress progress) {
                        if (label.number() == endless) {
                            say("in the middle of " + label.key());
                            sleep();
                        }
                    }

                    @Override
                    public void onRunEnd(RunLabel label, RunResult run) {
                        say("done " + label.key());
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
