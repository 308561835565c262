package polyview.spark;

import java.io.IOException;
import java.nio.file.Path;

/** The sweep of {@link StandaloneFailuresTest} in a process of its own. */
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
                .run(Spark.master(args[0]).runner());
    }
}
