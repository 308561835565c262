package polyview.data.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the orientation in EXIF data: a TIFF of its own, with a list of tags.
 *
 * <p>Data that is damaged says nothing: the pixels may be whole all the same. Source: Exif 2.32, 4.5 and 4.6.
 */
final class Exif {

    private static final byte[] JPEG_MARK = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final int SHORT = 3;

    private Exif() {}

    /** In the part APP1 of a JPEG, which may also hold something else. */
    static Optional<Orientation> ofJpeg(byte[] file, int begin, int length) {
        boolean marked = length >= JPEG_MARK.length
                && Arrays.equals(file, begin, begin + JPEG_MARK.length, JPEG_MARK, 0, JPEG_MARK.length);
        return marked ? of(file, begin + JPEG_MARK.length, length - JPEG_MARK.length) : Optional.empty();
    }

    /** In this part of a file. */
    static Optional<Orientation> of(byte[] file, int begin, int length) {
        if (length < 8 || file[begin] != file[begin + 1] || file[begin] != 'I' && file[begin] != 'M') {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(file, begin, length)
                .slice()
                .order(file[begin] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long list = Integer.toUnsignedLong(in.getInt(4));
        if (in.getShort(2) != 42 || list + 2 > length) {
            return Optional.empty();
        }
        int count = Short.toUnsignedInt(in.getShort((int) list));
        for (int i = 0; i < count; i++) {
            long entry = list + 2 + (long) ENTRY * i;
            if (entry + ENTRY > length) {
                return Optional.empty();
            }
            int at = (int) entry;
            if (Short.toUnsignedInt(in.getShort(at)) == ORIENTATION && in.getShort(at + 2) == SHORT) {
                return Optional.of(Orientation.of(Short.toUnsignedInt(in.getShort(at + 8))));
            }
        }
        return Optional.empty();
    }
}
