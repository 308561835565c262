package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;
import static polyview.data.Refusal.unreadable;
import static polyview.datasets.HandMadeIdx.bytes;
import static polyview.datasets.HandMadeIdx.gzip;
import static polyview.datasets.HandMadeIdx.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

@Tag("data")
class MnistTest {

    private static final List<String> NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /** Three images of 2 x 3 pixels for training, one for test, in the order of the names. */
    private static final List<byte[]> CONTENTS = List.of(
            idx(8, new int[] {3, 2, 3}, bytes(0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
            idx(8, new int[] {3}, bytes(9, 0, 4)),
            idx(8, new int[] {1, 2, 3}, bytes(255, 0, 0, 0, 0, 51)),
            idx(8, new int[] {1}, bytes(7)));

    @TempDir
    Path temp;

    private void write(Path folder, String ending) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < NAMES.size(); i++) {
            byte[] content = CONTENTS.get(i);
            Files.write(folder.resolve(NAMES.get(i) + ending), ending.isEmpty() ? content : gzip(content));
        }
    }

    private static void checkSmall(Mnist mnist) {
        MemoryDataset train = mnist.train();
        assertEquals(1, train.all().inputs().size());
        FloatArray images = train.all().inputs().get(0);
        assertEquals(Shape.of(3, 2, 3, 1), images.shape());
        assertArrayEquals(
                new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, images.row(0).values(), 1e-7f);
        assertEquals(12 / 255f, images.get(2, 1, 2, 0), 1e-9f);
        assertEquals(
                List.of(FloatArray.of(new float[] {9, 0, 4}, 3)), train.all().targets());
        MemoryDataset test = mnist.test();
        assertEquals(
                List.of(FloatArray.of(new float[] {1, 0, 0, 0, 0, 0.2f}, 1, 2, 3, 1)),
                test.all().inputs());
        assertEquals(List.of(FloatArray.of(new float[] {7}, 1)), test.all().targets());
    }

    @Test
    void aFolderWithFilesCompressedOrNot() throws IOException {
        Path plain = temp.resolve("plain");
        write(plain, "");
        checkSmall(Mnist.open(plain));
        Path compressed = temp.resolve("compressed");
        write(compressed, ".gz");
        Mnist mnist = Mnist.open(compressed);
        checkSmall(mnist);
        assertEquals(
                NAMES.stream().map(name -> compressed.resolve(name + ".gz")).toList(), mnist.files());
        assertEquals("Mnist[" + compressed + ", 10 classes]", mnist.toString());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), mnist.classes());
        // A name that promises too much does no harm.
        Files.write(compressed.resolve("t10k-labels-idx1-ubyte.gz"), CONTENTS.get(3));
        checkSmall(mnist);
    }

    @Test
    void classesMayHaveOtherNames() throws IOException {
        write(temp, "");
        List<String> ten = List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");
        Mnist mnist = Mnist.open(temp, ten);
        assertEquals(ten, mnist.classes());
        checkSmall(mnist);
        refused("classes must not be empty", () -> Mnist.open(temp, List.of()));
        Mnist one = Mnist.open(temp, List.of("all"));
        assertEquals("Mnist[" + temp + ", 1 class]", one.toString());
        refused(temp.resolve(NAMES.get(1)) + " must hold labels from 0 to 0, got 9.0 in row 0", one::train);
    }

    @Test
    void filesThatDoNotFitAreRefused() throws IOException {
        write(temp, "");
        Path images = temp.resolve(NAMES.get(0));
        Path labels = temp.resolve(NAMES.get(1));
        Mnist mnist = Mnist.open(temp);
        Files.write(labels, idx(8, new int[] {2}, bytes(1, 2)));
        refused(images + " holds 3 images, but " + labels + " 2 labels", mnist::train);
        Files.write(labels, idx(8, new int[] {3}, bytes(1, 2, 10)));
        refused(labels + " must hold labels from 0 to 9, got 10.0 in row 2", mnist::train);
        Files.write(labels, idx(9, new int[] {3}, bytes(1, 255, 2)));
        refused(labels + " must hold labels from 0 to 9, got -1.0 in row 1", mnist::train);
        // 0.5 as a float.
        Files.write(labels, idx(0x0D, new int[] {1}, bytes(0x3F, 0, 0, 0)));
        Files.write(images, idx(8, new int[] {1, 1, 1}, bytes(1)));
        refused(labels + " must hold labels from 0 to 9, got 0.5 in row 0", mnist::train);
        Files.write(labels, idx(8, new int[] {1, 1}, bytes(1)));
        refused(labels + " must hold labels (N), got shape [1, 1]", mnist::train);
        Files.write(images, CONTENTS.get(1));
        refused(images + " must hold images (N, H, W), got shape [3]", mnist::train);
        Files.write(images, idx(0x0B, new int[] {1, 1, 1}, bytes(0, 1)));
        unreadable(
                "cannot read " + images + ": only elements of type unsigned byte are scaled, got short", mnist::train);
        Files.delete(images);
        refused(temp + " has neither train-images-idx3-ubyte.gz nor train-images-idx3-ubyte", mnist::train);
        assertEquals(1, mnist.test().size());
    }

    /** Only what is asked for is downloaded, once. */
    @Test
    void publishedFilesAreDownloaded() throws IOException {
        try (LocalServer server = new LocalServer()) {
            for (int i = 0; i < NAMES.size(); i++) {
                byte[] content = gzip(CONTENTS.get(i));
                server.serve(
                        "/" + NAMES.get(i) + ".gz",
                        exchange -> LocalServer.send(exchange, 200, content.length, content));
            }
            String[] digests = CONTENTS.stream()
                    .map(HandMadeIdx::gzip)
                    .map(LocalServer::sha256)
                    .toArray(String[]::new);
            List<PublicFile> files = Mnist.files("small", server.address("/").toString(), digests);
            Mnist mnist = Mnist.published(
                    files,
                    List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                    new Folders(Optional.empty(), temp));
            assertEquals("Mnist[small, 10 classes]", mnist.toString());
            assertEquals(0, server.requests().size());
            assertEquals(1, mnist.test().size());
            assertEquals(2, server.requests().size());
            checkSmall(mnist);
            assertEquals(4, server.requests().size());
            assertEquals(
                    NAMES.stream()
                            .map(name -> temp.resolve("small").resolve(name + ".gz"))
                            .toList(),
                    mnist.files());
            assertEquals(4, server.requests().size());
        }
    }

    @Test
    void addressesAndDigests() {
        assertEquals("Mnist[mnist, 10 classes]", Mnist.digits().toString());
        assertEquals("Mnist[fashion-mnist, 10 classes]", Mnist.fashion().toString());
        assertEquals("Ankle boot", Mnist.fashion().classes().get(9));
        assertEquals(
                "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz",
                Mnist.DIGITS.get(3).address().toString());
        assertEquals(
                "https://fashion-mnist.s3.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz",
                Mnist.FASHION.get(0).address().toString());
        assertEquals(
                8,
                Stream.of(Mnist.DIGITS, Mnist.FASHION)
                        .flatMap(List::stream)
                        .map(PublicFile::sha256)
                        .filter(digest -> digest.matches("[0-9a-f]{64}"))
                        .distinct()
                        .count());
    }

    /** A made file always; the real ones too, where they lie at hand. */
    @TestFactory
    Stream<DynamicTest> countsAreThoseOfTheFiles() throws IOException {
        write(temp, "");
        DynamicTest made =
                DynamicTest.dynamicTest("made here", () -> counts(Mnist.open(temp), 3, 1, Shape.of(2, 3, 1)));
        return Stream.concat(
                Stream.of(made),
                Stream.of(Mnist.DIGITS, Mnist.FASHION)
                        .filter(files -> files.stream().allMatch(file -> file.locate(Folders.fromEnvironment())
                                .isPresent()))
                        .map(files -> DynamicTest.dynamicTest(
                                "the real " + files.get(0).folder(),
                                () -> counts(
                                        files == Mnist.DIGITS ? Mnist.digits() : Mnist.fashion(),
                                        60_000,
                                        10_000,
                                        Shape.of(28, 28, 1)))));
    }

    private static void counts(Mnist mnist, int train, int test, Shape image) {
        for (MemoryDataset part : List.of(mnist.train(), mnist.test())) {
            assertEquals(List.of(image), part.inputShapes());
            for (float value : part.all().inputs().get(0).values()) {
                assertTrue(value >= 0 && value <= 1);
            }
        }
        assertEquals(train, mnist.train().size());
        assertEquals(test, mnist.test().size());
    }
}
