package polyview.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;

/** The class path of this JVM as executors get it: as it lies here, or as jars that travel. */
final class ExecutorClassPath {

    private static final String VERSION = "-\\d[^/]*\\.jar$";

    private ExecutorClassPath() {}

    /** All jars and folders, where they lie. */
    static List<Path> here() {
        Set<Path> all = new LinkedHashSet<>(DriverClassPath.entries());
        return all.stream().filter(Files::exists).toList();
    }

    /** Jars without those that every Spark has; folders are packed into jars. */
    static List<Path> travelling() {
        Set<String> ofSpark = jarsOfSpark();
        return here().stream()
                .filter(path -> !ofSpark.contains(artifact(path)))
                .map(path -> Files.isDirectory(path) ? PackedFolders.jar(path) : path)
                .toList();
    }

    /** For a context that others have started: those of its jars that are not there yet. */
    static void addTo(JavaSparkContext context) {
        if (new Master(context.master()).inThisJvm()) {
            return;
        }
        Set<String> there = context.sc()
                .listJars()
                .mkString("\n")
                .lines()
                .map(ExecutorClassPath::name)
                .collect(Collectors.toSet());
        for (Path jar : travelling()) {
            if (!there.contains(name(jar.toString()))) {
                context.addJar(jar.toString());
            }
        }
    }

    private static String name(String place) {
        return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
    }

    private static String artifact(Path jar) {
        return name(jar.toString()).replaceFirst(VERSION, "");
    }

    /** The artifacts of Spark's core and of all that it asks for, as the build found them. */
    private static Set<String> jarsOfSpark() {
        try (InputStream in = ExecutorClassPath.class.getResourceAsStream("jars-of-spark")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Arrays.stream(text.split(":"))
                    .map(jar -> name(jar).replaceFirst(VERSION, ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of Spark's jars: " + e.getMessage(), e);
        }
    }
}
