package polyview.data.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * The header of an array in NumPy's format.
 *
 * <p>Source: NumPy's format specification, versions 1.0 and 2.0: a magic string, the version, the length of the text, and the
 * text of a Python dictionary such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}.
 *
 * @param type of the values
 * @param shape every dimension known
 * @param length of the header in bytes
 */
record NpyHeader(Type type, Shape shape, int length) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNED = 64;
    private static final int SHOWN = 200;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    /** The types of numbers that are read; little-endian. */
    enum Type {
        F4("<f4", 4),
        F8("<f8", 8),
        I4("<i4", 4),
        I8("<i8", 8);

        final String text;
        final int bytes;

        Type(String text, int bytes) {
            this.text = text;
            this.bytes = bytes;
        }

        static Type of(String text) throws IOException {
            return Stream.of(values())
                    .filter(t -> t.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IOException("numbers must be of type "
                            + String.join(
                                    ", ", Stream.of(values()).map(t -> t.text).toList()) + ", got " + text));
        }
    }

    /** The header as bytes, padded so that the values begin at a multiple of 64. */
    static byte[] bytes(Type type, Shape shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", shape.numDimensions() == 1 ? ",)" : ")");
        for (long size : shape.asArray()) {
            sizes.add(Long.toString(size));
        }
        String text = "{'descr': '" + type.text + "', 'fortran_order': False, 'shape': " + sizes + ", }";
        int filled = ALIGNED - (MAGIC.length + 4 + text.length() + 1) % ALIGNED;
        byte[] line = (text + " ".repeat(filled % ALIGNED) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(new byte[] {1, 0, (byte) line.length, (byte) (line.length >> 8)});
        out.writeBytes(line);
        return out.toByteArray();
    }

    /** What the text of a header says, of whatever type and order. */
    record Said(String descr, boolean fortran, Shape shape, int length) {}

    /** Reads a header from the beginning of an array of so many bytes; a message holds only the reason. */
    static NpyHeader read(InputStream in, long size) throws IOException {
        Said said = said(in, size);
        Type type = Type.of(said.descr);
        if (said.fortran) {
            throw new IOException("fortran_order must be False, got True: save numpy.ascontiguousarray(array)");
        }
        return new NpyHeader(type, said.shape, said.length);
    }

    /** Reads a header of any type and order. */
    static Said said(InputStream in, long size) throws IOException {
        if (!Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
            throw new IOException("it is not an array in NumPy's format: it does not begin with \\x93NUMPY");
        }
        byte[] version = in.readNBytes(2);
        if (version.length < 2) {
            throw new IOException("it is cut off in its header");
        }
        if (version[0] != 1 && version[0] != 2) {
            throw new IOException("format version must be 1 or 2, got " + (version[0] & 0xFF));
        }
        byte[] lengthBytes = in.readNBytes(version[0] == 1 ? 2 : 4);
        long textLength = ByteBuffer.wrap(Arrays.copyOf(lengthBytes, 8))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        int begun = MAGIC.length + version.length + lengthBytes.length;
        if (textLength > size - begun || textLength > Integer.MAX_VALUE - begun) {
            throw new IOException("it is cut off in its header");
        }
        byte[] text = in.readNBytes((int) textLength);
        if (text.length < textLength) {
            throw new IOException("it is cut off in its header");
        }
        return parse(new String(text, StandardCharsets.ISO_8859_1).strip(), begun + text.length);
    }

    private static Said parse(String text, int length) throws IOException {
        String descr = find(DESCR, text);
        boolean fortran = find(ORDER, text).equals("True");
        String sizes = find(SHAPE, text);
        List<String> axes = Stream.of(sizes.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        try {
            return new Said(
                    descr,
                    fortran,
                    Shape.of(axes.stream().mapToLong(Long::parseLong).toArray()),
                    length);
        } catch (NumberFormatException e) {
            throw new IOException("shape must be whole numbers, got (" + sizes + ")", e);
        }
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException(
                    "its header cannot be understood: " + text.substring(0, Math.min(SHOWN, text.length())));
        }
        return matcher.group(1);
    }

    /** The number of values; refused where no array can hold as many, or where there are not as many bytes. */
    int count(long size) throws IOException {
        long there = size - length;
        long count = 1;
        try {
            for (long axis : shape.asArray()) {
                count = Math.multiplyExact(count, axis);
            }
            if (Math.multiplyExact(count, (long) type.bytes) != there) {
                throw new IOException("shape " + shape + " of type " + type.text + " needs " + count * type.bytes
                        + " bytes of values, there are " + there);
            }
            return Math.toIntExact(count);
        } catch (ArithmeticException e) {
            throw new IOException("shape " + shape + " holds more values than one array can", e);
        }
    }
}
