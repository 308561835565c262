package polyview.benchmarks.race;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import polyview.benchmarks.peers.Framework;
import polyview.benchmarks.peers.Turn;
import polyview.benchmarks.steps.Work;

/** A process that does one turn. */
final class Child {

    /** The folder of the benchmarks, in which Maven has put their classes. */
    static final Path FOLDER = Path.of(System.getProperty("benchmarks.folder", "."));

    /**
     * What a turn gave.
     *
     * @param ms the median time of a step; for a start the time by the clock until the first step was done
     * @param loss after the first steps
     * @param peakMb the largest resident memory
     * @param cpuMs CPU time, of all threads and helpers together, for what took the time; NaN where it was not told
     */
    record Result(double ms, double loss, double peakMb, double cpuMs) {}

    private Child() {}

    /** Whether the build has the native libraries of libtorch and DJL for this platform. */
    static boolean hasNativePeers() {
        try {
            return Files.readString(FOLDER.resolve("target/peers-class-path")).contains("pytorch-native-cpu");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a turn in a process of its own.
     *
     * <p>Refused, with what the process wrote: one that gives no result.
     *
     * @param flags further flags of a JVM
     */
    static Result turn(Turn.Kind kind, Contender contender, Work work, int warmUp, int steps, List<String> flags) {
        try {
            return result(command(kind, contender, work, warmUp, steps, flags), contender, kind);
        } catch (IOException e) {
            throw new IllegalStateException(contender.name() + " does not run: " + e.getMessage(), e);
        }
    }

    /** Runs a command until it prints a result. */
    static Result result(List<String> command, Contender contender, Turn.Kind kind) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(contender.environment());
        long start = System.nanoTime();
        List<String> lines = lines(builder);
        double wall = (System.nanoTime() - start) / 1e6;
        return result(lines, kind == Turn.Kind.START, wall);
    }

    private static List<String> command(
            Turn.Kind kind, Contender contender, Work work, int warmUp, int steps, List<String> flags)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (contender.runtime() == Contender.Runtime.PYTHON) {
            command.addAll(Python.command("torch_steps.py", work));
            command.addAll(numbers(kind.name(), warmUp, steps, Turn.STEPS_TO_LOSS));
        } else {
            command.addAll(java(contender.framework(), flags, Turn.class));
            command.addAll(List.of(kind.name(), contender.framework().name(), work.name()));
            command.addAll(numbers(warmUp, steps));
        }
        return command;
    }

    private static List<String> numbers(Object... numbers) {
        return Stream.of(numbers).map(Object::toString).toList();
    }

    /** The command of a JVM with the class path of a framework. */
    static List<String> java(Framework framework, List<String> flags, Class<?> main) throws IOException {
        Path target = FOLDER.resolve("target");
        List<String> classPath =
                new ArrayList<>(List.of(target.resolve("classes").toString()));
        if (framework == Framework.LIBTORCH || framework == Framework.DJL) {
            // Its own JavaCPP stands before TensorFlow's.
            try (Stream<Path> jars = Files.list(target.resolve("libtorch"))) {
                jars.sorted().forEach(jar -> classPath.add(jar.toString()));
            }
            classPath.add(Files.readString(target.resolve("peers-class-path")));
        } else {
            classPath.add(Files.readString(target.resolve("class-path")));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                // Without it JavaCPP counts the library's own memory against the Java heap, and stops.
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Djava.awt.headless=true"));
        command.addAll(flags);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        return command;
    }

    /** Everything that a process writes, also its errors. */
    static List<String> lines(ProcessBuilder builder) throws IOException {
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
        Process process = builder.redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("RESULT ")) {
                    // The clock of a start stops here, not at the end of the process.
                    break;
                }
            }
            return lines;
        } finally {
            process.destroy();
        }
    }

    private static Result result(List<String> lines, boolean byTheClock, double wall) throws IOException {
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (!last.startsWith("RESULT ")) {
            int from = Math.max(0, lines.size() - 12);
            throw new IOException(String.join("\n", lines.subList(from, lines.size())));
        }
        double[] numbers = Stream.of(last.substring("RESULT ".length()).split(" "))
                .mapToDouble(field -> Double.parseDouble(field.substring(field.indexOf('=') + 1)))
                .toArray();
        return new Result(
                byTheClock ? wall : numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : Double.NaN);
    }
}
