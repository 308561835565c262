package polyview.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

@Tag("data")
class OmniglotTest {

    @TempDir
    Path temp;

    private Path zip() {
        return temp.resolve("small.zip");
    }

    private String fails(SmallZip zip) throws IOException {
        zip.write(zip());
        return assertThrows(RuntimeException.class, () -> Omniglot.open(zip())).getMessage();
    }

    /** The small zip always; the real file too, where it lies at hand. */
    @TestFactory
    Stream<DynamicTest> countsAreThoseOfTheFile() throws IOException {
        Path small = SmallZip.of(3, 4, 5).write(zip());
        DynamicTest made = dynamicTest("made here", () -> counts(Omniglot.open(small), 3, 12, 60));
        return Stream.concat(
                Stream.of(made),
                Omniglot.locate().stream()
                        .map(file -> dynamicTest("the real file", () -> {
                            counts(Omniglot.open(), 5, 136, 2720);
                            counts(Omniglot.open(file), 5, 136, 2720);
                            realDrawings(Omniglot.open());
                        })));
    }

    private static void counts(Omniglot omniglot, int alphabets, int characters, int drawings) {
        assertEquals(alphabets, omniglot.alphabets().size());
        assertEquals(
                characters,
                omniglot.alphabets().stream()
                        .mapToInt(alphabet -> omniglot.characters(alphabet).size())
                        .sum());
        assertEquals(drawings, omniglot.size());
    }

    private static void realDrawings(Omniglot omniglot) {
        assertEquals(List.of("Balinese", "Early_Aramaic", "Greek", "Korean", "Latin"), omniglot.alphabets());
        assertEquals(40, omniglot.characters("Korean").size());
        for (String alphabet : omniglot.alphabets()) {
            for (String character : omniglot.characters(alphabet)) {
                FloatArray images = omniglot.images(alphabet, character, 32);
                assertEquals(Shape.of(20, 32, 32, 1), images.shape());
                for (int i = 0; i < 20; i++) {
                    double ink = 0;
                    for (float value : images.row(i).values()) {
                        assertTrue(value >= 0 && value <= 1);
                        ink += value / (32 * 32);
                    }
                    // Thin lines on paper.
                    assertTrue(ink > 0.005 && ink < 0.25, alphabet + " " + character + ": " + ink);
                }
            }
        }
        Omniglot.Split split = Omniglot.Split.standard();
        assertEquals(
                omniglot.alphabets(),
                Stream.of(split.train(), split.valid(), split.test())
                        .flatMap(List::stream)
                        .sorted()
                        .toList());
        assertEquals(
                List.of(Shape.of(32, 32, 1), Shape.of(32, 32, 1)),
                omniglot.pairs(10, 7, 32, split.train()).inputShapes());
    }

    @Test
    void drawingsLieUnderTheirNames() throws IOException {
        Omniglot omniglot = Omniglot.open(SmallZip.of(2, 3, 4).write(zip()));
        assertEquals(List.of("A", "B"), omniglot.alphabets());
        assertEquals(List.of("character01", "character02", "character03"), omniglot.characters("B"));
        assertEquals(List.of(1, 2, 3, 4), omniglot.drawers("A", "character02"));
        assertEquals("Omniglot[2 alphabets, 24 drawings, from " + zip() + "]", omniglot.toString());
        FloatArray image = omniglot.image("B", "character02", 3, SmallZip.SIDE);
        assertEquals(Shape.of(SmallZip.SIDE, SmallZip.SIDE, 1), image.shape());
        for (int y = 0; y < SmallZip.SIDE; y++) {
            for (int x = 0; x < SmallZip.SIDE; x++) {
                assertEquals(y == 4 + 2 && x < 3 ? 1 : 0, image.get(y, x, 0));
            }
        }
        FloatArray all = omniglot.images("B", "character02", SmallZip.SIDE);
        assertEquals(Shape.of(4, SmallZip.SIDE, SmallZip.SIDE, 1), all.shape());
        assertEquals(image, all.row(2));
        // A third of the side: the nine pixels that hold the bar of 3 make a third of ink.
        assertEquals(1 / 3f, omniglot.image("B", "character02", 3, 7).get(2, 0, 0), 1e-6f);
    }

    @Test
    void otherNamesAreRefused() throws IOException {
        Omniglot omniglot = Omniglot.open(SmallZip.of(2, 2, 2).write(zip()));
        refused("alphabet must be one of [A, B], got C", () -> omniglot.characters("C"));
        refused("character must be one of [character01, character02], got x", () -> omniglot.drawers("A", "x"));
        refused("drawer must be one of [1, 2], got 3", () -> omniglot.image("A", "character01", 3, 8));
        refused("size must be positive, got 0", () -> omniglot.image("A", "character01", 1, 0));
        refused("size must be positive, got -1", () -> omniglot.images("A", "character01", -1));
    }

    @Test
    void otherEntriesArePassedOver() throws IOException {
        SmallZip zip = SmallZip.of(1, 1, 1)
                .with("small/readme.txt", "hello".getBytes(UTF_8))
                .with("small/empty/", new byte[0])
                .with("__MACOSX/small/A/character01/._0101_01.png", new byte[] {1});
        assertEquals(1, Omniglot.open(zip.write(zip())).size());
    }

    @Test
    void anUnreadableEntryIsNamed() throws IOException {
        byte[] png = SmallZip.png(SmallZip.bar(0, 1, 3));
        String name = "small/B/character09/0109_01.png";
        String start = "cannot read entry " + name + " of " + zip() + ": ";
        assertEquals(start + "not a PNG file", fails(SmallZip.of(1, 1, 1).with(name, "no image".getBytes(UTF_8))));
        assertEquals(
                start + "the PNG file is cut off",
                fails(SmallZip.of(1, 1, 1).with(name, Arrays.copyOf(png, png.length - 20))));
        byte[] damaged = png.clone();
        damaged[png.length - 20] ^= 1;
        assertEquals(
                start + "the PNG file is damaged in its part IDAT",
                fails(SmallZip.of(1, 1, 1).with(name, damaged)));
        BufferedImage colour = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
        assertEquals(start + "not a gray image", fails(SmallZip.of(1, 1, 1).with(name, SmallZip.png(colour))));
    }

    @Test
    void anotherLayoutIsRefused() throws IOException {
        byte[] png = SmallZip.png(SmallZip.bar(0, 1, 3));
        assertEquals(
                "entry A/one.png of " + zip() + " must be named like Greek/character01/0394_01.png",
                fails(SmallZip.of(1, 1, 1).with("A/one.png", png)));
        assertEquals(
                "entry more/A/character01/0999_01.png of " + zip() + " is a second drawing by one drawer",
                fails(SmallZip.of(1, 1, 1).with("more/A/character01/0999_01.png", png)));
        assertEquals(
                zip() + " holds no drawings: expected entries like Greek/character01/0394_01.png",
                fails(SmallZip.of(0, 0, 0).with("readme.txt", png)));
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        assertEquals(
                "cannot read " + zip() + ": there is no such file",
                assertThrows(UncheckedIOException.class, () -> Omniglot.open(zip()))
                        .getMessage());
        byte[] whole = SmallZip.of(1, 2, 2).bytes();
        for (byte[] wrong : List.of("no zip".getBytes(UTF_8), Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(zip(), wrong);
            String message = assertThrows(UncheckedIOException.class, () -> Omniglot.open(zip()))
                    .getMessage();
            assertTrue(message.startsWith("cannot read " + zip() + ": "), message);
            assertFalse(message.endsWith("null"), message);
        }
    }

    @Test
    void splitsKeepAlphabetsApart() {
        refused(
                "train, valid and test must not share an alphabet, got Greek twice",
                () -> new Omniglot.Split(List.of("Greek", "Latin"), List.of("Korean"), List.of("Greek")));
        refused(
                "train, valid and test must not share an alphabet, got Latin twice",
                () -> new Omniglot.Split(List.of("Latin"), List.of("Latin"), List.of("Greek")));
        refused("train must name an alphabet", () -> new Omniglot.Split(List.of(), List.of("a"), List.of("b")));
        refused("valid must name an alphabet", () -> new Omniglot.Split(List.of("a"), List.of(), List.of("b")));
        refused("test must name an alphabet", () -> new Omniglot.Split(List.of("a"), List.of("b"), List.of()));
        Omniglot.Split split = Omniglot.Split.standard();
        assertEquals(List.of("Balinese", "Greek", "Latin"), split.train());
        assertEquals(List.of("Early_Aramaic"), split.valid());
        assertEquals(List.of("Korean"), split.test());
    }
}
