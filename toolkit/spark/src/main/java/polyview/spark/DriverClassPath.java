package polyview.spark;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the classes of this JVM come from: its class path, and what class loaders have added, as a notebook's {@code %maven} does. */
final class DriverClassPath {

    private DriverClassPath() {}

    static List<Path> entries() {
        List<Path> all = new ArrayList<>();
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .forEach(all::add);
        add(Thread.currentThread().getContextClassLoader(), all);
        add(DriverClassPath.class.getClassLoader(), all);
        return all.stream().distinct().toList();
    }

    private static void add(ClassLoader from, List<Path> all) {
        for (ClassLoader loader = from; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    if (url.getProtocol().equals("file")) {
                        all.add(path(url));
                    }
                }
            }
        }
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI()).toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class loader names the place " + url + ": " + e.getMessage(), e);
        }
    }
}
