package polyview.data.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * A copy of a TIFF in which one page has but one of its channels, where they are stored one after the other: the library reads only the
 * first of several such channels that are not RGB.
 */
final class TiffPlane {

    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int SAMPLES = 277;
    private static final int PLANES = 284;
    private static final int EXTRA = 338;
    private static final int FORMAT = 339;
    private static final Set<Integer> PER_PLANE = Set.of(273, 279, 324, 325);

    /** No reader knows it. */
    private static final short PRIVATE = (short) 65000;

    private final ByteBuffer out;
    private final boolean big;
    private final int inline;
    private final int channel;
    private final int channels;

    private TiffPlane(byte[] file, int channel, int channels) {
        this.out = ByteBuffer.wrap(file.clone()).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = out.getShort(2) == 43;
        this.inline = big ? 8 : 4;
        this.channel = channel;
        this.channels = channels;
    }

    /** Of a file whose directories were walked over. */
    static byte[] of(byte[] file, TiffPage page, int channel) {
        return new TiffPlane(file, channel, page.samples()).changed((int) page.directory());
    }

    private byte[] changed(int directory) {
        int count = big ? (int) out.getLong(directory) : Short.toUnsignedInt(out.getShort(directory));
        for (int i = 0; i < count; i++) {
            change(directory + (big ? 8 + 20 * i : 2 + 12 * i));
        }
        return out.array();
    }

    private void change(int entry) {
        int tag = Short.toUnsignedInt(out.getShort(entry));
        if (PER_PLANE.contains(tag)) {
            int own = (int) count(entry) / channels;
            keep(entry, channel * own, own);
        } else if (tag == BITS || tag == FORMAT) {
            keep(entry, 0, 1);
        } else if (tag == SAMPLES || tag == PLANES) {
            put(entry, 1);
        } else if (tag == PHOTOMETRIC) {
            put(entry, 1);
        } else if (tag == EXTRA) {
            out.putShort(entry, PRIVATE);
        }
    }

    private long count(int entry) {
        return big ? out.getLong(entry + 4) : Integer.toUnsignedLong(out.getInt(entry + 4));
    }

    private int size(int entry) {
        return switch (out.getShort(entry + 2)) {
            case 3 -> 2;
            case 4 -> 4;
            case 16 -> 8;
            default -> 1;
        };
    }

    /** Some of the values of an entry in place of all of them. */
    private void keep(int entry, int first, int count) {
        int size = size(entry);
        int field = entry + (big ? 12 : 8);
        boolean inside = count(entry) * size <= inline;
        long values = inside ? field : big ? out.getLong(field) : Integer.toUnsignedLong(out.getInt(field));
        int begin = (int) values + first * size;
        if (big) {
            out.putLong(entry + 4, count);
        } else {
            out.putInt(entry + 4, count);
        }
        if (count * size <= inline) {
            byte[] kept = new byte[count * size];
            out.get(begin, kept);
            out.put(field, kept);
        } else if (big) {
            out.putLong(field, begin);
        } else {
            out.putInt(field, begin);
        }
    }

    private void put(int entry, int value) {
        int field = entry + (big ? 12 : 8);
        switch (size(entry)) {
            case 2 -> out.putShort(field, (short) value);
            case 4 -> out.putInt(field, value);
            case 8 -> out.putLong(field, value);
            default -> out.put(field, (byte) value);
        }
    }
}
