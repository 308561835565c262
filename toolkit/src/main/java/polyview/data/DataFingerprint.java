package polyview.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import polyview.base.Sha256;

/**
 * By what data can be recognized: the same samples give the same digest, in whatever process.
 *
 * <p>Example: {@code 60 samples, values 3f2a...}.
 *
 * @param samples the number of samples
 * @param of what the digest is of: {@code values} of all samples, {@code rows} of a manifest and how its files are read, not what
 *     is in the files, or {@code nothing}
 * @param sha256 64 hexadecimal digits; empty where it is of nothing
 */
public record DataFingerprint(int samples, String of, String sha256) implements Serializable {

    private static final int CHUNK = 1 << 16;

    /** Of data of which nothing but the number of samples is known. */
    public static DataFingerprint unknown(int samples) {
        return new DataFingerprint(samples, "nothing", "");
    }

    /** Of the shapes and bits of all arrays. */
    public static DataFingerprint ofValues(int samples, List<FloatArray> arrays) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (FloatArray array : arrays) {
            digest.update(array.shape().toString().getBytes(StandardCharsets.UTF_8));
            float[] values = array.values();
            for (int done = 0; done < values.length; ) {
                int count = Math.min(CHUNK / Float.BYTES, values.length - done);
                chunk.clear();
                chunk.asFloatBuffer().put(values, done, count);
                digest.update(chunk.array(), 0, count * Float.BYTES);
                done += count;
            }
        }
        return new DataFingerprint(samples, "values", HexFormat.of().formatHex(digest.digest()));
    }

    /** Of lines of text that say what the samples are, and how they are read. */
    public static DataFingerprint ofRows(int samples, Iterable<String> lines) {
        MessageDigest digest = Sha256.digest();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written to", e);
        }
        return new DataFingerprint(samples, "rows", HexFormat.of().formatHex(digest.digest()));
    }

    /** The number of samples, and what the digest is of. */
    @Override
    public String toString() {
        return samples + (samples == 1 ? " sample" : " samples") + (sha256.isEmpty() ? "" : ", " + of + " " + sha256);
    }
}
