package polyview.datasets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of public data sets lie.
 *
 * @param data a folder that the user filled, never written to
 * @param cache the folder for downloads
 */
record Folders(Optional<Path> data, Path cache) {

    static Folders fromEnvironment() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Reads {@code POLYVIEW_DATA} and {@code POLYVIEW_CACHE}; an empty value counts as none. */
    static Folders of(Map<String, String> environment, Path home) {
        return new Folders(
                path(environment, "POLYVIEW_DATA"),
                path(environment, "POLYVIEW_CACHE")
                        .orElse(home.resolve(".cache").resolve("polyview")));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
