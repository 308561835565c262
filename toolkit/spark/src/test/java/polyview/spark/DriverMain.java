package polyview.spark;

import java.io.IOException;
import java.nio.file.Path;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;

/** The sweep of {@link StandaloneFailuresTest} in a process of its own, which does not end by itself: it waits after some runs. */
final class DriverMain {

    private DriverMain() {}

    static Process start(String master, Path kept, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DriverMain.class.getName(),
                        master,
                        kept.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    public static void main(String[] args) {
        FusionExperiment.of(StandaloneFailuresTest.SEEDS, StandaloneFailuresTest.EPOCHS)
                .directory(Path.of(args[1]))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
                        if (soFar.done().size() >= StandaloneFailuresTest.KILLED_AFTER) {
                            sleep();
                        }
                    }
                })
                .run(Spark.master(args[0]).runner());
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }
}
