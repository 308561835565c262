package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("notebooks")
@Timeout(300)
class CompletionTest {
    @TempDir
    static Path sources;

    private static Evaluator evaluator;
    private static Completion completion;

    @BeforeAll
    static void start() {
        evaluator = new Evaluator(new CellThread(Duration.ofSeconds(1)), text -> {});
        completion = new Completion(evaluator.analysis(), evaluator.magics()::names);
        evaluator.run(
                new Cell(1, "int threshold = 3; String label = \"a\";\nint twice(int of) { return 2 * of; }"),
                Function.identity());
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    /** The code before the cursor, completed by the suggestion that begins with a text. */
    private static String completed(String before, String suggestion) {
        ReplacementOptions options = completion.complete(before, before.length());
        String text = options.getReplacements().stream()
                .filter(r -> r.startsWith(suggestion))
                .findFirst()
                .orElseThrow(() -> new AssertionError(options.getReplacements()));
        return before.substring(0, options.getSourceStart()) + text + before.substring(options.getSourceEnd());
    }

    private static String inspected(String code, int at) {
        DisplayData data = new Inspection(evaluator, new SourceComments(List.of(sources)))
                .inspect(code, at)
                .orElseThrow();
        return (String) data.getData(MIMEType.TEXT_PLAIN);
    }

    @Test
    void membersVariablesAndTypesAreCompleted() {
        assertEquals("int x = label.length()", completed("int x = label.len", "length("));
        assertEquals("thresho".length(), completion.complete("thresho", 7).getSourceEnd());
        assertEquals("threshold", completed("thresho", "threshold"));
        assertEquals("System.out.println(", completed("System.out.printl", "println("));
        assertEquals("new ArrayList", completed("new ArrayLi", "ArrayList").replaceAll("[(<].*", ""));
    }

    @Test
    void statementsBeforeTheCursorAreKnownThoughTheyDidNotRun() {
        assertEquals(
                "var fresh = new StringBuilder();\nfresh.append(",
                completed("var fresh = new StringBuilder();\nfresh.app", "append("));
        assertEquals(
                "import java.util.regex.*;\n\nlabel.length()",
                completed("import java.util.regex.*;\n\nlabel.len", "length("));
        assertEquals(
                "int own() { return 1; }\nlabel.length()", completed("int own() { return 1; }\nlabel.len", "length("));
    }

    @Test
    void whatFitsNothingGivesNoSuggestions() {
        assertTrue(completion.complete("label.zzz", 9).getReplacements().isEmpty());
        assertTrue(completion.complete("", 0).getSourceEnd() == 0);
    }

    @Test
    void methodsTypesAndVariablesAreInspected() {
        assertEquals("int threshold", inspected("threshold + 1", 3));
        assertTrue(inspected("label.length()", 8).contains("int String.length()"), inspected("label.length()", 8));
        assertTrue(
                inspected("int y = 1;\nMath.max(1, 2)", 18).contains("int Math.max(int a, int b)")
                        || inspected("int y = 1;\nMath.max(1, 2)", 18).contains("Math.max(int"),
                inspected("int y = 1;\nMath.max(1, 2)", 18));
        assertTrue(inspected("twice(", 6).contains("int twice(int"), inspected("twice(", 6));
        assertTrue(inspected("String s", 3).contains("String"), inspected("String s", 3));
        assertTrue(new Inspection(evaluator, new SourceComments(List.of(sources)))
                .inspect("nothingOfThatName", 5)
                .isEmpty());
    }

    @Test
    void aConsoleLearnsWhetherMoreMustFollow() {
        assertEquals("complete", completion.state("int a = 1;"));
        assertEquals("complete", completion.state(""));
        assertEquals("    ", completion.state("if (true) {"));
        assertEquals("  ", completion.state("if (true) {\n  int b = 1;"));
        assertEquals("invalid", completion.state("} {"));
    }

    @Test
    void commentsBecomeHtmlAndText() {
        String comment = "Halves {@code a<b>} &amp; <i>more</i>.\n @param x the {@link String}\n @return half";
        assertEquals("Halves a<b> & more.\n\nparam: x the String\n\nreturn: half", Javadoc.text(comment));
        String html = Javadoc.html(comment);
        assertTrue(html.contains("<code>a&lt;b&gt;</code>"), html);
        assertTrue(html.contains("<br><b>param</b> x"), html);
        assertFalse(html.contains("{@"), html);
    }

    @Test
    void commentsAreReadFromSources() throws IOException {
        Files.writeString(sources.resolve("Frame.java"), """
                package made.up;
                /** A frame. */
                public final class Frame<T> {
                    /** The unit. */
                    public static final int UNIT = 1;
                    /** Makes one. */
                    public Frame(java.util.List<? extends T> parts) {}
                    public Frame() {}
                    /** Cuts by a factor. */
                    public <S> Frame<S> cut(float[] by, long... at) { return null; }
                    /** Cuts in half. */
                    public void cut() {}
                    /** Inside. */
                    public record Part(int size) {
                        /** Twice. */
                        public int twice() { return 2 * size; }
                    }
                }
                """);
        SourceComments comments = new SourceComments(List.of(sources, sources.resolve("not there")));
        assertEquals(
                Optional.of("A frame."), comments.comment("made.up.Frame<T>").map(String::strip));
        assertEquals(
                Optional.of("Makes one."),
                comments.comment("Frame<T>(List<? extends T> parts)").map(String::strip));
        assertEquals(Optional.of("A frame."), comments.comment("Frame<T>()").map(String::strip));
        assertEquals(
                Optional.of("Cuts by a factor."),
                comments.comment("Frame<S> Frame<T>.<S>cut(float[] by, long... at)")
                        .map(String::strip));
        assertEquals(
                Optional.of("Cuts in half."),
                comments.comment("void Frame<T>.cut()").map(String::strip));
        assertEquals(
                Optional.of("The unit."), comments.comment("Frame<T>.UNIT:int").map(String::strip));
        assertEquals(
                Optional.of("Inside."), comments.comment("Frame.Part(int size)").map(String::strip));
        assertEquals(
                Optional.of("Twice."),
                comments.comment("int Frame.Part.twice()").map(String::strip));
        assertEquals(Optional.empty(), comments.comment("int String.length()"));
    }
}
