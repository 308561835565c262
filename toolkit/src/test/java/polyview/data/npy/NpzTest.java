package polyview.data.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.unreadable;
import static polyview.data.npy.HandMadeNpz.doubles;
import static polyview.data.npy.HandMadeNpz.floats;
import static polyview.data.npy.HandMadeNpz.ints;
import static polyview.data.npy.HandMadeNpz.longs;
import static polyview.data.npy.HandMadeNpz.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Files of named arrays, held against NumPy's specification of the format and against a file that NumPy made. */
@Tag("data")
class NpzTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.npz");
    }

    @Test
    void whatIsWrittenFollowsTheSpecification() throws IOException {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("z/kernel", FloatArray.of(new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3));
        arrays.put("a", FloatArray.of(new float[] {7, 8}, 2));
        arrays.put("one", FloatArray.of(new float[] {9}));
        Npz.write(file, arrays);
        Map<String, byte[]> expected = new LinkedHashMap<>();
        expected.put("z/kernel.npy", npy(1, "<f4", "(2, 3)", floats(1, -2.5f, 3, 4, 5, 6)));
        expected.put("a.npy", npy(1, "<f4", "(2,)", floats(7, 8)));
        expected.put("one.npy", npy(1, "<f4", "()", floats(9)));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (Map.Entry<String, byte[]> entry : expected.entrySet()) {
                assertEquals(entry.getKey(), zip.getNextEntry().getName());
                assertArrayEquals(entry.getValue(), zip.readAllBytes(), entry.getKey());
            }
            assertEquals(null, zip.getNextEntry());
        }
    }

    @Test
    void whatIsWrittenIsRead() {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("b/c", FloatArray.of(new float[] {-0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY}, 2, 2));
        arrays.put("none", FloatArray.zeros(Shape.of(3, 0, 2)));
        arrays.put("a", FloatArray.of(new float[] {5}));
        float[] many = new float[100_003];
        for (int i = 0; i < many.length; i++) {
            many[i] = 1f / i;
        }
        arrays.put("many", FloatArray.of(many, many.length));
        // 100 axes: the header has more than 255 bytes.
        long[] ones = new long[100];
        Arrays.fill(ones, 1);
        arrays.put("long header", FloatArray.zeros(Shape.of(ones)));
        Npz.write(file, arrays);
        assertEquals(arrays, Npz.read(file));
        assertEquals(
                List.of("b/c", "none", "a", "many", "long header"),
                List.copyOf(Npz.read(file).keySet()));
        Npz.write(file, Map.of());
        assertEquals(Map.of(), Npz.read(file));
    }

    @Test
    void bothVersionsAndAllTypesAreRead() throws IOException {
        new HandMadeNpz()
                .stored("f4.npy", npy(1, "<f4", "(2,)", floats(0.5f, -1)))
                .stored("v2.npy", npy(2, "<f4", "(1, 1)", floats(3)))
                .deflated("f8.npy", npy(1, "<f8", "(2,)", doubles(0.1, Double.NEGATIVE_INFINITY)))
                .deflated("i4.npy", npy(2, "<i4", "(2,)", ints(-3, 1 << 24)))
                .deflated("i8.npy", npy(1, "<i8", "()", longs(1L << 40)))
                .stored("turned.npy", npy(1, "{'shape':(1,2) , 'fortran_order':False,'descr':'<f4'}", floats(1, 2)))
                .write(file);
        Map<String, FloatArray> expected = new LinkedHashMap<>();
        expected.put("f4", FloatArray.of(new float[] {0.5f, -1}, 2));
        expected.put("v2", FloatArray.of(new float[] {3}, 1, 1));
        expected.put("f8", FloatArray.of(new float[] {0.1f, Float.NEGATIVE_INFINITY}, 2));
        expected.put("i4", FloatArray.of(new float[] {-3, 1 << 24}, 2));
        expected.put("i8", FloatArray.of(new float[] {1099511627776f}));
        expected.put("turned", FloatArray.of(new float[] {1, 2}, 1, 2));
        assertEquals(expected, Npz.read(file));
    }

    /**
     * A file that NumPy 1.24.2 made: {@code numpy.savez_compressed("numpy.npz", **{"conv/kernel": numpy.arange(6,
     * dtype="f4").reshape(2, 3) / 4, "rate": numpy.float64(0.1), "step": numpy.int64(7), "sizes": numpy.array([3, -4],
     * "i4")})}.
     */
    @Test
    void aFileOfNumpyIsRead() throws IOException {
        try (InputStream in = NpzTest.class.getResourceAsStream("numpy.npz")) {
            Files.copy(in, file);
        }
        Map<String, FloatArray> expected = new LinkedHashMap<>();
        expected.put("conv/kernel", FloatArray.of(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}, 2, 3));
        expected.put("rate", FloatArray.of(new float[] {0.1f}));
        expected.put("step", FloatArray.of(new float[] {7}));
        expected.put("sizes", FloatArray.of(new float[] {3, -4}, 2));
        assertEquals(expected, Npz.read(file));
        try (ArchiveReader from = ArchiveReader.open(file)) {
            assertEquals(0.1, from.number("rate"));
            assertEquals(7, from.whole("step"));
        }
    }

    @Test
    void singleNumbersAreExact() {
        ArchiveWriter.write(file, to -> {
            to.whole("whole", Long.MAX_VALUE - 1);
            to.number("number", 0.1);
        });
        try (ArchiveReader from = ArchiveReader.open(file)) {
            assertEquals(Long.MAX_VALUE - 1, from.whole("whole"));
            assertEquals(0.1, from.number("number"));
            unreadable(
                    "cannot read " + file
                            + ", entry whole.npy: it must be one number of type <f8, got shape [] of type <i8",
                    () -> from.number("whole"));
            unreadable("cannot read " + file + ": there is no entry rate.npy", () -> from.number("rate"));
        }
    }

    @Test
    void theSameArraysGiveTheSameBytes() throws IOException {
        Map<String, FloatArray> arrays = Map.of("a", FloatArray.of(new float[] {1, 2}, 2));
        Npz.write(file, arrays);
        Path again = folder.resolve("again.npz");
        Npz.write(again, arrays);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            ZipEntry entry = zip.getNextEntry();
            assertEquals(1980, entry.getTimeLocal().getYear());
        }
    }

    @Test
    void aWriteThatFailsLeavesTheFileOfBefore() throws IOException {
        Map<String, FloatArray> before = Map.of("a", FloatArray.of(new float[] {1, 2}, 2));
        Npz.write(file, before);
        assertEquals(
                "cannot write " + file + ": java.io.IOException: full",
                assertThrows(
                                UncheckedIOException.class,
                                () -> ArchiveWriter.write(file, to -> {
                                    to.array("b", before.get("a"));
                                    throw new IOException("full");
                                }))
                        .getMessage());
        assertEquals(before, Npz.read(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void anInterruptedThreadStillWrites() {
        Map<String, FloatArray> arrays = Map.of("a", FloatArray.of(new float[] {1, 2}, 2));
        Thread.currentThread().interrupt();
        try {
            Npz.write(file, arrays);
            assertEquals(arrays, Npz.read(file));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void placesThatCannotBeWrittenAreRefused() {
        Path nowhere = folder.resolve("no").resolve("a.npz");
        unreadable(
                "cannot write " + nowhere + ": there is no folder " + folder.resolve("no"),
                () -> Npz.write(nowhere, Map.of()));
        unreadable("cannot write " + folder + ": it is a folder", () -> Npz.write(folder, Map.of()));
    }
}
