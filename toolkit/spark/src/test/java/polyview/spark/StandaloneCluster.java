package polyview.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own cluster on this machine: a master and workers as processes, which end with it. */
final class StandaloneCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern WORKER = Pattern.compile("Registering worker ");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Path masterLog;
    private final String master;
    private final Thread atExit = new Thread(this::kill);

    private StandaloneCluster(Path folder) {
        this.folder = folder;
        this.masterLog = folder.resolve("master.log");
        Runtime.getRuntime().addShutdownHook(atExit);
        start(
                masterLog,
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        await("the master", () -> MASTER.matcher(text(masterLog)).find());
        Matcher found = MASTER.matcher(text(masterLog));
        if (!found.find()) {
            throw new IllegalStateException(text(masterLog));
        }
        master = found.group(1);
    }

    /** Starts a master and workers with one core and some megabytes each; returns when all are registered. */
    static StandaloneCluster start(Path folder, int workers, int megabytes) {
        StandaloneCluster cluster = new StandaloneCluster(folder);
        try {
            for (int i = 0; i < workers; i++) {
                cluster.startWorker("worker-" + i, megabytes);
            }
            cluster.await(workers + " workers", () -> cluster.registered() >= workers);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** {@code spark://127.0.0.1:port}. */
    String master() {
        return master;
    }

    /** The processes of the workers. */
    List<Process> workers() {
        return List.copyOf(processes.subList(1, processes.size()));
    }

    /** Ends the process of an executor at once, as kill -9 does. */
    void killExecutor(String id) {
        ProcessHandle executor = workers().stream()
                .flatMap(Process::descendants)
                .filter(process -> arguments(process).contains("--executor-id " + id + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no executor " + id));
        executor.destroyForcibly();
    }

    /** All of them; Java itself tells those of short commands alone. */
    private static String arguments(ProcessHandle process) {
        try {
            Process ps = new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", String.valueOf(process.pid())).start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startWorker(String name, int megabytes) {
        start(
                folder.resolve(name + ".log"),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                megabytes + "m",
                "--work-dir",
                folder.resolve(name).toString(),
                master);
    }

    private long registered() {
        return WORKER.matcher(text(masterLog)).results().count();
    }

    private void start(Path log, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                Path.of(System.getenv("SPARK_HOME"), "jars", "*").toString(),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        try {
            processes.add(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(String what, BooleanSupplier there) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            boolean dead = processes.stream().anyMatch(process -> !process.isAlive());
            if (dead || System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not start: " + text(masterLog));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        // The workers first: they would start executors again.
        for (Process process : processes) {
            List<ProcessHandle> executors = process.descendants().toList();
            process.destroyForcibly();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        kill();
        for (Process process : processes) {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a process of the cluster did not end");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
