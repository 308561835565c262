package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.manifest.PairFolder;

/** An epoch may be left at any point; nothing of it stays. */
@Tag("data")
class GeneratorClosingTest {

    private static final int COUNT = 300;

    @TempDir
    private Path folder;

    private MultiInputGenerator data;
    private Set<Thread> before;

    @BeforeEach
    void write() {
        before = Thread.getAllStackTraces().keySet();
        data = new MultiInputGenerator(PairFolder.good(folder, COUNT).manifest(), ImageForm.rgb(12, 12)).threads(3);
    }

    /** Those of the toolkit that have come since the test began. */
    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("polyview-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void closedAtAnyPointLeavesNoThread(ReadBy reader) {
        for (int batches = 0; batches <= 10; batches++) {
            Epoch epoch = data.reader(reader).prefetch(batches % 3).epoch(32, Order.shuffled(7, 0));
            for (int i = 0; i < batches; i++) {
                assertEquals(i == 9 ? COUNT - 9 * 32 : 32, epoch.next().size());
            }
            assertFalse(threads().isEmpty() && batches < 5);
            epoch.close();
            assertEquals(List.of(), threads());
            epoch.close();
            assertFalse(epoch.hasNext());
            assertThrows(NoSuchElementException.class, epoch::next);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void anEpochAtItsEndHasNoThreadEvenBeforeItIsClosed(ReadBy reader) {
        Epoch epoch = data.reader(reader).epoch(100, Order.asStored());
        epoch.forEachRemaining(batch -> {});
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            while (!threads().isEmpty()) {
                Thread.sleep(10);
            }
        });
        epoch.close();
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aBadFileThatStopsLeavesNoThread(ReadBy reader) throws IOException {
        Files.delete(folder.resolve("left/50.png"));
        try (Epoch epoch = data.reader(reader).onBadFile(BadFile.STOP).epoch(32, Order.asStored())) {
            assertThrows(BadFileException.class, () -> epoch.forEachRemaining(batch -> {}));
        }
        assertEquals(List.of(), threads());
    }

    /** Nobody reads further ahead than was asked for: the batch in the making, those that wait, and what threads hold. */
    @Test
    void whatIsNotAskedForIsNotRead() throws IOException, InterruptedException {
        try (Epoch epoch = data.prefetch(1).threads(2).epoch(10, Order.asStored())) {
            epoch.next();
            Thread.sleep(500);
            for (int i = 60; i < COUNT; i++) {
                Files.delete(folder.resolve("left/" + i + ".png"));
            }
            int read = 10;
            while (epoch.hasNext()) {
                read += epoch.next().size();
            }
            assertEquals(60, read);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void anInterruptEndsTheWaitAndIsKept(ReadBy reader) {
        try (Epoch epoch = data.reader(reader).epoch(COUNT, Order.asStored())) {
            Thread.currentThread().interrupt();
            assertTrue(epoch.hasNext());
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(
                    "reading was interrupted",
                    assertThrows(CancellationException.class, epoch::next).getMessage());
            assertTrue(Thread.interrupted());
            assertEquals(COUNT, epoch.next().size());
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void severalEpochsMayRunAtOnce(ReadBy reader) {
        MultiInputGenerator read = data.reader(reader).cache(100_000);
        try (Epoch first = read.epoch(32, Order.asStored());
                Epoch second = read.epoch(32, Order.asStored())) {
            while (first.hasNext()) {
                assertEquals(first.next(), second.next());
            }
            assertFalse(second.hasNext());
        }
    }
}
