package polyview.data.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import polyview.data.npy.NumberType;

/**
 * The header of a NIfTI-1 file. Source: nifti1.h.
 *
 * @param shape its axes, at least two
 * @param number the type of a number
 * @param parts numbers of a voxel: 3 and 4 for colours
 * @param begin the byte of the first voxel
 * @param slope what numbers are multiplied by; 0 where there is no scale
 * @param intercept what is then added
 */
record NiftiHeader(long[] shape, NumberType number, int parts, long begin, double slope, double intercept) {

    private static final int LENGTH = 348;
    private static final int MAGIC = 344;
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(2, "u1"),
            Map.entry(4, "i2"),
            Map.entry(8, "i4"),
            Map.entry(16, "f4"),
            Map.entry(64, "f8"),
            Map.entry(128, "u1"),
            Map.entry(256, "i1"),
            Map.entry(512, "u2"),
            Map.entry(768, "u4"),
            Map.entry(1024, "i8"),
            Map.entry(1280, "u8"),
            Map.entry(2304, "u1"));

    private static boolean isGzip(byte[] file) {
        return file.length > 2 && file[0] == 0x1F && file[1] == (byte) 0x8B;
    }

    /** The bytes of a file, inflated where it is compressed. */
    static InputStream content(byte[] file) throws IOException {
        InputStream in = new ByteArrayInputStream(file);
        return isGzip(file) ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** The first bytes, as many as a header has or fewer. */
    static byte[] start(byte[] file) {
        if (!isGzip(file)) {
            return file.length > LENGTH ? Arrays.copyOf(file, LENGTH) : file;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file), 512)) {
            return in.readNBytes(LENGTH);
        } catch (IOException e) {
            // Not a whole header: some other file.
            return new byte[0];
        }
    }

    static boolean isMagic(byte[] start) {
        return JavaFormat.has(start, MAGIC, "n+1\0") || JavaFormat.has(start, MAGIC, "ni1\0");
    }

    static NiftiHeader of(byte[] file) throws IOException {
        byte[] start = start(file);
        ImageHeader.requireLength(LENGTH, start, "NIfTI header");
        if (JavaFormat.has(start, MAGIC, "ni1\0")) {
            throw new IOException("a NIfTI of two files, .hdr and .img, is not supported: save it as .nii");
        }
        ByteBuffer in = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != LENGTH) {
            in.order(ByteOrder.BIG_ENDIAN);
        }
        int axes = in.getShort(40);
        if (in.getInt(0) != LENGTH || axes < 1 || axes > 7) {
            throw new IOException("the NIfTI header is damaged: it declares " + axes + " axes");
        }
        int code = in.getShort(70);
        String type = TYPES.get(code);
        if (type == null) {
            throw new IOException("a NIfTI with numbers of type " + code + " is not supported");
        }
        NumberType number = NumberType.of((in.order() == ByteOrder.BIG_ENDIAN ? ">" : "<") + type);
        int parts = code == 128 ? 3 : code == 2304 ? 4 : 1;
        long[] shape = shape(in, axes);
        float begin = in.getFloat(108);
        if (!(begin >= LENGTH && begin <= 1 << 30)) {
            throw new IOException("the NIfTI header is damaged: its values begin at byte " + begin);
        }
        // At most eight times 32767 to the fourth power: no overflow.
        long needed = (long) number.bytes() * parts;
        for (long size : shape) {
            needed *= size;
        }
        needed += (long) begin;
        if (isGzip(file)) {
            Inflated.requireFits("NIfTI", file.length, needed);
        } else {
            ImageHeader.requireLength(needed, file, "NIfTI file");
        }
        double slope = in.getFloat(112);
        double intercept = in.getFloat(116);
        // nibabel, too, takes these for no scale.
        boolean none = slope == 0 || !Double.isFinite(slope) || slope == 1 && intercept == 0 || parts > 1;
        if (!none && !Double.isFinite(intercept)) {
            throw new IOException("the NIfTI header is damaged: its intercept is " + intercept);
        }
        return new NiftiHeader(shape, number, parts, (long) begin, none ? 0 : slope, none ? 0 : intercept);
    }

    /** Up to four axes; those behind must have the size 1. */
    private static long[] shape(ByteBuffer in, int axes) throws IOException {
        long[] all = new long[Math.max(2, axes)];
        Arrays.fill(all, 1);
        for (int axis = 0; axis < axes; axis++) {
            all[axis] = in.getShort(42 + 2 * axis);
            if (all[axis] < 1 || axis > 3 && all[axis] > 1) {
                throw new IOException("a NIfTI with the axes " + VolumeCut.text(all) + " is not supported");
            }
        }
        return Arrays.copyOf(all, Math.min(4, all.length));
    }

    PixelType type() {
        return NumpyFormat.type(number);
    }

    boolean isScaled() {
        return slope != 0;
    }

    /** The bytes of a voxel. */
    int bytes() {
        return number.bytes() * parts;
    }

    /** A part of the voxel x of a row, scaled. */
    float number(ByteBuffer row, int x, int part) {
        double stored = number.number(row, (x * parts + part) * number.bytes());
        return (float) (isScaled() ? slope * stored + intercept : stored);
    }
}
