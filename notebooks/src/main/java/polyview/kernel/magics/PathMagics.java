package polyview.kernel.magics;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** {@code %jars} and {@code %classpath}: entries from the local file system. */
public final class PathMagics {
    private final ClassPath classPath;
    private final Output output;

    /** Magics that add to a class path and show what they did. */
    public PathMagics(ClassPath classPath, Output output) {
        this.classPath = classPath;
        this.output = output;
    }

    /** {@code %jars lib/*.jar}: adds jars, and for a folder all jars in it. Gives the paths that were added. */
    public List<String> jars(List<String> words) throws MagicException {
        List<Path> jars = new ArrayList<>();
        for (Path path : matching("jars", words)) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(jars::add);
                } catch (IOException e) {
                    throw new MagicException("the folder " + path + " cannot be read: " + e, e);
                }
            } else {
                jars.add(path);
            }
        }
        return add(jars);
    }

    /** {@code %classpath target/classes lib/a.jar}: adds folders of classes, and jars. Gives the paths that were added. */
    public List<String> classpath(List<String> words) throws MagicException {
        return add(matching("classpath", words));
    }

    private List<String> add(List<Path> paths) throws MagicException {
        List<Path> wanted = new ArrayList<>();
        List<Artifacts.Kept> kept = new ArrayList<>();
        for (Path path : paths) {
            Optional<Artifacts.Kept> there = classPath.kept(path);
            there.ifPresentOrElse(kept::add, () -> wanted.add(path));
        }
        List<Path> added = classPath.add(wanted);
        output.open().accept(Report.of(added, kept));
        return added.stream().map(Path::toString).toList();
    }

    private static List<Path> matching(String magic, List<String> words) throws MagicException {
        if (words.isEmpty()) {
            throw new MagicException("%" + magic + " needs a path, such as %" + magic + " lib/*.jar");
        }
        List<Path> paths = new ArrayList<>();
        for (String word : words) {
            List<Path> found = resolve(word);
            if (found.isEmpty()) {
                throw new MagicException("there is no " + word
                        + (Path.of(word.replaceAll("[*?].*", "")).isAbsolute()
                                ? ""
                                : " in " + Path.of("").toAbsolutePath()));
            }
            found.stream().map(Path::normalize).sorted().forEach(paths::add);
        }
        return paths;
    }

    private static List<Path> resolve(String word) throws MagicException {
        // On Windows the library takes / only, and a glob is no path there.
        String glob = File.separatorChar == '\\' ? word.replace('\\', '/') : word;
        try {
            return PathsHandler.resolveGlobs(
                    glob.startsWith("~/") ? System.getProperty("user.home") + glob.substring(1) : glob);
        } catch (RuntimeException e) {
            // The library wraps what the file system says, such as a folder that is not there.
            if (e.getCause() instanceof java.nio.file.NoSuchFileException) {
                return List.of();
            }
            throw new MagicException(word + " cannot be looked up: " + e.getMessage(), e);
        }
    }
}
