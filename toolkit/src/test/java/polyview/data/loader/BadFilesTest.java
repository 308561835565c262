package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.manifest.PairFolder;
import polyview.datasets.Damage;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Files that cannot be read cost their own sample, and are told with their reason. */
@Tag("data")
class BadFilesTest {

    private static final int COUNT = 240;
    private static final ImageForm FORM = ImageForm.rgb(6, 6);
    private static final byte[] NONE = {};

    @TempDir
    private Path folder;

    /** The reason of every kind of damage that a decoder finds, as the report has it. */
    private static Map<Damage, String> reasons() {
        Map<Damage, String> reasons = new LinkedHashMap<>();
        reasons.put(Damage.EMPTY, "the file is empty");
        reasons.put(Damage.TRUNCATED_PNG, "the PNG file is cut off");
        reasons.put(Damage.TRUNCATED_JPEG, "it cannot be decoded: ");
        reasons.put(Damage.GARBAGE, "not a JPEG, PNG, GIF or BMP file, it starts with ");
        reasons.put(Damage.TEXT, "not a JPEG, PNG, GIF or BMP file, it starts with 54 68 69 73");
        reasons.put(Damage.FORGED_SIZE, "the PNG declares 60000 x 60000 pixels, more than the limit of 67108864");
        reasons.put(Damage.BROKEN_CHECKSUM, "it cannot be decoded: ");
        reasons.put(Damage.BROKEN_PIXELS, "it cannot be decoded: ");
        reasons.put(Damage.ZERO_SIZE, "the GIF declares 0 x 0 pixels");
        reasons.put(Damage.DIRECTORY, "it is a folder");
        reasons.put(Damage.MISSING, "there is no such file");
        return reasons;
    }

    /** 240 pairs, of which 12 have a bad file, left and right in turn, spread over the manifest; one has two. */
    private PairFolder damaged(Map<Integer, String> expected) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] png = PairFolder.encoded("png", PairFolder.image(40, 40, random));
        byte[] jpeg = PairFolder.encoded("jpg", PairFolder.image(40, 40, random));
        List<Map.Entry<Damage, String>> kinds = new ArrayList<>(reasons().entrySet());
        PairFolder pairs = new PairFolder(folder);
        for (int i = 0; i < COUNT; i++) {
            boolean bad = i % 20 == 19;
            int kind = i / 20 % kinds.size();
            boolean left = i / 20 % 2 == 0;
            String badName = i + "/" + kinds.get(kind).getKey().file();
            byte[] badFile =
                    kinds.get(kind).getKey().isFile() ? kinds.get(kind).getKey().bytes(png, jpeg) : NONE;
            if (!bad) {
                pairs.add(i + "/l.png", png, i + "/r.jpg", jpeg);
            } else if (i == COUNT - 1) {
                pairs.add(badName, badFile, i + "/gone.png", NONE);
                expected.put(2 * i, badName + ": " + kinds.get(kind).getValue());
                expected.put(2 * i + 1, i + "/gone.png: there is no such file");
            } else {
                pairs.add(
                        left ? badName : i + "/l.png",
                        left ? badFile : png,
                        left ? i + "/r.jpg" : badName,
                        left ? jpeg : badFile);
                expected.put(
                        2 * i + (left ? 0 : 1), badName + ": " + kinds.get(kind).getValue());
            }
            if (bad && kinds.get(kind).getKey() == Damage.DIRECTORY) {
                Files.createDirectory(pairs.path(badName));
            }
            if (bad && kinds.get(kind).getKey() == Damage.EMPTY) {
                Files.createFile(pairs.path(badName));
            }
        }
        return pairs;
    }

    static Stream<Arguments> readers() {
        return Stream.of(ReadBy.values()).flatMap(r -> Stream.of(1, 4).map(t -> Arguments.of(r, t)));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void everyGoodSampleComesOnceAnEpochAndEveryBadFileIsTold(ReadBy reader, int threads) throws IOException {
        Map<Integer, String> expected = new LinkedHashMap<>();
        MultiInputGenerator data = new MultiInputGenerator(damaged(expected).manifest(), FORM)
                .reader(reader)
                .threads(threads);
        List<Integer> good =
                IntStream.range(0, COUNT).filter(i -> i % 20 != 19).boxed().toList();
        for (int epoch = 0; epoch < 3; epoch++) {
            AllBatches read = AllBatches.of(data, 32, Order.shuffled(7, epoch));
            assertEquals(List.of(32, 32, 32, 32, 32, 32, 32, 4), read.sizes());
            assertEquals(good, read.ids().stream().sorted().toList());
        }
        Table report = data.report();
        assertEquals(List.of("row", "column", "path", "reason", "times"), report.columnNames());
        assertEquals(expected.size(), report.rowCount());
        for (Row row : report) {
            // The header stands on line 1.
            int key = 2 * (row.getInt("row") - 2) + (row.getString("column").equals("left") ? 0 : 1);
            String found = row.getString("path") + ": " + row.getString("reason");
            assertTrue(found.startsWith(expected.get(key)), () -> found + " for " + expected.get(key));
            assertEquals(3, row.getInt("times"));
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void stopEndsTheEpochWhereTheBadFileStands(ReadBy reader) {
        PairFolder pairs = PairFolder.good(folder, 5);
        pairs.add("left/x.png", "text".getBytes(StandardCharsets.UTF_8), "right/1.jpg", NONE);
        MultiInputGenerator data =
                new MultiInputGenerator(pairs.manifest(), FORM).reader(reader).onBadFile(BadFile.STOP);
        try (Epoch epoch = data.epoch(2, Order.asStored())) {
            assertEquals(2, epoch.next().size());
            assertEquals(2, epoch.next().size());
            BadFileException e = assertThrows(BadFileException.class, epoch::hasNext);
            assertEquals(
                    "cannot read left/x.png (" + pairs.path("pairs.csv")
                            + ", line 7, column left): not a JPEG, PNG, GIF or BMP"
                            + " file, it starts with 74 65 78 74",
                    e.getMessage());
            assertThrows(BadFileException.class, epoch::next);
        }
        assertEquals(1, data.report().rowCount());
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void noGoodSampleAtAllIsAnError(ReadBy reader) {
        PairFolder pairs = new PairFolder(folder);
        pairs.add("left/0.png", NONE, "right/0.png", NONE).add("left/1.png", NONE, "right/1.png", NONE);
        MultiInputGenerator data = new MultiInputGenerator(pairs.manifest(), FORM).reader(reader);
        try (Epoch epoch = data.epoch(2, Order.asStored())) {
            assertEquals(
                    "none of the 2 samples could be read; the first bad file is left/0.png (" + pairs.path("pairs.csv")
                            + ", line 2, column left): there is no such file",
                    assertThrows(IllegalStateException.class, epoch::hasNext).getMessage());
        }
        assertEquals(4, data.report().rowCount());
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aFileThatIsMendedIsReadInTheNextEpoch(ReadBy reader) throws IOException {
        PairFolder pairs = PairFolder.good(folder, 3);
        Path file = pairs.path("left/1.png");
        byte[] whole = Files.readAllBytes(file);
        MultiInputGenerator data = new MultiInputGenerator(pairs.manifest(), FORM).reader(reader);
        assertEquals(List.of(0, 1, 2), AllBatches.of(data, 2, Order.asStored()).ids());
        Files.delete(file);
        assertEquals(List.of(0, 2), AllBatches.of(data, 2, Order.asStored()).ids());
        Files.write(file, whole);
        assertEquals(List.of(0, 1, 2), AllBatches.of(data, 2, Order.asStored()).ids());
        assertEquals(1, data.report().intColumn("times").get(0));
    }

    @Test
    void channelsThatMustBeExactAreCheckedInBothReaders() {
        BufferedImage alpha = new BufferedImage(5, 5, BufferedImage.TYPE_INT_ARGB);
        BufferedImage gray = new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = new BufferedImage(5, 5, BufferedImage.TYPE_USHORT_GRAY);
        PairFolder pairs = PairFolder.good(folder, 1);
        for (BufferedImage image : List.of(alpha, gray, deep)) {
            pairs.add("left/x" + image.getType() + ".png", PairFolder.encoded("png", image), "right/0.jpg", NONE);
        }
        for (ReadBy reader : ReadBy.values()) {
            MultiInputGenerator usual = new MultiInputGenerator(pairs.manifest(), FORM).reader(reader);
            assertEquals(
                    List.of(0, 1, 2, 3),
                    AllBatches.of(usual, 4, Order.asStored()).ids());
            MultiInputGenerator any =
                    new MultiInputGenerator(pairs.manifest(), FORM.conversion(ImageForm.Conversion.ANY)).reader(reader);
            assertEquals(
                    List.of(0, 1, 2, 3), AllBatches.of(any, 4, Order.asStored()).ids());
            MultiInputGenerator colour = new MultiInputGenerator(pairs.manifest(), FORM.exactChannels()).reader(reader);
            assertEquals(List.of(0), AllBatches.of(colour, 4, Order.asStored()).ids());
            assertEquals(
                    List.of("it has 4 channels, not 3", "it has 1 channel, not 3", "it has 1 channel, not 3"),
                    colour.report().stringColumn("reason").asList());
            MultiInputGenerator mixed = new MultiInputGenerator(
                            pairs.manifest(), List.of(ImageForm.gray(5, 5).exactChannels(), FORM))
                    .reader(reader);
            assertEquals(
                    List.of(2, 3), AllBatches.of(mixed, 4, Order.asStored()).ids());
            assertEquals(
                    List.of("it has 3 channels, not 1", "it has 4 channels, not 1"),
                    mixed.report().stringColumn("reason").asList());
        }
    }

    @Test
    void otherThingsThanFilesAndFilesTooLarge() throws IOException {
        PairFolder pairs = PairFolder.good(folder, 2);
        Files.delete(pairs.path("left/1.png"));
        Process made = new ProcessBuilder("mkfifo", pairs.path("left/1.png").toString()).start();
        assertEquals(0, made.onExit().join().exitValue());
        MultiInputGenerator data = new MultiInputGenerator(pairs.manifest(), FORM);
        assertEquals(List.of(0), AllBatches.of(data, 4, Order.asStored()).ids());
        assertEquals("it is not a file", data.report().stringColumn("reason").get(0));

        // A file of zeros that takes no place on the disk.
        try (var file = new RandomAccessFile(pairs.path("left/1.bmp").toFile(), "rw")) {
            file.setLength(5_000_000_000L);
        }
        pairs.add("left/1.bmp", NONE, "right/1.jpg", NONE);
        MultiInputGenerator large = new MultiInputGenerator(pairs.manifest().subset(0, 2), FORM);
        assertEquals(List.of(0), AllBatches.of(large, 4, Order.asStored()).ids());
        assertEquals(
                "it has 5000000000 bytes, more than the limit of 269484032",
                large.report().stringColumn("reason").get(0));
    }

    @Test
    void maxPixelsCountsWhatAFileDeclares() {
        PairFolder pairs = new PairFolder(folder);
        SplittableRandom random = new SplittableRandom(1);
        byte[] small = PairFolder.encoded("png", PairFolder.image(10, 10, random));
        byte[] large = PairFolder.encoded("png", PairFolder.image(11, 10, random));
        pairs.add("s.png", small, "s.png", NONE).add("l.png", large, "s.png", NONE);
        for (ReadBy reader : ReadBy.values()) {
            MultiInputGenerator data = new MultiInputGenerator(pairs.manifest(), FORM)
                    .reader(reader)
                    .maxPixels(100);
            assertEquals(List.of(0), AllBatches.of(data, 4, Order.asStored()).ids());
            assertEquals(
                    "the PNG declares 11 x 10 pixels, more than the limit of 100",
                    data.report().stringColumn("reason").get(0));
        }
    }
}
