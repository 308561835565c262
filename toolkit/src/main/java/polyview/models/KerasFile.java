package polyview.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import polyview.base.AtomicFile;
import polyview.base.Unreadable;
import polyview.data.FloatArray;

/** Opens and writes the HDF5 file in which Keras keeps weights: the file itself, or {@code model.weights.h5} in a {@code .keras} archive. */
final class KerasFile {

    private static final String WEIGHTS = "model.weights.h5";

    private KerasFile() {}

    /** Does something with the open file. */
    static <T> T with(Path file, Function<Hdf5File, T> action) {
        Unreadable.mustBeFile(file);
        try {
            if (!isZip(file)) {
                return open(file, file, action);
            }
            Path unpacked = Files.createTempFile("keras", ".h5");
            try {
                unpack(file, unpacked);
                return open(unpacked, file, action);
            } finally {
                Files.deleteIfExists(unpacked);
            }
        } catch (IOException e) {
            throw Unreadable.refused(file, e);
        }
    }

    /** Writes a file in the layout of Keras 3: whole or not at all. */
    static void write(Path file, List<KerasTarget> targets, Map<String, FloatArray> values) {
        try {
            Path made = Files.createTempFile("keras", ".h5");
            try {
                fill(made, targets, values);
                AtomicFile.write(file, out -> Files.copy(made, out));
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static <T> T open(Path file, Path told, Function<Hdf5File, T> action) throws IOException {
        Hdf5Length.requireWhole(file);
        try (Hdf5File opened = Hdf5File.open(file, told)) {
            return action.apply(opened);
        } catch (NoClassDefFoundError e) {
            throw missing(e);
        }
    }

    private static void fill(Path file, List<KerasTarget> targets, Map<String, FloatArray> values) {
        try (Hdf5Writer to = new Hdf5Writer(file)) {
            for (KerasTarget target : targets) {
                String[] places = target.place().split("/");
                String[] names = target.layer().split("/");
                String group = "";
                for (int i = 0; i < places.length; i++) {
                    group = (group.isEmpty() ? "" : group + "/") + "layers/" + places[i];
                    to.attribute(group + "/vars", "name", names[i]);
                }
                to.array(group + "/vars", Integer.toString(target.index()), values.get(target.path()));
            }
        } catch (NoClassDefFoundError e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(NoClassDefFoundError e) {
        return new IllegalStateException(
                "weights of Keras are read by io.jhdf:jhdf:0.13.0: add it to the dependencies of your program ("
                        + e.getMessage() + " is missing)",
                e);
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(4);
            return first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
        }
    }

    /** Compares the bytes with their checksum: nothing else does. */
    private static void unpack(Path file, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(WEIGHTS);
            if (entry == null) {
                throw new IOException(
                        "it is an archive without " + WEIGHTS + "; weights of other formats are not read");
            }
            CRC32 checksum = new CRC32();
            try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum);
                    OutputStream out = Files.newOutputStream(to)) {
                in.transferTo(out);
            }
            if (checksum.getValue() != entry.getCrc()) {
                throw new IOException(WEIGHTS + " in it is damaged: its checksum is another one");
            }
        }
    }
}
