package polyview.base;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Many texts in one array of UTF-8 bytes: a million of them are two objects, not two million. */
public final class Texts implements Serializable {

    private final byte[] bytes;
    private final int[] ends;

    private Texts(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /** Text i, from 0. */
    public String get(int i) {
        int start = i == 0 ? 0 : ends[i - 1];
        return new String(bytes, start, ends[i] - start, StandardCharsets.UTF_8);
    }

    /** The bytes of the arrays. */
    public long memory() {
        return bytes.length + 4L * ends.length;
    }

    /** Collects texts one by one. */
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final IntStream.Builder ends = IntStream.builder();

        /** Refused: {@code texts of more than 2 GB in all}. */
        public void add(String text) {
            byte[] more = text.getBytes(StandardCharsets.UTF_8);
            // An array of bytes can be no longer, to within a few bytes.
            if (bytes.size() > Integer.MAX_VALUE - 16 - more.length) {
                throw new IllegalArgumentException("texts of more than 2 GB in all");
            }
            bytes.write(more, 0, more.length);
            ends.add(bytes.size());
        }

        /** The texts, in the order in which they came. */
        public Texts build() {
            return new Texts(bytes.toByteArray(), ends.build().toArray());
        }
    }
}
