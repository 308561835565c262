package polyview.base;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there whole or not at all.
 *
 * <p>It is written under a name of its own beside the file and takes the file's name when it is whole, so a crash leaves the old
 * file. A file that cannot be written gives an {@link UncheckedIOException} that names the file and the reason.
 *
 * <p>Example: {@code AtomicFile.write(file, out -> out.write(bytes))}.
 */
public final class AtomicFile {

    /** The code that writes the bytes. */
    @FunctionalInterface
    public interface Content {

        /** Writes all bytes, in their order; the stream may be closed. */
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, replacing an existing one.
     *
     * <p>Refused: {@code cannot write a/b.npz: there is no folder a}, and whatever the file system refuses.
     */
    public static void write(Path file, Content content) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw refused(file, "it is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw refused(file, "there is no folder " + file.getParent());
        }
        // Not a temporary file of the system: those may be read by their owner alone.
        Path part = folder.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + ".part");
        try {
            try {
                // Not a channel: those close when the thread is interrupted, and an interrupted training must be saved
                // too.
                try (FileOutputStream raw = new FileOutputStream(part.toFile());
                        OutputStream out = new BufferedOutputStream(raw)) {
                    content.write(new KeptOpen(out));
                    out.flush();
                    // Or a loss of power could leave the new name with the old disk's bytes.
                    raw.getFD().sync();
                }
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The content may close its stream; the file is closed here, after it has reached the disk. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static UncheckedIOException refused(Path file, String reason) {
        return new UncheckedIOException("cannot write " + file + ": " + reason, new IOException(reason));
    }
}
