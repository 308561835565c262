package polyview.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The messages for files and folders that cannot be read: {@code cannot read a.npz: there is no such file}. */
public final class Unreadable {

    private Unreadable() {}

    /** Refused: {@code there is no such file}, {@code it is not a file}. */
    public static void mustBeFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw refused(file, new IOException(Files.exists(file) ? "it is not a file" : "there is no such file"));
        }
    }

    /** Refused: {@code there is no such folder}, {@code it is not a folder}. */
    public static void mustBeFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(
                    folder, new IOException(Files.exists(folder) ? "it is not a folder" : "there is no such folder"));
        }
    }

    /** The exception to throw. */
    public static UncheckedIOException refused(Object what, IOException e) {
        String reason = e.getClass() == IOException.class ? e.getMessage() : e.toString();
        return new UncheckedIOException("cannot read " + what + ": " + reason, e);
    }
}
