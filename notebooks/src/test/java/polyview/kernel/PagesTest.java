package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * All Java on the pages compiles and runs, block by block, with the results that the pages show.
 *
 * <p>Maven starts this in {@code target/pages}, where a copy of {@code datasets} lies as in the project's folder, so that what a page writes
 * does not stay in the project.
 */
@Tag("notebooks")
@Timeout(600)
class PagesTest {

    /** What a block may be written in. */
    private static final Set<String> LANGUAGES = Set.of("java", "xml", "sh");

    /** What the pages of the samples leave out; the README and the guides name their imports. */
    static final String SAMPLES_IMPORTS = """
            import org.tensorflow.Operand;
            import org.tensorflow.types.TFloat32;
            import polyview.data.*;
            import polyview.data.augment.*;
            import polyview.data.images.*;
            import polyview.data.loader.*;
            import polyview.data.manifest.*;
            import polyview.datasets.*;
            import polyview.experiments.*;
            import polyview.layers.*;
            import polyview.losses.*;
            import polyview.metrics.*;
            import polyview.models.*;
            import polyview.optimizers.*;
            import polyview.plots.*;
            import polyview.training.*;
            """;

    @BeforeAll
    static void copyTheSamples() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        assertTrue(here.endsWith(Path.of("target", "pages")), () -> "not for writing: " + here);
        try (Stream<Path> old = Files.walk(here)) {
            old.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(here))
                    .forEach(PagesTest::delete);
        }
        Path samples = MarkdownPage.ROOT.resolve("datasets");
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        here.resolve("datasets")
                                .resolve(samples.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicContainer> eachPageRuns() {
        return MarkdownPage.all().stream()
                .filter(page -> !page.blocks("java").isEmpty())
                .map(page -> dynamicContainer(page.toString(), runs(page)));
    }

    /** The pages of the samples beside them are short. */
    static boolean leavesImportsOut(MarkdownPage page) {
        return page.file().startsWith(MarkdownPage.ROOT.resolve("datasets"));
    }

    /** One session for a page, begun with its first block and closed after its last. */
    private static Stream<DynamicNode> runs(MarkdownPage page) {
        PageRun[] session = new PageRun[1];
        Stream<DynamicTest> begin = Stream.of(dynamicTest("begins", () -> {
            session[0] = new PageRun();
            if (leavesImportsOut(page)) {
                session[0].cell(page.blocks().get(0), 1, SAMPLES_IMPORTS);
            }
        }));
        Stream<DynamicTest> blocks =
                page.blocks("java").stream().map(block -> dynamicTest(block.toString(), () -> session[0].run(block)));
        Stream<DynamicTest> end = Stream.of(dynamicTest("ends", () -> session[0].close()));
        return Stream.of(begin, blocks, end).flatMap(tests -> tests);
    }

    /** Nothing escapes by another name: what is in a fence is one of three kinds. */
    @Test
    void noBlockIsLeftOut() throws IOException {
        Map<String, List<MarkdownPage.Block>> byLanguage = MarkdownPage.all().stream()
                .flatMap(page -> page.blocks().stream())
                .collect(Collectors.groupingBy(MarkdownPage.Block::language));
        assertEquals(LANGUAGES, new TreeSet<>(byLanguage.keySet()), byLanguage::toString);
        assertTrue(byLanguage.get("java").size() > 30, byLanguage.get("java")::toString);
    }

    @Test
    void aWrongResultFails() {
        try (PageRun run = new PageRun()) {
            assertEquals(
                    "page, line 2: must give 43, got 42",
                    fails(run, "int v = 6;\nv * 7   // -> 43").getMessage());
            assertEquals(
                    "page, line 1: must give a, got b",
                    fails(run, "System.out.println(\"b\");   // -> a").getMessage());
            assertTrue(fails(run, "int w = unknown;").getMessage().contains("cannot find symbol"));
            assertTrue(fails(run, "if (true) {\n  int u = 1; // -> 1\n}")
                    .getMessage()
                    .startsWith("page, up to line 2:"));
        }
    }

    @Test
    void aProgramThatFailsFails() {
        String program = "public class P { public static void main(String[] a) { System.exit(3); } }";
        try (PageRun run = new PageRun()) {
            assertTrue(fails(run, program).getMessage().contains("ended with 3"));
        }
    }

    @Test
    void aProgramMustPrintTheLinesInTheirOrder() {
        MarkdownPage.Block block = block("say(1);  // -> 1\nsay(2);  // -> 2");
        PageRun.requirePrinted(block, List.of("0", "1", " 2"));
        assertEquals(
                "page:1 java must print 2, printed [2, 1]",
                assertThrows(AssertionError.class, () -> PageRun.requirePrinted(block, List.of("2", "1")))
                        .getMessage());
    }

    private static AssertionError fails(PageRun run, String code) {
        return assertThrows(AssertionError.class, () -> run.run(block(code)));
    }

    private static MarkdownPage.Block block(String code) {
        return new MarkdownPage.Block("page", 1, "java", code);
    }
}
