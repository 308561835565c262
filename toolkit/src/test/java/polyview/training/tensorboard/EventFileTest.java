package polyview.training.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import polyview.data.FloatArray;

/** Event files, read byte by byte with {@link EventReader}. */
@Tag("training")
class EventFileTest {

    @TempDir
    private Path folder;

    /** The check value that every description of CRC-32C gives, so that the reader is right itself. */
    @Test
    void theReaderKnowsTheChecksum() {
        assertEquals(0xE3069283, EventReader.crc("123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theFirstRecordSaysTheVersionAndTheOthersWhatWasWritten() throws IOException {
        double before = System.currentTimeMillis() / 1000.0;
        try (EventFile events = EventFile.in(folder.resolve("deep/run"))) {
            events.scalar("loss", 3, 0.1);
            events.scalar("loss", 1L << 40, Double.NaN);
            events.graph(new byte[] {10, 0});
        }
        List<EventReader.Event> read = EventReader.only(folder.resolve("deep/run"));
        assertEquals(4, read.size());
        assertEquals("brain.Event:2", EventReader.one(read.get(0).fields(), 3).text());
        Map<Long, Float> losses = EventReader.scalars(read).get("loss");
        assertEquals(Map.of(3L, 0.1f, 1L << 40, Float.NaN), losses);
        assertArrayEquals(
                new byte[] {10, 0}, EventReader.one(read.get(3).fields(), 4).bytes());
        for (EventReader.Event event : read) {
            assertTrue(event.wallTime() >= before && event.wallTime() <= System.currentTimeMillis() / 1000.0);
        }
    }

    /** Every bit counts: a file with one of them turned, or cut, is not read. */
    @Test
    void theChecksumsFindEveryWrongBit() throws IOException {
        Path file;
        try (EventFile events = EventFile.in(folder)) {
            events.scalar("loss", 1, 2);
            file = events.file();
        }
        byte[] right = Files.readAllBytes(file);
        assertEquals(2, EventReader.records(right).size());
        for (int bit = 0; bit < 8 * right.length; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(AssertionFailedError.class, () -> EventReader.records(wrong));
        }
        assertThrows(BufferUnderflowException.class, () -> EventReader.records(Arrays.copyOf(right, right.length - 1)));
    }

    @Test
    void whatIsFlushedIsThereBeforeItIsClosed() throws IOException {
        try (EventFile events = EventFile.in(folder)) {
            events.scalar("loss", 1, 2);
            events.flush();
            assertEquals(2, EventReader.read(events.file()).size());
        }
    }

    @Test
    void eachHasANameOfItsOwnThatSortsBehindThoseBefore() throws IOException {
        List<Path> names = new java.util.ArrayList<>();
        for (int i = 0; i < 12; i++) {
            try (EventFile events = EventFile.in(folder)) {
                names.add(events.file());
            }
        }
        assertEquals(names, EventReader.files(folder));
        assertTrue(names.get(0).getFileName().toString().startsWith("events.out.tfevents."));
        assertNotEquals(names.get(0), names.get(1));
    }

    @Test
    void aHistogramCountsEveryFiniteValueOnce() throws IOException {
        // 0 to 30 in steps of 1/4, and two that are not finite: parts one wide.
        float[] values = new float[123];
        for (int i = 0; i <= 120; i++) {
            values[i] = i / 4f;
        }
        values[121] = Float.NaN;
        values[122] = Float.POSITIVE_INFINITY;
        List<EventReader.Field> histogram = histogram(values);
        // The smallest, 0, is left out, as protocol buffers do with zeros.
        assertEquals(List.of(), histogram.stream().filter(f -> f.number() == 1).toList());
        assertEquals(30.0, EventReader.one(histogram, 2).asDouble());
        assertEquals(121.0, EventReader.one(histogram, 3).asDouble());
        assertEquals(30 * 121 / 2.0, EventReader.one(histogram, 4).asDouble());
        assertEquals(120 * 121 * 241 / 6.0 / 16, EventReader.one(histogram, 5).asDouble());
        double[] limits = EventReader.doubles(EventReader.one(histogram, 6).bytes());
        double[] counts = EventReader.doubles(EventReader.one(histogram, 7).bytes());
        assertEquals(30, counts.length);
        for (int part = 0; part < 30; part++) {
            assertEquals(part + 1, limits[part], 1e-12);
            // The last has its upper end too.
            assertEquals(part == 29 ? 5 : 4, counts[part]);
        }
    }

    private List<EventReader.Field> histogram(float... values) throws IOException {
        Path at = folder.resolve("histogram");
        try (EventFile events = EventFile.in(at)) {
            events.histogram("w", 0, FloatArray.of(values, values.length));
        }
        List<EventReader.Event> read = EventReader.only(at);
        return EventReader.one(read.get(1).values().get("w"), 5).fields();
    }

    @Test
    void anArrayWithoutAFiniteValueHasNothingToCount() {
        assertFalse(Histograms.hasFinite(FloatArray.of(new float[] {Float.NaN, Float.NEGATIVE_INFINITY}, 2)));
        assertTrue(Histograms.hasFinite(FloatArray.of(new float[] {Float.NaN, 0}, 2)));
    }

    @Test
    void equalValuesHaveOnePartAroundThem() throws IOException {
        List<EventReader.Field> histogram = histogram(2, 2, 2);
        assertArrayEquals(
                new double[] {2.5},
                EventReader.doubles(EventReader.one(histogram, 6).bytes()));
        assertArrayEquals(
                new double[] {3},
                EventReader.doubles(EventReader.one(histogram, 7).bytes()));
    }

    @Test
    void imagesAreReadBackToTheirLevels() throws IOException {
        // Two of 2 x 3 pixels with 3 channels; what is outside 0 to 1 is cut, NaN is black.
        float[] values = new float[36];
        for (int i = 0; i < 36; i++) {
            values[i] = i * 5 / 255f;
        }
        values[0] = -1;
        values[1] = 2;
        values[2] = Float.NaN;
        try (EventFile events = EventFile.in(folder)) {
            events.images("made", 4, FloatArray.of(values, 2, 2, 3, 3));
            events.images("one", 4, FloatArray.of(new float[] {0, 1, 0.5f, 0.25f}, 2, 2, 1));
        }
        List<EventReader.Event> read = EventReader.only(folder);
        for (int image = 0; image < 2; image++) {
            List<EventReader.Field> fields = EventReader.one(
                            read.get(1 + image).values().get("made/" + image), 4)
                    .fields();
            assertEquals(2, EventReader.one(fields, 1).bits());
            assertEquals(3, EventReader.one(fields, 2).bits());
            assertEquals(3, EventReader.one(fields, 3).bits());
            var picture = ImageIO.read(
                    new ByteArrayInputStream(EventReader.one(fields, 4).bytes()));
            for (int i = 0; i < 18; i++) {
                int all = image * 18 + i;
                int expected = all == 0 || all == 2 ? 0 : all == 1 ? 255 : 5 * all;
                assertEquals(expected, picture.getRaster().getSample(i / 3 % 3, i / 9, i % 3), "value " + all);
            }
        }
        List<EventReader.Field> gray =
                EventReader.one(read.get(3).values().get("one"), 4).fields();
        assertEquals(1, EventReader.one(gray, 3).bits());
        var picture =
                ImageIO.read(new ByteArrayInputStream(EventReader.one(gray, 4).bytes()));
        assertArrayEquals(new int[] {0, 255, 128, 64}, picture.getRaster().getSamples(0, 0, 2, 2, 0, (int[]) null));
    }

    @Test
    void whatCannotBeShownIsRefused() throws IOException {
        Path file = folder.resolve("a file");
        Files.writeString(file, "");
        assertThrows(UncheckedIOException.class, () -> EventFile.in(file));
        try (EventFile events = EventFile.in(folder.resolve("run"))) {
            refused("tag must not be empty", () -> events.scalar("", 1, 1));
            refused(
                    "histogram of w must have a finite value",
                    () -> events.histogram("w", 0, FloatArray.of(new float[] {Float.NaN}, 1)));
            refused(
                    "images of made must have the shape (N, H, W, C) with 1 or 3 channels, got [2, 2, 2]",
                    () -> events.images("made", 0, FloatArray.of(new float[8], 2, 2, 2)));
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
