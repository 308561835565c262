package polyview.datasets;

import java.nio.file.Files;
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

    /**
     * Reads {@code POLYVIEW_DATA} and {@code POLYVIEW_CACHE}; an empty value counts as unset.
     *
     * <p>Refused: {@code POLYVIEW_DATA must name a folder, got data, which is /data here}, so that a misspelled path is not
     * mistaken for missing data.
     */
    static Folders of(Map<String, String> environment, Path home) {
        Optional<Path> data = path(environment, "POLYVIEW_DATA");
        data.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new IllegalArgumentException("POLYVIEW_DATA must name a folder, got " + folder + ", which is "
                    + folder.toAbsolutePath().normalize() + " here");
        });
        return new Folders(
                data,
                path(environment, "POLYVIEW_CACHE")
                        .orElse(home.resolve(".cache").resolve("polyview")));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
