package polyview.data;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file in the making: arrays in NumPy's format, and bytes.
 *
 * <p>It is written under a name of its own beside the file and takes the file's name when it is whole, so a crash leaves the
 * file of before. The same content gives the same bytes: entries carry no time. What cannot be written gives an {@link
 * UncheckedIOException} that names the file and the reason.
 *
 * <p>Example: {@code ArchiveWriter.write(file, to -> to.array("kernel", kernel))}.
 */
public final class ArchiveWriter {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What writes the entries. */
    @FunctionalInterface
    public interface Content {

        /** Writes all entries, in their order. */
        void write(ArchiveWriter to) throws IOException;
    }

    private interface Entry {
        void write(OutputStream out) throws IOException;
    }

    private final ZipOutputStream zip;

    private ArchiveWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    /**
     * Writes a file, in place of one that may be there.
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
                writePart(part, content);
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    private static void writePart(Path part, Content content) throws IOException {
        // Not a channel: those close when the thread is interrupted, and an interrupted training is to be saved too.
        OutputStream out = new FileOutputStream(part.toFile());
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
            // Trained weights are noise to a compressor.
            zip.setLevel(Deflater.NO_COMPRESSION);
            content.write(new ArchiveWriter(zip));
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** An array, as the entry {@code name.npy}. */
    public void array(String name, FloatArray array) throws IOException {
        entry(name + Npz.ENTRY, out -> Npy.write(out, array));
    }

    /** One whole number, exactly, as the entry {@code name.npy}. */
    public void whole(String name, long number) throws IOException {
        entry(name + Npz.ENTRY, out -> Npy.write(out, number));
    }

    /** One number, exactly, as the entry {@code name.npy}. */
    public void number(String name, double number) throws IOException {
        entry(name + Npz.ENTRY, out -> Npy.write(out, number));
    }

    /** Any bytes, as the entry {@code name}. */
    public void bytes(String name, byte[] bytes) throws IOException {
        entry(name, out -> out.write(bytes));
    }

    private void entry(String name, Entry entry) throws IOException {
        ZipEntry head = new ZipEntry(name);
        head.setTimeLocal(NO_TIME);
        zip.putNextEntry(head);
        entry.write(zip);
        zip.closeEntry();
    }

    private static UncheckedIOException refused(Path file, String reason) {
        return new UncheckedIOException("cannot write " + file + ": " + reason, new IOException(reason));
    }
}
