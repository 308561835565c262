package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.npy.ArchiveReader;
import polyview.data.npy.ArchiveWriter;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** A checkpoint that is not as it was written is refused, however little has changed, and the model stays as it is. */
@Tag("training")
class DamagedCheckpointsTest {

    private static final MemoryDataset DATA = Samples.pairs(22);
    private static final int OF_EACH_KIND = 700;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(7);
    private byte[] whole;
    private Path file;
    private Model model;
    private Map<String, FloatArray> before;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.npz");
        model = compiled(new Adam(0.01));
        // In the middle of an epoch, with what a callback keeps: everything that a file can hold.
        model.fit(
                DATA,
                Fit.epochs(2)
                        .batchSize(5)
                        .verbose(false)
                        .callbacks(EarlyStopping.on("loss").patience(3).restoreBestWeights(true))
                        .callbacks(new Callback() {
                            @Override
                            public void onBatchEnd(Run run) {
                                if (run.step() == 7) {
                                    run.engine().saveWeights(file);
                                }
                            }
                        }));
        before = model.weights();
        whole = Files.readAllBytes(file);
    }

    private static Model compiled(Adam optimizer) {
        return Samples.pairNet(7).compile(optimizer, Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void refuses(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        String message = assertThrows(UncheckedIOException.class, () -> model.loadWeights(file), what)
                .getMessage();
        assertTrue(message.startsWith("cannot read " + file), message);
        assertEquals(10, model.engine().step());
    }

    private void isUntouched() {
        assertEquals(before, model.weights());
    }

    @Test
    void aFlippedBitIsRefused() throws IOException {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            refuses(bytes, "a bit of byte " + at);
        }
        isUntouched();
    }

    /** The end of a zip file tells what is where; few random bits meet it. */
    @Test
    void aFlippedBitOfTheDirectoryIsRefused() throws IOException {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            byte[] bytes = whole.clone();
            int at = bytes.length - 1 - random.nextInt(Math.min(bytes.length, 2500));
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            refuses(bytes, "a bit of byte " + at);
        }
        isUntouched();
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            int length = random.nextInt(whole.length);
            refuses(Arrays.copyOf(whole, length), length + " bytes");
        }
        isUntouched();
    }

    @Test
    void bytesOverwrittenLostOrAddedAreRefused() throws IOException {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            int from = random.nextInt(whole.length - 600);
            int count = 1 + random.nextInt(512);
            byte[] bytes = whole.clone();
            switch (i % 3) {
                case 0 -> Arrays.fill(bytes, from, from + count, (byte) 0);
                case 1 -> {
                    System.arraycopy(whole, from + count, bytes, from, whole.length - from - count);
                    bytes = Arrays.copyOf(bytes, whole.length - count);
                }
                default -> {
                    bytes = Arrays.copyOf(whole, whole.length + count);
                    System.arraycopy(whole, from, bytes, from + count, whole.length - from);
                }
            }
            if (!Arrays.equals(bytes, whole)) {
                refuses(bytes, i + ": " + count + " bytes from " + from);
            }
        }
        isUntouched();
    }

    @Test
    void theStateOfAnotherVersionIsRefused() throws IOException {
        Path other = folder.resolve("other.npz");
        for (long format : new long[] {0, 1, 3, Long.MAX_VALUE}) {
            rewritten(other, format);
            String message = assertThrows(UncheckedIOException.class, () -> model.loadWeights(other))
                    .getMessage();
            assertEquals(
                    "cannot read " + other + ": another version of Polyview wrote it, in format " + format
                            + ", and this one reads 2",
                    message);
        }
        isUntouched();
        // What is written anew with its own number is read: it is the number that was refused.
        rewritten(other, 2);
        assertTrue(model.loadWeights(other).goesOn());
    }

    /** The same entries with another number of the format. */
    private void rewritten(Path to, long format) {
        try (ArchiveReader from = ArchiveReader.open(file)) {
            ArchiveWriter.write(to, out -> {
                for (String name : from.arrayNames()) {
                    byte[] entry = from.bytes(name + ".npy");
                    if (name.equals("format")) {
                        out.whole(name, format);
                    } else {
                        out.bytes(name + ".npy", entry);
                    }
                }
            });
        }
    }

    @Test
    void theUndamagedFileIsRead() throws IOException {
        Path again = folder.resolve("again.npz");
        assertEquals(7, model.loadWeights(file).step());
        model.saveWeights(again);
        assertArrayEquals(whole, Files.readAllBytes(again));
    }
}
