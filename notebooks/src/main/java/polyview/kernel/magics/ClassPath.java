package polyview.kernel.magics;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The class path of the cells: that of this JVM, and what magics have added. */
public final class ClassPath implements Artifacts.Present {
    /** Adds entries to the class path of the cells. */
    @FunctionalInterface
    public interface Target {
        /** Adds these, all at once. */
        void add(List<Path> entries);
    }

    private final Target target;
    private final Set<Path> entries = new LinkedHashSet<>();
    private final List<JarName> jars = new ArrayList<>();

    /** The class path of this JVM; {@code target} makes additions known to the compiler and to running cells. */
    public ClassPath(Target target) {
        this.target = target;
    }

    @Override
    public synchronized Optional<String> version(String group, String artifact) {
        read();
        return jars.stream()
                .filter(jar -> jar.is(group, artifact))
                .map(JarName::version)
                .findFirst();
    }

    /** The version of the artifact that a file is, where the class path has that artifact. */
    synchronized Optional<Artifacts.Kept> kept(Path file) {
        read();
        return JarName.of(file).flatMap(name -> jars.stream()
                .filter(jar -> jar.is(name.group().orElse(jar.group().orElse("")), name.artifact()))
                .map(jar -> new Artifacts.Kept(
                        name.group().or(jar::group).orElse(""), name.artifact(), name.version(), jar.version()))
                .findFirst());
    }

    /**
     * Adds entries that are not there yet, and gives those.
     *
     * @throws MagicException where a path has the separator of class paths in it
     */
    public synchronized List<Path> add(List<Path> files) throws MagicException {
        read();
        List<Path> fresh = new ArrayList<>();
        for (Path file : files) {
            Path entry = normal(file);
            if (entry.toString().contains(File.pathSeparator)) {
                throw new MagicException(
                        "a path on the class path must have no " + File.pathSeparator + ", got " + entry);
            }
            if (entries.add(entry)) {
                fresh.add(entry);
                JarName.of(entry).ifPresent(jars::add);
            }
        }
        if (!fresh.isEmpty()) {
            target.add(fresh);
        }
        return fresh;
    }

    /** Reads the names of all jars, once: no cell without a magic has to wait for it. */
    private void read() {
        if (entries.isEmpty()) {
            for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
                readEntry(Path.of(entry));
            }
        }
    }

    private void readEntry(Path path) {
        Path entry = normal(path);
        if (Files.exists(entry) && entries.add(entry) && Files.isRegularFile(entry)) {
            JarName.of(entry).ifPresent(jars::add);
            manifestClassPath(entry).forEach(this::readEntry);
        }
    }

    /** What a jar's manifest puts on the class path beside it. */
    private static List<Path> manifestClassPath(Path jar) {
        List<Path> paths = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String list = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String relative : list == null ? new String[0] : list.strip().split("\\s+")) {
                URI uri = jar.toUri().resolve(relative);
                if ("file".equals(uri.getScheme())) {
                    paths.add(Path.of(uri));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return List.of(); // Not a jar, or no path: then the JVM does not see it either.
        }
        return paths;
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
