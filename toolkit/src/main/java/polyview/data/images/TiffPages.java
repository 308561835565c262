package polyview.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks over the directories of a TIFF or BigTIFF, before memory is taken for pixels. Source: TIFF 6.0, section 2 and 8; BigTIFF. */
final class TiffPages {

    private static final int MOST_PAGES = 100_000;
    private static final int SUBFILE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int PLANES = 284;
    private static final int COLOURS = 320;
    private static final int EXTRA = 338;
    private static final int FORMAT = 339;
    private static final Set<Integer> READ = Set.of(
            SUBFILE,
            WIDTH,
            HEIGHT,
            BITS,
            COMPRESSION,
            PHOTOMETRIC,
            ORIENTATION,
            SAMPLES,
            PLANES,
            COLOURS,
            EXTRA,
            FORMAT);
    private static final Map<Integer, Integer> SIZES = Map.of(1, 1, 3, 2, 4, 4, 16, 8);

    private final byte[] file;
    private final ByteBuffer in;
    private final boolean big;
    private int directory;

    private TiffPages(byte[] file) {
        this.file = file;
        this.in = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = in.getShort(2) == 43;
    }

    /** All pages; at least one. */
    static List<TiffPage> of(byte[] file) throws IOException {
        return new TiffPages(file).pages();
    }

    private List<TiffPage> pages() throws IOException {
        ImageHeader.requireLength(big ? 16 : 8, file, "TIFF header");
        List<TiffPage> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = big ? in.getLong(8) : Integer.toUnsignedLong(in.getInt(4));
        while (at != 0) {
            if (!seen.add(at) || seen.size() > MOST_PAGES) {
                throw new IOException("the TIFF is damaged: its directories run in a circle");
            }
            requireInside(at, big ? 8 : 2);
            long count = big ? in.getLong((int) at) : Short.toUnsignedInt(in.getShort((int) at));
            long first = at + (big ? 8 : 2);
            int entry = big ? 20 : 12;
            if (count < 0 || count > file.length / entry) {
                throw new IOException("the TIFF file is cut off");
            }
            requireInside(first, entry * count + (big ? 8 : 4));
            Map<Integer, long[]> tags = new HashMap<>();
            for (int i = 0; i < count; i++) {
                read((int) first + entry * i, tags);
            }
            // 1: a small copy, 4: a mask of another page.
            if ((tags.getOrDefault(SUBFILE, new long[] {0})[0] & 5) == 0) {
                pages.add(page(tags, at));
            }
            directory++;
            int next = (int) (first + entry * count);
            at = big ? in.getLong(next) : Integer.toUnsignedLong(in.getInt(next));
        }
        if (pages.isEmpty()) {
            throw new IOException("the TIFF has no page");
        }
        return pages;
    }

    private void requireInside(long at, long length) throws IOException {
        if (at < 0 || length < 0 || at > file.length - length) {
            throw new IOException("the TIFF file is cut off");
        }
    }

    private void read(int entry, Map<Integer, long[]> tags) throws IOException {
        int tag = Short.toUnsignedInt(in.getShort(entry));
        Integer size = SIZES.get((int) in.getShort(entry + 2));
        if (!READ.contains(tag) || size == null) {
            return;
        }
        long count = big ? in.getLong(entry + 4) : Integer.toUnsignedLong(in.getInt(entry + 4));
        if (count < 1 || count > file.length) {
            throw new IOException("the TIFF file is cut off");
        }
        int value = entry + (big ? 12 : 8);
        long at = value;
        if (count * size > (big ? 8 : 4)) {
            at = big ? in.getLong(value) : Integer.toUnsignedLong(in.getInt(value));
        }
        requireInside(at, count * size);
        long[] numbers = new long[(int) count];
        for (int i = 0; i < count; i++) {
            int where = (int) at + i * size;
            numbers[i] = switch (size) {
                case 1 -> in.get(where) & 0xFF;
                case 2 -> Short.toUnsignedInt(in.getShort(where));
                case 4 -> Integer.toUnsignedLong(in.getInt(where));
                default -> in.getLong(where);
            };
        }
        tags.put(tag, numbers);
    }

    private TiffPage page(Map<Integer, long[]> tags, long at) throws IOException {
        long width = one(tags, WIDTH, 0);
        long height = one(tags, HEIGHT, 0);
        ImageHeader.requirePixels("TIFF", width, height);
        long samples = one(tags, SAMPLES, 1);
        if (samples < 1 || samples > 65535) {
            throw new IOException("the TIFF declares " + samples + " samples a pixel");
        }
        long bits = alike(tags, BITS, 1, samples);
        PixelType type = type(alike(tags, FORMAT, 1, samples), bits);
        int photometric = (int) one(tags, PHOTOMETRIC, 1);
        if (photometric > TiffPage.YCC && photometric != 34892) {
            throw new IOException("a TIFF with photometric interpretation " + photometric + " is not supported");
        }
        int base =
                photometric == TiffPage.RGB || photometric == TiffPage.YCC ? 3 : photometric == TiffPage.CMYK ? 4 : 1;
        if (samples < base || photometric == TiffPage.PALETTE && samples != 1) {
            throw new IOException(
                    "the TIFF declares " + samples + " samples with photometric interpretation " + photometric);
        }
        long[] colours = tags.getOrDefault(COLOURS, new long[0]);
        if (photometric == TiffPage.PALETTE && (colours.length == 0 || bits > 16)) {
            throw new IOException("the TIFF has no palette");
        }
        if (one(tags, COMPRESSION, 1) == 1 && (width * samples * bits + 7) / 8 > file.length / height) {
            throw new IOException("the TIFF file is cut off");
        }
        int[] palette = new int[colours.length];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (int) colours[i];
        }
        return new TiffPage(
                directory,
                at,
                one(tags, PLANES, 1) == 2 && samples > 1,
                (int) width,
                (int) height,
                (int) samples,
                type,
                photometric,
                (int) one(tags, EXTRA, 0),
                palette,
                Orientation.of((int) one(tags, ORIENTATION, 1)));
    }

    private static PixelType type(long format, long bits) throws IOException {
        if (format == 3 && (bits == 16 || bits == 32 || bits == 64)) {
            return PixelType.floats((int) bits);
        }
        boolean whole = format == 1 || format == 2 || format == 4;
        if (!whole || bits < 1 || bits > 32) {
            throw new IOException("a TIFF with " + bits + " bits of sample format " + format + " is not supported");
        }
        return format == 2 ? PixelType.signed((int) bits) : PixelType.unsigned((int) bits);
    }

    private static long one(Map<Integer, long[]> tags, int tag, long otherwise) {
        return tags.containsKey(tag) ? tags.get(tag)[0] : otherwise;
    }

    /** A number that is the same for all samples. */
    private static long alike(Map<Integer, long[]> tags, int tag, long otherwise, long samples) throws IOException {
        long[] all = tags.getOrDefault(tag, new long[] {otherwise});
        for (int i = 1; i < Math.min(all.length, samples); i++) {
            if (all[i] != all[0]) {
                throw new IOException("a TIFF with samples of different types is not supported");
            }
        }
        return all[0];
    }
}
