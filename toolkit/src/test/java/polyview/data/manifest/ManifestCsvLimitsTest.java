package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** What a file holds never makes an error large, and an error stands where its cause is. */
@Tag("data")
class ManifestCsvLimitsTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), text);
    }

    /** The characters of all messages of an exception and its causes. */
    private static int size(Throwable thrown) {
        int size = 0;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            size += String.valueOf(e).length();
        }
        return size;
    }

    @Test
    void aStrayQuoteBeforeManyRows() throws IOException {
        Path file = file("image,class\n1.png,a\n2.png,\"a\n" + "3.png,b\n".repeat(200_000) + "4.png,\"b\"\n");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Manifest.csv(file).images("image").label("class").open());
        assertEquals(
                file + ", line 3: a cell has more than 1048576 characters: a quote is left open, or is one too many",
                e.getMessage());
        assertTrue(size(e) < 2000, () -> size(e) + " characters");
    }

    @Test
    void aStrayQuoteThatASecondOneEnds() throws IOException {
        Path file = file("image,class\n1.png,a\n2.png,\"a\n" + "3.png,b\n".repeat(20_000) + "4.png,\"b\"\n");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Manifest.csv(file).images("image").label("class").open());
        assertEquals(
                file + ", line 3: text after the closing quote of a cell; a quote inside of quotes is written twice",
                e.getMessage());
        assertTrue(size(e) < 2000, () -> size(e) + " characters");
    }

    /** The end of the file is never reached: there it is no text. */
    @Test
    void anOpenQuoteIsReadNoFurtherThanTheLimit() throws IOException {
        Path file = folder.resolve("large.csv");
        byte[] rows = "3.png,b\n".repeat(1 << 17).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("image,class\n\"1.png,a\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 16; i++) {
                out.write(rows);
            }
            out.write(0xFF);
        }
        refused(
                file + ", line 2: a cell has more than 1048576 characters: a quote is left open, or is one too many",
                () -> Manifest.csv(file).images("image").open());
    }

    @Test
    void longCellsThatAreMeantAreRead() throws IOException {
        Path file = file("image,note\n1.png,\"" + "x\n".repeat(500_000) + "\"\n2.png,\n");
        Manifest manifest = Manifest.csv(file).images("image").open();
        assertEquals(2, manifest.size());
        assertEquals(2 + 500_001, manifest.line(1));
    }

    @Test
    void manyColumnsAndManyClassesMakeNoLongError() throws IOException {
        String header = IntStream.range(0, 9000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        Path wide = file(header + "\n");
        IllegalArgumentException columns = assertThrows(
                IllegalArgumentException.class,
                () -> Manifest.csv(wide).images("image").open());
        assertTrue(columns.getMessage().endsWith("c18, c19, ..., 9000 in all]"), columns.getMessage());
        Path one = file("image,class\n1.png,other\n");
        IllegalArgumentException classes = assertThrows(IllegalArgumentException.class, () -> Manifest.csv(one)
                .images("image")
                .label("class")
                .classes(IntStream.range(0, 5000).mapToObj(i -> "k" + i).toList())
                .open());
        assertTrue(classes.getMessage().endsWith("k19, ..., 5000 in all], got \"other\""), classes.getMessage());
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        refused(
                "table none has no column",
                () -> Manifest.table(Table.create("none"), folder).images("a").open());
        refused("table none has no column", () -> Manifest.table(Table.create("none"), folder)
                .open());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\t", ";", "|"})
    void theSeparatorOfTheFileIsAdvised(String written) throws IOException {
        String found = written.equals("\\t") ? "\t" : written;
        Path file = file("left" + found + "right\n1" + found + "2\n");
        String names = written.equals("\\t") ? "left\\tright" : "left" + found + "right";
        refused(
                file + " has no column left; there are [" + names
                        + "]; another separator is an argument: Manifest.csv(file, '" + written + "')",
                () -> Manifest.csv(file).images("left").open());
        Manifest manifest =
                Manifest.csv(file, found.charAt(0)).images("left", "right").open();
        assertEquals("2", manifest.text(0, 1));
    }

    @Test
    void aNumberThatWouldBecomeZeroIsRefused() throws IOException {
        Path file = file("image,x\n1.png,0\n2.png,-0.0\n3.png,1e-40\n4.png,1e-50\n");
        refused(
                file + ", line 5, column x: is too small for a 32-bit float and would be 0, got \"1e-50\"",
                () -> Manifest.csv(file).images("image").targets("x").open());
        Path good = file("image,x\n1.png,0\n2.png,-0.0\n3.png,1e-40\n");
        Manifest manifest = Manifest.csv(good).images("image").targets("x").open();
        assertEquals(1e-40, manifest.targets(2)[0], 1e-45);
    }
}
