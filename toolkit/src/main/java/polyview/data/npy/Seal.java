package polyview.data.npy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import polyview.base.Sha256;

/**
 * The SHA-256 of all bytes of a zip file before it, in the file's comment, which is its end: {@code sha256:} and 64 digits.
 *
 * <p>A zip file has checksums of its entries' bytes alone: a changed name, or a lost entry, goes unseen. Other programs ignore a
 * comment.
 */
final class Seal {

    private static final String HEAD = "sha256:";
    private static final int DIGITS = 64;

    /** The comment before the digits are known. */
    static final String OPEN = HEAD + "0".repeat(DIGITS);

    private Seal() {}

    /** Whether a file with this comment is sealed; refused: {@code it is damaged: its SHA-256 is wrong}. */
    static boolean verify(Path file, Optional<String> comment) throws IOException {
        if (comment.isEmpty() || !comment.get().startsWith(HEAD)) {
            return false;
        }
        MessageDigest digest = Sha256.digest();
        long left = Files.size(file) - DIGITS;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[1 << 16];
            while (left > 0) {
                int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
                digest.update(chunk, 0, read);
                left = read == 0 ? 0 : left - read;
            }
        }
        if (!comment.get().equals(HEAD + HexFormat.of().formatHex(digest.digest()))) {
            throw new IOException("it is damaged: its SHA-256 is wrong");
        }
        return true;
    }

    /** Holds back the last bytes, which are the zeros of {@link #OPEN}, and writes the digits of all others in their place. */
    static final class Output extends FilterOutputStream {

        private final MessageDigest digest = Sha256.digest();
        private byte[] held = {};
        private boolean closed;

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (count < DIGITS) {
                byte[] all = Arrays.copyOf(held, held.length + count);
                System.arraycopy(bytes, from, all, held.length, count);
                int known = Math.max(0, all.length - DIGITS);
                pass(all, 0, known);
                held = Arrays.copyOfRange(all, known, all.length);
                return;
            }
            pass(held, 0, held.length);
            pass(bytes, from, count - DIGITS);
            held = Arrays.copyOfRange(bytes, from + count - DIGITS, from + count);
        }

        private void pass(byte[] bytes, int from, int count) throws IOException {
            digest.update(bytes, from, count);
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
            super.close();
        }
    }
}
