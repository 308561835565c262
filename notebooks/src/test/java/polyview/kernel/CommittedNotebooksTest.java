package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The notebooks as they are committed: run from top to bottom, with their claims, and of no machine in particular. */
class CommittedNotebooksTest {

    /** Folders that only one machine has, of all systems. */
    private static final Pattern OWN_PATH =
            Pattern.compile("(?<![\\w.])/(home|root|tmp|work|Users|var|opt|mnt|private)/[\\w.-]+|[A-Z]:\\\\\\\\?\\w+");

    /** A line of code has fewer columns than this: wider ones are cut or scrolled where a page is narrow. */
    private static final int COLUMNS = 90;

    /** A number of a table's cell with more decimals than anyone reads. */
    private static final Pattern LONG_NUMBER = Pattern.compile(">\\s*-?\\d+\\.\\d{5,}(e-?\\d+)?\\s*</td>");

    @TestFactory
    Stream<DynamicTest> areWholeAndOfNoMachine() throws IOException {
        List<Path> notebooks = NotebooksIT.notebooks(Launcher.NOTEBOOKS);
        assertFalse(notebooks.isEmpty());
        return notebooks.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }

    private static void check(Path path) throws IOException {
        Page page = Page.read(path);
        Matcher own = OWN_PATH.matcher(Files.readString(path));
        List<Page.Cell> code = page.codeCells();
        Page.Cell last = code.get(code.size() - 1);
        assertAll(
                () -> assertEquals("java", page.kernel()),
                () -> assertFalse(own.find(), () -> "a path of one machine: " + own.group()),
                () -> assertEquals(
                        IntStream.rangeClosed(1, code.size()).boxed().toList(),
                        code.stream().map(Page.Cell::count).toList(),
                        "run from top to bottom, each cell once"),
                () -> assertTrue(
                        page.outputs().stream().noneMatch(o -> Page.type(o).equals("error")), "no cell failed"),
                () -> assertTrue(
                        code.stream().noneMatch(c -> c.source().lines().anyMatch(l -> l.startsWith("%"))),
                        "no magics, which other kernels do not have"),
                () -> assertEquals(
                        List.of(),
                        code.stream()
                                .flatMap(c -> c.source().lines())
                                .filter(l -> l.codePointCount(0, l.length()) >= COLUMNS)
                                .toList(),
                        "no line of code has " + COLUMNS + " columns or more"),
                () -> assertEquals(
                        List.of(),
                        page.outputs().stream()
                                .filter(o -> o.has("data")
                                        && o.getAsJsonObject("data").has("text/html"))
                                .map(o -> Page.text(o.getAsJsonObject("data").get("text/html")))
                                .flatMap(html -> LONG_NUMBER.matcher(html).results())
                                .map(MatchResult::group)
                                .toList(),
                        "no number of a table has more than four decimals"),
                () -> assertTrue(
                        page.cells().get(0).source().contains("**The answer"), "the first cell gives the answer"),
                () -> assertTrue(last.source().contains("claim("), "the last cell claims what the text says"),
                () -> assertTrue(
                        StableText.of(last).stream().anyMatch(t -> t.contains("holds: ")),
                        "the last cell says that its claims hold"));
    }
}
