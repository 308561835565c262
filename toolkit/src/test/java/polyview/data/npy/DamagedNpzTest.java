package polyview.data.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.unreadable;
import static polyview.data.npy.HandMadeNpz.doubles;
import static polyview.data.npy.HandMadeNpz.floats;
import static polyview.data.npy.HandMadeNpz.ints;
import static polyview.data.npy.HandMadeNpz.longs;
import static polyview.data.npy.HandMadeNpz.npy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;

/** Files of arrays that must not be read, and what is said about them. */
@Tag("data")
class DamagedNpzTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.npz");
    }

    private void refused(String reason) {
        unreadable("cannot read " + file + reason, () -> Npz.read(file));
    }

    private static byte[] header(String text) {
        return npy(1, text, floats(1, 2));
    }

    @TestFactory
    Stream<DynamicTest> arraysThatAreNone() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        byte[] good = npy(1, "<f4", "(2,)", floats(1, 2));
        byte[] other = good.clone();
        other[1] = 'M';
        bad.put("it is not an array in NumPy's format: it does not begin with \\x93NUMPY", other);
        byte[] third = good.clone();
        third[6] = 3;
        bad.put("format version must be 1 or 2, got 3", third);
        bad.put("it is cut off in its header", Arrays.copyOf(good, 60));
        bad.put(
                "numbers must be of type <f4, <f8, <i4, <i8, got >f4",
                header("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }"));
        bad.put(
                "fortran_order must be False, got True: save numpy.ascontiguousarray(array)",
                header("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }"));
        bad.put(
                "its header cannot be understood: {'descr': '<f4', 'fortran_order': False}",
                header("{'descr': '<f4', 'fortran_order': False}"));
        bad.put(
                "its header cannot be understood: {'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}",
                header("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}"));
        bad.put("shape must be whole numbers, got (2 3)", npy(1, "<f4", "(2 3)", floats(1, 2)));
        bad.put("shape [3] of type <f4 needs 12 bytes of values, there are 8", npy(1, "<f4", "(3,)", floats(1, 2)));
        bad.put("shape [] of type <f4 needs 4 bytes of values, there are 8", npy(1, "<f4", "()", floats(1, 2)));
        bad.put(
                "shape [1000000000] of type <f4 needs 4000000000 bytes of values, there are 8",
                npy(2, "<f4", "(1000000000,)", floats(1, 2)));
        bad.put(
                "shape [4294967296, 4294967296] holds more values than one array can",
                npy(1, "<f4", "(4294967296, 4294967296)", floats(1, 2)));
        bad.put("value 1.0E39 is too large for a 32-bit float", npy(1, "<f8", "(1,)", doubles(1e39)));
        // 2^24 + 1 is the first whole number that no 32-bit float holds; 2^63 - 1 would come back from 2^63 unseen.
        bad.put(
                "value 16777217 has no exact 32-bit float, the nearest is 16777216",
                npy(1, "<i4", "(1,)", ints((1 << 24) + 1)));
        bad.put(
                "value 9223372036854775807 has no exact 32-bit float, the nearest is 9223372036854775808",
                npy(1, "<i8", "(1,)", longs(Long.MAX_VALUE)));
        return bad.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    new HandMadeNpz().deflated("x/y.npy", e.getValue()).write(file);
                    refused(", entry x/y.npy: " + e.getKey());
                }));
    }

    @Test
    void aHeaderLongerThanItsEntryIsRefused() throws IOException {
        byte[] array = npy(2, "<f4", "(2,)", floats(1, 2));
        Arrays.fill(array, 8, 12, (byte) 0xFF);
        new HandMadeNpz().stored("x.npy", array).write(file);
        refused(", entry x.npy: it is cut off in its header");
    }

    @Test
    void filesThatAreNoZipAreRefused() throws IOException {
        refused(": there is no such file");
        Files.writeString(file, "no zip");
        refused(": it is not a zip file: zip END header not found");
        Npz.write(file, Map.of("a", FloatArray.of(new float[100], 100)));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused(": it is not a zip file: zip END header not found");
        unreadable("cannot read " + folder + ": it is not a file", () -> Npz.read(folder));
    }

    @Test
    void whatIsNoArrayIsRefusedAndFoldersAreNothing() throws IOException {
        byte[] array = npy(1, "<f4", "(2,)", floats(1, 2));
        new HandMadeNpz()
                .deflated("x.npy", array)
                .deflated("y.txt", new byte[3])
                .write(file);
        refused(", entry y.txt: it is not an array: its name does not end with .npy");
        new HandMadeNpz().deflated("x/", new byte[0]).deflated("x/y.npy", array).write(file);
        assertEquals(Map.of("x/y", FloatArray.of(new float[] {1, 2}, 2)), Npz.read(file));
    }

    @Test
    void aBitThatChangedIsFound() throws IOException {
        Npz.write(file, Map.of("a", FloatArray.of(new float[] {1, 2, 1234.5f}, 3)));
        byte[] bytes = Files.readAllBytes(file);
        byte[] value = floats(1234.5f);
        int at = 0;
        while (!Arrays.equals(value, Arrays.copyOfRange(bytes, at, at + 4))) {
            at++;
        }
        bytes[at] ^= 1;
        Files.write(file, bytes);
        refused(": it is damaged: its SHA-256 is wrong");
        // Without the digest, as other programs write it, the checksum of the entry tells: the comment loses its first
        // letter.
        bytes[bytes.length - 71] = 'x';
        Files.write(file, bytes);
        refused(", entry a.npy: it is damaged: its checksum is wrong");
    }

    @Test
    void noMemoryIsTakenForValuesThatCannotBeThere() throws IOException {
        byte[] claims = npy(1, "<f4", "(536870000,)", floats(1, 2));
        HandMadeNpz deflated = new HandMadeNpz().deflated("x.npy", claims);
        deflated.writeClaiming(file, claims.length - 8 + 4 * 536870000);
        long stored;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            stored = zip.getEntry("x.npy").getCompressedSize();
        }
        refused(", entry x.npy: it cannot have 2147480128 bytes: " + stored + " are stored");
    }

    @Test
    void valuesThatEndBeforeTheyShouldAreFound() throws IOException {
        byte[] array = npy(1, "<f4", "(4,)", floats(1, 2));
        new HandMadeNpz().deflated("x.npy", array).writeClaiming(file, array.length + 8);
        refused(", entry x.npy: it is cut off in its values");
    }
}
