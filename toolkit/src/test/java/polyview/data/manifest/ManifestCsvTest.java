package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;
import static polyview.data.Refusal.unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("data")
class ManifestCsvTest {

    @TempDir
    Path folder;

    private Path file;

    private ManifestColumns csv(String text) throws IOException {
        return csv(text.getBytes(StandardCharsets.UTF_8));
    }

    private ManifestColumns csv(byte... bytes) throws IOException {
        file = Files.write(folder.resolve("pairs.csv"), bytes);
        return Manifest.csv(file);
    }

    /** As {@code pairs.csv} with the label {@code class}; line 3 has this third cell. */
    private ManifestColumns third(String cell) throws IOException {
        return csv("left,right,class\na,b,7\nc,d," + cell + "\n").images("left", "right");
    }

    private static List<String> texts(Manifest manifest, int input) {
        return IntStream.range(0, manifest.size())
                .mapToObj(row -> manifest.text(row, input))
                .toList();
    }

    private static List<Integer> lines(Manifest manifest) {
        return IntStream.range(0, manifest.size()).mapToObj(manifest::line).toList();
    }

    @Test
    void twoPathColumnsAndALabel() throws IOException {
        Manifest pairs = csv("left,right,class\nl/1.png,r/1.png,same\nl/2.png,r/2.png,other\n")
                .images("left", "right")
                .label("class")
                .open();
        assertEquals(2, pairs.size());
        assertEquals(List.of("left", "right"), pairs.inputs());
        assertEquals(List.of("other", "same"), pairs.classes());
        assertEquals(1, pairs.label(0));
        assertEquals(0, pairs.label(1));
        assertEquals(folder.resolve("r/1.png"), pairs.path(0, "right"));
        assertEquals(folder.resolve("l/2.png"), pairs.path(1, 0));
        assertEquals(file + ", line 3", pairs.where(1));
    }

    @Test
    void pathsAreRelativeToTheFileOrAbsolute() throws IOException {
        Path other = folder.resolve("elsewhere/1.png").toAbsolutePath();
        Manifest manifest = csv("image\na/b/1.png\n../1.png\n" + other + "\n")
                .images("image")
                .open();
        assertEquals(folder.resolve("a/b/1.png"), manifest.path(0, 0));
        assertEquals(folder.resolve("../1.png"), manifest.path(1, 0));
        assertEquals(other, manifest.path(2, 0));
        // A file in the working folder has no parent.
        assertEquals(Path.of(""), new CsvCells(Path.of("pairs.csv"), ',').folder());
    }

    @Test
    void namesWithBlanksUmlautsAndCommas() throws IOException {
        Manifest manifest = csv("bild,art\n\"a, b/grün 1.png\",\"schön, sehr\"\n\"sag \"\"ja\"\".png\",日本\n")
                .images("bild")
                .label("art")
                .open();
        assertEquals(List.of("a, b/grün 1.png", "sag \"ja\".png"), texts(manifest, 0));
        assertEquals(List.of("schön, sehr", "日本"), manifest.classes());
    }

    @Test
    void textStaysAsItIsWritten() throws IOException {
        List<String> odd = List.of("001", "1.0", "1", "TRUE", "NA", "null", "#1", "1e3", "N/A", "-", "'a'");
        String rows = odd.stream().map(c -> c + "," + c + "\n").collect(Collectors.joining());
        Manifest manifest =
                csv("image,class\n" + rows).images("image").label("class").open();
        assertEquals(odd, texts(manifest, 0));
        assertEquals(odd.stream().sorted().toList(), manifest.classes());
        assertEquals(
                odd,
                IntStream.range(0, odd.size())
                        .mapToObj(row -> manifest.classes().get(manifest.label(row)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsAndMarkOfTheOrderOfBytes(String end) throws IOException {
        String text = String.join(end, "\uFEFFleft,class,right", "1,a,2", "", "3,\"b" + end + "c\",4", "5,a,6");
        Manifest manifest = csv(text).images("left", "right").label("class").open();
        assertEquals(List.of("1", "3", "5"), texts(manifest, 0));
        assertEquals(List.of("2", "4", "6"), texts(manifest, 1));
        assertEquals(List.of("a", "b\nc"), manifest.classes());
        assertEquals(List.of(2, 4, 6), lines(manifest));
    }

    @Test
    void mixedLineEndsCountTheSame() throws IOException {
        Manifest manifest = csv("image\r\na\nb\r\n\r\nc\r\r\nd").images("image").open();
        assertEquals(List.of("a", "b", "c", "d"), texts(manifest, 0));
        assertEquals(List.of(2, 3, 5, 7), lines(manifest));
    }

    @Test
    void otherSeparators() throws IOException {
        csv("left;right\na,b;c\n");
        Manifest manifest = Manifest.csv(file, ';').images("left", "right").open();
        assertEquals("a,b", manifest.text(0, 0));
        refused(
                file + " has no column left; there are [left;right]; another separator is an argument: "
                        + "Manifest.csv(file, ';')",
                () -> csv("left;right\na,b;c\n").images("left").open());
        for (char separator : new char[] {'"', '\n', '\r'}) {
            refused("separator must not be a quote or a line end", () -> Manifest.csv(file, separator));
        }
    }

    @Test
    void randomCellsComeBackFromTheirLines() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        String alphabet = "ab/ü\",\n;#'é猫\\ ";
        StringBuilder text = new StringBuilder("a,skipped,b\n");
        List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>());
        List<Integer> lines = new ArrayList<>();
        for (int row = 0; row < 2000; row++) {
            lines.add(1 + (int) text.chars().filter(c -> c == '\n').count());
            List<String> cells = Stream.generate(() -> random.ints(random.nextInt(9), 0, alphabet.length())
                            .mapToObj(i -> alphabet.substring(i, i + 1))
                            .collect(Collectors.joining("", "x", "y")))
                    .limit(3)
                    .toList();
            expected.get(0).add(cells.get(0));
            expected.get(1).add(cells.get(2));
            text.append(cells.stream()
                            .map(c -> c.matches("[^\",\n]*") && random.nextBoolean()
                                    ? c
                                    : "\"" + c.replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        Manifest manifest = csv(text.toString()).images("a", "b").open();
        assertEquals(expected.get(0), texts(manifest, 0));
        assertEquals(expected.get(1), texts(manifest, 1));
        assertEquals(lines, lines(manifest));
    }

    @Test
    void targetsAreNumbers() throws IOException {
        Manifest manifest = csv("image,y,x\n1,0.1,-2\n2, 1e3 ,+.5\n3,3.4028235e38,7.\n")
                .images("image")
                .targets("x", "y")
                .open();
        assertEquals(List.of("x", "y"), manifest.targetNames());
        assertArrayEquals(new float[] {-2, 0.1f}, manifest.targets(0));
        assertArrayEquals(new float[] {0.5f, 1000}, manifest.targets(1));
        assertArrayEquals(new float[] {7, Float.MAX_VALUE}, manifest.targets(2));
        assertEquals(List.of(), manifest.classes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "Infinity", "-Infinity", "1f", "0x1p3", "1,5,0", "1e", "--1", "12 kg"})
    void whatIsNoNumber(String cell) throws IOException {
        ManifestColumns columns = third("\"" + cell + "\"").targets("class");
        refused(file + ", line 3, column class: must be a number, got \"" + cell + "\"", columns::open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "nan", "NA", "N/A", "null", "None", "-", "?"})
    void aMissingNumberIsNotZero(String cell) throws IOException {
        ManifestColumns columns = third("\"" + cell + "\"").targets("class");
        refused(
                file + ", line 3, column class: must be a number, got \"" + cell
                        + "\": a missing number is not 0, fill it or leave the row out",
                columns::open);
    }

    @Test
    void aDecimalCommaIsNoPoint() throws IOException {
        ManifestColumns columns = third("\"-1,5\"").targets("class");
        refused(
                file + ", line 3, column class: must be a number, got \"-1,5\": with a decimal point, as -1.5",
                columns::open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e39", "-1e39", "1e400"})
    void whatNoFloatHolds(String cell) throws IOException {
        ManifestColumns columns = third(cell).targets("class");
        refused(
                file + ", line 3, column class: must be a number within 32-bit floats, got \"" + cell + "\"",
                columns::open);
    }

    @Test
    void cellsAreChecked() throws IOException {
        refuses(third("").label("class"), ", line 3, column class: must not be empty");
        refuses(third(" x").label("class"), ", line 3, column class: must not begin or end with a blank, got \" x\"");
        refuses(
                third("\"x\n\"").label("class"),
                ", line 3, column class: must not begin or end with a blank, got \"x\\n\"");
        refuses(
                third("8").label("class").classes("7", "9"),
                ", line 3, column class: must be one of [7, 9], got \"8\"");
        ManifestColumns pairs = csv("left,right\n\"a\nb\",c\nd,\n").images("left", "right");
        refuses(pairs, ", line 4, column right: must not be empty");
        refuses(
                csv("left,right\na, b\n").images("left", "right"),
                ", line 2, column right: must not begin or end with a blank, got \" b\"");
        String long_ = " " + "x".repeat(100);
        refuses(
                csv("image\n" + long_ + "\n").images("image"),
                ", line 2, column image: must not begin or end with a blank, got \"" + long_.substring(0, 80)
                        + "...\"");
    }

    private void refuses(ManifestColumns columns, String message) {
        refused(file + message, columns::open);
    }

    @Test
    void rowsHaveTheCellsOfTheHeader() throws IOException {
        refuses(csv("a,b,c\n1,2,3\n4,5\n").images("a"), ", line 3: must have 3 cells as the header has, got 2");
        refuses(csv("a,b\n1,2\n\n4,5,6\n").images("a"), ", line 4: must have 2 cells as the header has, got 3");
        refuses(csv("a\n1\n4,5\n").images("a"), ", line 3: must have one cell as the header has, got 2");
        refuses(csv("a,b\n1,2\n   \n").images("a"), ", line 3: must have 2 cells as the header has, got 1");
        refuses(csv("a,b\n1,2\n" + ",".repeat(20_000) + "\n").images("a"), ", line 3: more than 10000 cells");
    }

    @Test
    void quotesAreClosed() throws IOException {
        refuses(csv("a,b\n1,2\n3,\"4\n5,6\n7,8\n").images("a"), ", line 3: a quote is left open");
        refuses(csv("a,b\n1,2\n\"3,4\n5,6\n7,8").images("a"), ", line 3: a quote is left open");
        refuses(csv("a,\"b\n1,2\n").images("a"), ", line 1: a quote is left open");
        refuses(csv("a,b\n1,2\n3,\"").images("a"), ", line 3: a quote is left open");
        String large = "1,2\n".repeat(200_000);
        refuses(csv("a,b\n\"1,2\n" + large).images("a"), ", line 2: a quote is left open");
        refuses(
                csv("a,b\n1,2\n3,\"4\" 5\n5,6\n").images("a"),
                ", line 3: text after the closing quote of a cell; a quote inside of quotes is written twice");
    }

    @Test
    void thereAreRows() throws IOException {
        refuses(csv("").images("a"), " is empty");
        refuses(csv("\uFEFF").images("a"), " is empty");
        refuses(csv("\n\r\n\n").images("a"), " is empty");
        refuses(csv("a,b").images("a"), " has a header and no row");
        refuses(csv("a,b\n\n\n").images("a"), " has a header and no row");
    }

    @Test
    void theHeaderHasTheColumns() throws IOException {
        ManifestColumns columns = csv("left,class\na,b\n");
        refuses(columns.images("left", "right"), " has no column right; there are [left, class]");
        refuses(columns.images("left").label("kind"), " has no column kind; there are [left, class]");
        refuses(columns.images("left").targets("x"), " has no column x; there are [left, class]");
        refuses(csv("left,class,left\na,b,c\n").images("left"), ", line 1: two columns are named left");
        refuses(csv("\n\nleft,class,left\na,b,c\n").images("left"), ", line 3: two columns are named left");
        // An index without a name, as some programs write it.
        assertEquals("a", csv(",left\n0,a\n").images("left").open().text(0, 0));
    }

    @Test
    void optionsFitTogether() throws IOException {
        ManifestColumns none = csv("left,right,class\na,b,c\n");
        refused(
                "images must be named, as in images(\"left\", \"right\"); " + file + " has [left, right, class]",
                none::open);
        ManifestColumns columns = none.images("left", "right");
        refused("images must differ, got [left, left]", () -> none.images("left", "left"));
        refused("targets must differ, got [x, x]", () -> columns.targets("x", "x"));
        refused("classes must differ, got [a, a]", () -> columns.classes("a", "a"));
        refused("classes must not be empty", () -> columns.classes());
        refused("classes needs label", () -> columns.classes("c").open());
        refused("classes needs label", () -> columns.targets("x").classes("a").open());
        refused("column left must have one use, got two", () -> columns.label("left"));
        refused("column x must have one use, got two", () -> none.targets("x").images("x"));
    }

    @Test
    void optionsLeaveTheOldOnesAsTheyAre() throws IOException {
        ManifestColumns columns = csv("a,b\n1,2\n").images("a");
        columns.label("b");
        assertEquals(List.of(), columns.open().classes());
    }

    @Test
    void whatIsNoTextIsUnreadable() throws IOException {
        unreadable(
                "cannot read " + folder + ": it is not a file",
                () -> Manifest.csv(folder).images("a").open());
        Path none = folder.resolve("none.csv");
        unreadable(
                "cannot read " + none + ": there is no such file",
                () -> Manifest.csv(none).images("a").open());
        ManifestColumns latin =
                csv("a\ngrün\n".getBytes(StandardCharsets.ISO_8859_1)).images("a");
        unreadable("cannot read " + file + ": it is not text in UTF-8", latin::open);
        ManifestColumns late = csv(("a\n" + "x\n".repeat(200_000) + "ü").getBytes(StandardCharsets.ISO_8859_1))
                .images("a");
        unreadable("cannot read " + file + ": it is not text in UTF-8", late::open);
        ManifestColumns wide = csv("a\nb\n".getBytes(StandardCharsets.UTF_16)).images("a");
        unreadable("cannot read " + file + ": it is not text in UTF-8", wide::open);
        ManifestColumns zero = csv("a\nb\0\n").images("a");
        unreadable("cannot read " + file + ": it is not text: it holds a zero byte", zero::open);
    }

    @Test
    void classesInAnOrderOfOnesOwn() throws IOException {
        Manifest manifest = csv("image,class\n1,b\n2,a\n3,b\n")
                .images("image")
                .label("class")
                .classes("c", "b", "a")
                .open();
        assertEquals(List.of("c", "b", "a"), manifest.classes());
        assertEquals(
                List.of(1, 2, 1),
                IntStream.range(0, 3).mapToObj(manifest::label).toList());
        assertEquals("{c=0, b=2, a=1}", manifest.classCounts().toString());
    }
}
