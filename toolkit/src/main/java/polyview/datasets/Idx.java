package polyview.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import polyview.base.Startup;
import polyview.data.FloatArray;

/**
 * One array in a file of the IDX format, the format of the MNIST family; compressed with gzip or not, recognised by its first
 * bytes.
 *
 * <p>Any number of axes, and elements of every type of the format: unsigned and signed bytes, shorts, ints, floats and
 * doubles. Doubles are rounded to 32-bit floats; an int that is none is refused.
 *
 * <p>Refused with an {@link UncheckedIOException} that begins with {@code cannot read a.idx: }:
 *
 * <ul>
 *   <li>{@code there is no such file}, {@code it is not a file};
 *   <li>{@code it is not an IDX file: it must begin with 0, 0, an element type and a rank, got 137, 80, 78, 71};
 *   <li>{@code element type must be one of 0x08 (unsigned byte), ..., got 0x0A};
 *   <li>{@code it is cut off in its header: 3 axes need 12 bytes of sizes, there are 5};
 *   <li>{@code shape [2, 3] of type short needs 12 bytes of values, there are 11}, and {@code there are more} of a
 *       compressed file, which is read only up to one byte after its values;
 *   <li>{@code shape [4294967295, 2] holds more values than one array can}, and {@code shape [100000000] of type unsigned
 *       byte needs 100000000 bytes of values, 60 bytes of gzip cannot hold as many};
 *   <li>{@code value 1.0E300 is too large for a 32-bit float};
 *   <li>{@code its gzip data is cut off}, {@code its gzip data is damaged: Corrupt GZIP trailer}.
 * </ul>
 *
 * <p>A forged size costs no memory: memory grows with the values that are read.
 *
 * <p>Source: the description of the format on the page of the MNIST database (Y. LeCun, C. Cortes and C. J. C. Burges).
 *
 * <p>Example: the bytes {@code 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 51, 255} are read as {@code [1, 2]} with the values 51
 * and 255, scaled as 0.2 and 1.
 */
public final class Idx {

    static {
        Startup.begin();
    }

    /** A multiple of the length of every element. */
    private static final int CHUNK = 1 << 16;

    /** Deflate makes at most 1032 bytes of one. */
    private static final long MOST_DEFLATED = 1032;

    private static final int FIRST_VALUES = 1 << 20;

    private Idx() {}

    /** Reads the values as they are. */
    public static FloatArray read(Path file) {
        return read(file, false);
    }

    /**
     * Reads unsigned bytes into 0..1: {@code x / 255}.
     *
     * <p>Refused as well: {@code cannot read a.idx: only elements of type unsigned byte are scaled, got int}.
     */
    public static FloatArray scaled(Path file) {
        return read(file, true);
    }

    private static FloatArray read(Path file, boolean scaled) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException(Files.exists(file) ? "it is not a file" : "there is no such file");
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return read(in, Files.size(file), scaled);
            }
        } catch (EOFException e) {
            throw refused(file, "its gzip data is cut off", e);
        } catch (ZipException e) {
            throw refused(file, "its gzip data is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw refused(file, e.getClass() == IOException.class ? e.getMessage() : e.toString(), e);
        }
    }

    private static UncheckedIOException refused(Path file, String reason, IOException e) {
        return new UncheckedIOException("cannot read " + file + ": " + reason, e);
    }

    private static FloatArray read(InputStream in, long size, boolean scaled) throws IOException {
        in.mark(2);
        boolean compressed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        if (compressed) {
            return read(new GZIPInputStream(in, CHUNK), size, true, scaled);
        }
        return read(in, size, false, scaled);
    }

    private static FloatArray read(InputStream in, long size, boolean compressed, boolean scaled) throws IOException {
        IdxHeader header = IdxHeader.read(in);
        if (scaled && header.type() != IdxHeader.Type.UNSIGNED_BYTE) {
            throw new IOException("only elements of type unsigned byte are scaled, got " + header.type().text);
        }
        checkSize(header, size, compressed);
        FloatArray array = FloatArray.of(values(in, header, compressed, scaled), header.shape());
        // Reading to the end also checks the checksum of the gzip stream.
        if (in.read() >= 0) {
            throw header.needs("there are more");
        }
        return array;
    }

    /** Refuses, before memory is taken, values that cannot be in a file of so many bytes. */
    private static void checkSize(IdxHeader header, long size, boolean compressed) throws IOException {
        long bytes = (long) header.count() * header.type().bytes;
        long there = size - header.length();
        if (!compressed && there != bytes) {
            throw header.needs("there are " + there);
        }
        if (compressed && bytes > MOST_DEFLATED * size) {
            throw header.needs(size + " bytes of gzip cannot hold as many");
        }
    }

    private static float[] values(InputStream in, IdxHeader header, boolean compressed, boolean scaled)
            throws IOException {
        int count = header.count();
        int length = header.type().bytes;
        // The size of gzip data is known only at its end: memory is taken as values come.
        float[] values = new float[compressed ? Math.min(count, FIRST_VALUES) : count];
        byte[] chunk = new byte[CHUNK];
        for (int done = 0; done < count; ) {
            int next = Math.min(CHUNK / length, count - done);
            int got = in.readNBytes(chunk, 0, next * length);
            if (got < next * length) {
                throw header.needs("there are " + ((long) done * length + got));
            }
            if (done + next > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
            }
            ByteBuffer from = ByteBuffer.wrap(chunk);
            for (int i = 0; i < next; i++) {
                float value = header.type().next(from);
                values[done++] = scaled ? value / 255 : value;
            }
        }
        return values;
    }
}
