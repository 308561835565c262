package polyview.kernel.magics;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Loads Maven's resolver apart from the cells: its jars lie in a folder {@code maven} beside the kernel's jar, and their
 * classes are seen by {@code polyview.kernel.maven} only. So a cell may have another version of each of them.
 */
final class ArtifactsLoader extends URLClassLoader {
    private static final String OURS = "polyview.kernel.maven.";

    static {
        registerAsParallelCapable();
    }

    private ArtifactsLoader(List<URL> urls) {
        super("maven", urls.toArray(URL[]::new), ArtifactsLoader.class.getClassLoader());
    }

    /** Maven's resolver. Where there is no such folder, as in the tests, it is on the class path of this JVM. */
    static Artifacts load() throws MagicException {
        try {
            Path kernel = Path.of(ArtifactsLoader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = kernel.resolveSibling("maven");
            if (!Files.isDirectory(folder)) {
                return first(ArtifactsLoader.class.getClassLoader());
            }
            List<URL> urls = new ArrayList<>(List.of(kernel.toUri().toURL()));
            try (Stream<Path> jars = Files.list(folder)) {
                for (Path jar :
                        jars.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                    urls.add(jar.toUri().toURL());
                }
            }
            return first(new ArtifactsLoader(urls));
        } catch (IOException | URISyntaxException e) {
            throw new MagicException("Maven's resolver cannot be loaded: " + e, e);
        }
    }

    private static Artifacts first(ClassLoader loader) throws MagicException {
        return ServiceLoader.load(Artifacts.class, loader)
                .findFirst()
                .orElseThrow(
                        () -> new MagicException("Maven's resolver is missing: build the kernel with mvn package"));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        // The parent has these too, but there they would not see Maven's classes.
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
