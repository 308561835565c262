package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.unreadable;
import static polyview.datasets.HandMadeIdx.bytes;
import static polyview.datasets.HandMadeIdx.gzip;
import static polyview.datasets.HandMadeIdx.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

@Tag("data")
class IdxTest {

    private static final int UBYTE = 0x08;

    @TempDir
    Path temp;

    private Path file(byte[] content) throws IOException {
        return Files.write(temp.resolve("a.idx"), content);
    }

    private void reads(FloatArray expected, byte[] content) throws IOException {
        assertEquals(expected, Idx.read(file(content)));
        assertEquals(expected, Idx.read(file(gzip(content))));
    }

    private void refuses(String reason, byte[] content) throws IOException {
        Path file = file(content);
        unreadable("cannot read " + file + ": " + reason, () -> Idx.read(file));
    }

    @Test
    void valuesOfEveryType() throws IOException {
        reads(
                FloatArray.of(new float[] {0, 1, 127, 128, 255}, 5),
                idx(UBYTE, new int[] {5}, bytes(0, 1, 127, 128, 255)));
        reads(
                FloatArray.of(new float[] {0, 1, 127, -128, -1}, 5),
                idx(0x09, new int[] {5}, bytes(0, 1, 127, 128, 255)));
        reads(
                FloatArray.of(new float[] {258, -32768, -2}, 3),
                idx(0x0B, new int[] {3}, bytes(1, 2, 0x80, 0, 0xFF, 0xFE)));
        reads(
                FloatArray.of(new float[] {16909060, Integer.MIN_VALUE, -3, 16777216}, 4),
                idx(0x0C, new int[] {4}, bytes(1, 2, 3, 4, 0x80, 0, 0, 0, 255, 255, 255, 253, 1, 0, 0, 0)));
        // 0.15625 and -infinity are 3E200000 and FF800000 in IEEE 754.
        reads(
                FloatArray.of(new float[] {0.15625f, Float.NEGATIVE_INFINITY}, 2),
                idx(0x0D, new int[] {2}, bytes(0x3E, 0x20, 0, 0, 0xFF, 0x80, 0, 0)));
        // 1.5, 1/3 (rounded) and infinity as doubles.
        reads(
                FloatArray.of(new float[] {1.5f, 1 / 3f, Float.POSITIVE_INFINITY}, 3),
                idx(
                        0x0E,
                        new int[] {3},
                        bytes(
                                0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0x3F, 0xD5, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x7F,
                                0xF0, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void anyRank() throws IOException {
        reads(FloatArray.of(new float[] {7}), idx(UBYTE, new int[0], bytes(7)));
        reads(FloatArray.of(new float[0], 0, 28, 28), idx(UBYTE, new int[] {0, 28, 28}));
        FloatArray cube = FloatArray.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 2, 3, 2);
        reads(cube, idx(UBYTE, new int[] {2, 3, 2}, bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
        int[] ones = new int[255];
        Arrays.fill(ones, 1);
        assertEquals(255, Idx.read(file(idx(UBYTE, ones, bytes(9)))).shape().numDimensions());
    }

    @Test
    void bytesAreScaled() throws IOException {
        byte[] example = bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 51, 255);
        reads(FloatArray.of(new float[] {51, 255}, 1, 2), example);
        for (byte[] content : List.of(example, gzip(example))) {
            FloatArray scaled = Idx.scaled(file(content));
            assertEquals(Shape.of(1, 2), scaled.shape());
            assertArrayEquals(new float[] {0.2f, 1}, scaled.values());
        }
        Path ints = file(idx(0x0C, new int[] {1}, bytes(0, 0, 0, 1)));
        unreadable(
                "cannot read " + ints + ": only elements of type unsigned byte are scaled, got int",
                () -> Idx.scaled(ints));
    }

    /** More values than are read at once, and than memory is first taken for. */
    @Test
    void longFiles() throws IOException {
        int count = 1_300_001;
        byte[] values = new byte[count * 2];
        float[] expected = new float[count];
        for (int i = 0; i < count; i++) {
            short value = (short) (i * 31);
            values[2 * i] = (byte) (value >> 8);
            values[2 * i + 1] = (byte) value;
            expected[i] = value;
        }
        reads(FloatArray.of(expected, count), idx(0x0B, new int[] {count}, values));
    }

    /** As a tool makes it that compresses in parts. */
    @Test
    void severalGzipMembersInARow() throws IOException {
        byte[] content = idx(UBYTE, new int[] {4}, bytes(1, 2, 3, 4));
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(Arrays.copyOf(content, 10)));
        members.write(gzip(Arrays.copyOfRange(content, 10, content.length)));
        assertEquals(FloatArray.of(new float[] {1, 2, 3, 4}, 4), Idx.read(file(members.toByteArray())));
    }

    @Test
    void filesThatAreNotThere() throws IOException {
        Path none = temp.resolve("none.idx");
        unreadable("cannot read " + none + ": there is no such file", () -> Idx.read(none));
        unreadable("cannot read " + temp + ": it is not a file", () -> Idx.scaled(temp));
    }

    @Test
    void whatIsNoIdxFile() throws IOException {
        String start = "it is not an IDX file: it must begin with 0, 0, an element type and a rank, got ";
        refuses(start + "137, 80, 78, 71", bytes(0x89, 'P', 'N', 'G', 13, 10));
        refuses(start + "0, 1, 8, 1", bytes(0, 1, 8, 1, 0, 0, 0, 1, 5));
        refuses(start + "0, 0, 8", bytes(0, 0, 8));
        refuses(start + "31", bytes(0x1F));
        refuses(start + "nothing", bytes());
        refuses(start + "nothing", gzip(bytes()));
        refuses(start + "80, 75, 3, 4", gzip(bytes('P', 'K', 3, 4)));
        String types = "element type must be one of 0x08 (unsigned byte), 0x09 (signed byte), 0x0B (short), 0x0C (int),"
                + " 0x0D (float), 0x0E (double), got ";
        refuses(types + "0x0A", idx(0x0A, new int[] {1}, bytes(1)));
        refuses(types + "0x00", gzip(bytes(0, 0, 0, 0)));
    }

    @Test
    void sizesThatDoNotFit() throws IOException {
        String cut = "it is cut off in its header: 3 axes need 12 bytes of sizes, there are ";
        byte[] content = idx(UBYTE, new int[] {1, 1, 3}, bytes(1, 2, 3));
        refuses(cut + 5, Arrays.copyOf(content, 9));
        refuses(cut + 0, gzip(Arrays.copyOf(content, 4)));
        String shorts = "shape [2, 3] of type short needs 12 bytes of values, there are ";
        for (int there : new int[] {0, 11, 10}) {
            refuses(shorts + there, idx(0x0B, new int[] {2, 3}, new byte[there]));
            refuses(shorts + there, gzip(idx(0x0B, new int[] {2, 3}, new byte[there])));
        }
        refuses(shorts + 13, idx(0x0B, new int[] {2, 3}, new byte[13]));
        refuses(shorts + "more", gzip(idx(0x0B, new int[] {2, 3}, new byte[13])));
        refuses("shape [] of type unsigned byte needs 1 byte of values, there are 0", idx(UBYTE, new int[0]));
        refuses(
                "shape [0, 5] of type double needs 0 bytes of values, there are 1",
                idx(0x0E, new int[] {0, 5}, bytes(1)));
    }

    /** Were memory taken for them, most would end in an OutOfMemoryError. */
    @Test
    void forgedSizes() throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            for (int[] sizes : List.of(
                    new int[] {-1, 2},
                    new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE},
                    new int[] {65536, 32768},
                    new int[] {1 << 30, 1 << 30, 1 << 30, 0})) {
                byte[] content = idx(UBYTE, sizes, new byte[100]);
                long[] shape =
                        Arrays.stream(sizes).mapToLong(Integer::toUnsignedLong).toArray();
                refuses(
                        "shape " + Shape.of(shape) + " holds more values than one array can",
                        compressed ? gzip(content) : content);
            }
        }
        String most = "shape [2147483647] of type double needs 17179869176 bytes of values, ";
        byte[] content = idx(0x0E, new int[] {Integer.MAX_VALUE}, new byte[100]);
        refuses(most + "there are 100", content);
        byte[] compressed = gzip(content);
        refuses(most + compressed.length + " bytes of gzip cannot hold as many", compressed);
    }

    /** Enough compressed bytes for the forged size to be possible: memory is taken for what comes, and no more. */
    @Test
    void aForgedSizeThatCouldBe() throws IOException {
        byte[] content = idx(UBYTE, new int[] {Integer.MAX_VALUE}, new byte[1000]);
        byte[] random = new byte[2_200_000];
        new SplittableRandom(7).nextBytes(random);
        System.arraycopy(content, 0, random, 0, content.length);
        refuses(
                "shape [2147483647] of type unsigned byte needs 2147483647 bytes of values, there are 2199992",
                gzip(random));
    }

    /** Gzip data of forty megabytes behind an array of three bytes: were it read, it would be found damaged. */
    @Test
    void aBombIsNotRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(idx(UBYTE, new int[] {3}, bytes(1, 2, 3)));
            for (int i = 0; i < 40; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        byte[] bomb = out.toByteArray();
        bomb[bomb.length - 8] ^= 1;
        refuses("shape [3] of type unsigned byte needs 3 bytes of values, there are more", bomb);
    }

    @Test
    void aNumberThatOnlyADoubleHolds() throws IOException {
        // 1.0E300 as a double.
        refuses(
                "value 1.0E300 is too large for a 32-bit float",
                idx(0x0E, new int[] {1}, bytes(0x7E, 0x37, 0xE4, 0x3C, 0x88, 0x00, 0x75, 0x9C)));
    }

    @Test
    void aWholeNumberThatNoFloatHolds() throws IOException {
        // 2^24 + 1 is the first of them.
        refuses(
                "value 16777217 has no exact 32-bit float, the nearest is 16777216",
                idx(0x0C, new int[] {1}, bytes(1, 0, 0, 1)));
    }

    @Test
    void damagedGzipData() throws IOException {
        byte[] whole = gzip(idx(UBYTE, new int[] {2, 50}, new byte[100]));
        for (int length : new int[] {2, 9, 12, whole.length - 9, whole.length - 1}) {
            refuses("its gzip data is cut off", Arrays.copyOf(whole, length));
        }
        byte[] checksum = whole.clone();
        checksum[whole.length - 8] ^= 1;
        refuses("its gzip data is damaged: Corrupt GZIP trailer", checksum);
        byte[] method = whole.clone();
        method[2] = 3;
        refuses("its gzip data is damaged: Unsupported compression method", method);
    }

    /** Whatever byte is changed: read, or refused with a reason; never another exception. */
    @Test
    void damageIsNeverAnythingButRefused() throws IOException {
        byte[] content = idx(UBYTE, new int[] {3, 4}, new byte[12]);
        int refused = 0;
        for (byte[] whole : List.of(content, gzip(content))) {
            for (int at = 0; at < whole.length; at++) {
                for (int value : new int[] {0x00, 0x7F, 0xFF}) {
                    byte[] damaged = whole.clone();
                    damaged[at] = (byte) value;
                    Path file = file(damaged);
                    try {
                        assertEquals(Shape.of(3, 4), Idx.read(file).shape());
                    } catch (UncheckedIOException e) {
                        refused++;
                        assertEquals(
                                "cannot read " + file + ": ",
                                e.getMessage().substring(0, 14 + file.toString().length()));
                    }
                }
            }
        }
        assertTrue(refused > 50, "refused: " + refused);
    }
}
