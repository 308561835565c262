package polyview.data.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import polyview.base.AtomicFile;
import polyview.data.FloatArray;

/**
 * Writes a zip file of arrays in NumPy's format and of bytes.
 *
 * <p>The file is there whole or not at all, see {@link AtomicFile}, and ends in a {@link Seal}. The same content gives the same bytes: entries carry no
 * time.
 *
 * <p>Example: {@code ArchiveWriter.write(file, to -> to.array("kernel", kernel))}.
 */
public final class ArchiveWriter {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** The code that writes the entries. */
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
        AtomicFile.write(file, out -> writeZip(out, content));
    }

    private static void writeZip(OutputStream out, Content content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new Seal.Output(out))) {
            zip.setComment(Seal.OPEN);
            // Trained weights hardly compress.
            zip.setLevel(Deflater.NO_COMPRESSION);
            content.write(new ArchiveWriter(zip));
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

    /** Some numbers, exactly, as the entry {@code name.npy}. */
    public void numbers(String name, double[] numbers) throws IOException {
        entry(name + Npz.ENTRY, out -> Npy.write(out, numbers));
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
}
