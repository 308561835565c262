package polyview.data.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import polyview.base.Unreadable;
import polyview.data.FloatArray;

/**
 * A zip file of arrays in NumPy's format and of bytes, read entry by entry; compressed or not.
 *
 * <p>A file with a {@link Seal} is compared with it, every entry with its checksum, and no memory is taken for values that cannot be there. An entry that cannot be
 * read gives an {@link UncheckedIOException} that names the file, the entry and the reason: {@code cannot read a.npz, entry
 * kernel.npy: it is cut off in its values}.
 */
public final class ArchiveReader implements AutoCloseable {

    /** Deflate makes at most 1032 bytes of one. */
    private static final long MOST_DEFLATED = 1032;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private boolean sealed;

    private interface Parser<T> {
        T parse(InputStream in, long size) throws IOException;
    }

    private ArchiveReader(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** Opens a file; refused: {@code cannot read a.npz: there is no such file}, {@code it is not a zip file}. */
    public static ArchiveReader open(Path file) {
        Unreadable.mustBeFile(file);
        try {
            ArchiveReader reader = new ArchiveReader(file, new ZipFile(file.toFile()));
            try {
                reader.sealed = Seal.verify(file, comment(reader.zip));
                reader.list();
                return reader;
            } catch (IOException e) {
                reader.zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw Unreadable.refused(file, new IOException("it is not a zip file: " + e.getMessage(), e));
        } catch (IOException e) {
            throw Unreadable.refused(file, e);
        }
    }

    private static Optional<String> comment(ZipFile zip) throws IOException {
        try {
            return Optional.ofNullable(zip.getComment());
        } catch (IllegalArgumentException e) {
            // What ZipFile throws for bytes that are no UTF-8.
            throw new IOException("it is damaged: its comment is no text", e);
        }
    }

    private void list() throws IOException {
        List<ZipEntry> files = new ArrayList<>();
        zip.stream().filter(e -> !e.isDirectory()).forEach(files::add);
        for (ZipEntry entry : files) {
            if (entries.put(entry.getName(), entry) != null) {
                throw new IOException("two entries are named " + entry.getName());
            }
        }
    }

    /** The names of all arrays in the order of the file; refused where there are other entries. */
    public List<String> arrayNames() {
        return arrayNames(Set.of());
    }

    /** The same where there are other entries of these names. */
    public List<String> arrayNames(Set<String> others) {
        List<String> names = new ArrayList<>();
        for (String name : entries.keySet()) {
            if (others.contains(name)) {
                continue;
            }
            if (!name.endsWith(Npz.ENTRY)) {
                throw refused(name, "it is not an array: its name does not end with " + Npz.ENTRY);
            }
            names.add(name.substring(0, name.length() - Npz.ENTRY.length()));
        }
        return names;
    }

    /** Whether there is an entry of this name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The array of the entry {@code name.npy}, as 32-bit floats. */
    public FloatArray array(String name) {
        return read(name + Npz.ENTRY, Npy::floats);
    }

    /** The whole number of the entry {@code name.npy}, exactly. */
    public long whole(String name) {
        return read(name + Npz.ENTRY, Npy::whole);
    }

    /** The number of the entry {@code name.npy}, exactly. */
    public double number(String name) {
        return read(name + Npz.ENTRY, Npy::number);
    }

    /** The numbers of the entry {@code name.npy}, exactly. */
    public double[] numbers(String name) {
        return read(name + Npz.ENTRY, Npy::numbers);
    }

    /** Whether the file ends in a {@link Seal} of all its bytes; where it ends in a wrong one, opening it was refused. */
    public boolean isSealed() {
        return sealed;
    }

    /** The bytes of an entry. */
    public byte[] bytes(String name) {
        return read(name, (in, size) -> {
            if (size > Integer.MAX_VALUE) {
                throw new IOException("it has " + size + " bytes, more than one array can");
            }
            return in.readNBytes((int) size);
        });
    }

    private <T> T read(String name, Parser<T> parser) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw Unreadable.refused(file, new IOException("there is no entry " + name));
        }
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            T value = parser.parse(in, size(entry));
            // ZipFile does not look at the checksum by itself.
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException("it is damaged: its checksum is wrong");
            }
            return value;
        } catch (IOException e) {
            throw Unreadable.refused(file + ", entry " + name, e);
        }
    }

    /** The declared size of an entry; refused where so many bytes cannot be there. */
    private long size(ZipEntry entry) throws IOException {
        long stored = Math.min(entry.getCompressedSize(), Files.size(file));
        long most = entry.getMethod() == ZipEntry.STORED ? stored : Math.multiplyExact(stored, MOST_DEFLATED);
        if (entry.getSize() < 0 || entry.getSize() > most) {
            throw new IOException("it cannot have " + entry.getSize() + " bytes: " + stored + " are stored");
        }
        return entry.getSize();
    }

    /** The exception for an entry that is not as it must be. */
    public UncheckedIOException refused(String entry, String reason) {
        return Unreadable.refused(file + ", entry " + entry, new IOException(reason));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw Unreadable.refused(file, e);
        }
    }
}
