package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Jars that tests make with javac, and a Maven repository of them in a folder. */
final class MadeJars {
    private final Path folder;

    MadeJars(Path folder) {
        this.folder = folder;
    }

    /** Compiles one class of the package {@code made} and gives the folder of its class file. */
    Path classes(String name, String body) throws IOException {
        Path sources = Files.createTempDirectory(folder, "sources");
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.writeString(sources.resolve(name + ".java"), "package made;\n" + body);
        List<String> options =
                List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)));
        return classes;
    }

    /** A jar of one class with a method {@code value()}. */
    Path jar(Path file, String name, int value) throws IOException {
        return jar(
                file,
                classes(name, "public class " + name + " { public static int value() { return " + value + "; } }"),
                Map.of());
    }

    /** A jar of a folder of classes, with further entries. */
    Path jar(Path file, Path classes, Map<String, String> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                jar.write(Files.readAllBytes(path));
            }
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    /**
     * Puts an artifact of the group {@code made} into a repository: a class of its name in capitals with {@code value()}.
     *
     * @param needs coordinates, each with {@code @scope} behind it
     */
    void deploy(Path repository, String artifact, String version, int value, String... needs) throws IOException {
        Path place = repository.resolve("made").resolve(artifact).resolve(version);
        String name = Character.toUpperCase(artifact.charAt(0)) + artifact.substring(1);
        jar(place.resolve(artifact + "-" + version + ".jar"), name, value);
        List<String> dependencies = new ArrayList<>();
        for (String need : needs) {
            String[] parts = need.split("[:@]");
            dependencies.add("<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                    + "</artifactId><version>" + parts[2] + "</version><scope>" + parts[3] + "</scope></dependency>");
        }
        Files.writeString(
                place.resolve(artifact + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>made</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version><dependencies>"
                        + String.join("", dependencies) + "</dependencies></project>");
    }
}
