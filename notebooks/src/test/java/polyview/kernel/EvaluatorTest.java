package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("notebooks")
@Timeout(300)
class EvaluatorTest {
    private static final List<String> WARNINGS = new ArrayList<>();
    private static Evaluator evaluator;
    private static int number;

    @BeforeAll
    static void start() {
        evaluator = new Evaluator(new CellThread(Duration.ofSeconds(20)), WARNINGS::add);
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    private static Optional<Object> run(String source) {
        return evaluator.run(new Cell(++number, source), Function.identity());
    }

    private static CellError fails(String source) {
        return assertThrows(CellError.class, () -> run(source));
    }

    /** The traceback without colours. */
    private static String shown(CellError error) {
        return String.join("\n", error.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void theValueIsTheObjectOfTheLastExpression() {
        assertEquals(Optional.of(42), run("int v1 = 6;\nint v2 = 7;\n\nv1 * v2"));
        assertEquals(Optional.of(List.of(1, 2)), run("var v3 = List.of(1, 2); // an import of the kernel\nv3"));
        assertEquals(Optional.of(List.of(2, 4)), run("v3.stream()\n  .map(i -> 2 * i)\n  .toList()\n// the end"));
    }

    @Test
    void statementsDeclarationsAssignmentsAndNullHaveNoValue() {
        assertEquals(Optional.empty(), run("int w1 = 3;"));
        assertEquals(Optional.empty(), run("w1 = 4"));
        assertEquals(Optional.empty(), run("Object w2 = null;\nw2"));
        assertEquals(Optional.empty(), run("new ArrayList<String>().clear()"));
        assertEquals(Optional.empty(), run("w1;\nif (w1 > 0) { w1++; }"));
        assertEquals(Optional.empty(), run("// only a comment\n"));
        assertEquals(Optional.empty(), run("  \n"));
    }

    @Test
    void aClassMayUseOneThatFollowsInTheSameCell() {
        assertEquals(
                Optional.of(5),
                run("class Early extends Late { int six() { return five() + 1; } }\n"
                        + "class Late { int five() { return 5; } }\nnew Early().five()"));
    }

    @Test
    void anExceptionTellsAllCausesAndTheLinesOfTheCells() {
        run("\n\nint divide(int by) {\n"
                + "  try {\n"
                + "    return 1 / by;\n"
                + "  } catch (ArithmeticException e) {\n"
                + "    throw new IllegalStateException(\"no quotient\", new IOException(\"middle\", e));\n"
                + "  }\n"
                + "}");
        int first = number;
        CellError error = fails("int e1 = 1;\n\nint e2 =\n  divide(0);");
        assertEquals("IllegalStateException", error.name());
        assertEquals("no quotient (root cause: ArithmeticException: / by zero)", error.value());
        assertEquals(
                "IllegalStateException: no quotient (root cause: ArithmeticException: / by zero)\n"
                        + "    at cell " + first
                        + ", line 7, in divide: throw new IllegalStateException(\"no quotient\", new IOException(\"middle\", e));\n"
                        + "    at cell " + number + ", line 4: divide(0);\n"
                        + "Caused by: java.io.IOException: middle\n"
                        + "    at cell " + first
                        + ", line 7, in divide: throw new IllegalStateException(\"no quotient\", new IOException(\"middle\", e));\n"
                        + "Caused by: java.lang.ArithmeticException: / by zero\n"
                        + "    at cell " + first + ", line 5, in divide: return 1 / by;",
                shown(error));
        assertEquals(Optional.of(1), run("e1"), "what ran before the exception stays");
    }

    @Test
    void libraryFramesAreCutToWhereItWasThrown() {
        String shown = shown(fails("List.of(1).stream()\n  .map(i -> List.of().iterator().next())\n  .toList()"));
        List<String> lines = shown.lines().toList();
        assertEquals("NoSuchElementException: ", lines.get(0));
        assertTrue(lines.get(1).startsWith("    at java.util.ImmutableCollections"), shown);
        assertTrue(shown.contains("    at cell " + number + ", line 2, in lambda: .map("), shown);
        assertTrue(lines.get(lines.size() - 1).startsWith("    at cell " + number + ", line "), shown);
        assertTrue(lines.size() < 9, shown);
    }

    @Test
    void anExceptionOfACellsOwnClassAndErrorsAreToldToo() {
        assertEquals(
                "MyTrouble: mine",
                fails("class MyTrouble extends Exception { MyTrouble() { super(\"mine\"); } }\nthrow new MyTrouble();")
                        .traceback()
                        .get(0)
                        .replaceAll("\u001b\\[[0-9;]*m", ""));
        assertEquals(
                "StackOverflowError",
                fails("int down(int n) { return down(n + 1); }\ndown(0)").name());
        assertEquals(
                "(root cause: IOException: deep)",
                fails("throw new RuntimeException((String) null, new IOException(\"deep\"));")
                        .value());
    }

    @Test
    void aCompileErrorShowsLineCaretAndThatNothingRan() {
        CellError error = fails("\nint c1 = unknown + 1;");
        assertEquals(CellError.COMPILATION, error.name());
        assertEquals("line 2: cannot find symbol: variable unknown", error.value());
        assertEquals(
                "CompilationError: line 2: cannot find symbol: variable unknown\n"
                        + "    2 | int c1 = unknown + 1;\n"
                        + "      |          ^^^^^^^\n"
                        + "Nothing of this cell was run.",
                shown(error));
    }

    @Test
    void aCompileErrorInTheMiddleSaysWhatWasRun() {
        CellError error = fails("int m1 = 1;\nm1 = 2;\n\nString m2 = m1;\nm1 = 3;");
        assertTrue(error.value().startsWith("line 4: incompatible types: int cannot be converted to"), error.value());
        assertTrue(
                shown(error).endsWith("What stands before line 4 was run; from line 4 on nothing was."), shown(error));
        assertEquals(Optional.of(2), run("m1"));
    }

    @Test
    void textThatIsNoJavaIsRefusedBeforeAnythingRuns() {
        run("int s1 = 1;");
        CellError error = fails("s1 = 2;\nfor (int i = 0; i < 3; i++ {\n  s1++;\n}");
        assertTrue(error.value().startsWith("line 2: "), error.value());
        assertTrue(shown(error).endsWith("Nothing of this cell was run."), shown(error));
        error = fails("s1 = 3;\nvoid open() {\n");
        assertEquals(CellError.COMPILATION, error.name());
        assertTrue(shown(error).contains("Nothing of this cell was run."), shown(error));
        assertEquals(Optional.of(1), run("s1"));
    }

    @Test
    void aDeclarationThatLacksAnotherFailsOrWarns() {
        assertEquals(
                "line 2: class Orphan lacks class Parent",
                fails("int d1 = 1;\nclass Orphan extends Parent {}").value());
        WARNINGS.clear();
        run("int caller() {\n  return callee();\n}");
        assertEquals(List.of("Line 1: method caller() cannot run before there is method callee().\n"), WARNINGS);
        assertTrue(fails("caller()").value().endsWith("cannot run before there is method callee()"));
        run("int callee() { return 9; }");
        assertEquals(Optional.of(9), run("caller()"));
    }

    /** As in a layer of your own: JShell takes the class, and would only say later that it is not there. */
    @Test
    void aWrongCallInTheBodyOfAClassIsToldWithItsLine() {
        CellError error = fails("int e1 = 1;\nclass Wrong {\n  int root() {\n    return Math.sqrt(1, 2);\n  }\n}");
        assertEquals(
                "line 4: method sqrt in class java.lang.Math cannot be applied to given types: required: double: found:"
                        + " int,int: reason: actual and formal argument lists differ in length",
                error.value());
        assertTrue(shown(error).contains("    4 |     return Math.sqrt(1, 2);"), shown(error));
        assertTrue(shown(error).endsWith("The rest of this cell was run."), shown(error));
        assertEquals(Optional.of(1), run("e1"));
        assertTrue(fails("class Wronger {\n  int one() { return \"a\"; }\n}")
                .value()
                .startsWith("line 2: incompatible types"));
    }

    @Test
    void aTypeDeclaredAnewWarnsOfTheVariablesThatItResets() {
        run("class Kept { int size = 1; }\nKept kept = new Kept();\nint other = 3;");
        WARNINGS.clear();
        run("class Kept { int size = 1; }");
        assertEquals(List.of(), WARNINGS, "the same text changes nothing");
        assertEquals(Optional.of(1), run("kept.size"));
        run("\nclass Kept { int size = 2; }\nint more = 4;");
        assertEquals(List.of("Line 2 declares a type anew, and so these variables of it are reset: kept.\n"), WARNINGS);
        assertEquals(Optional.empty(), run("kept"));
        assertEquals(Optional.of(3), run("other"));
    }

    @Test
    void anErrorWhileTheValueIsShownIsTheCells() {
        CellError error = assertThrows(
                CellError.class,
                () -> evaluator.run(new Cell(++number, "5"), value -> {
                    throw new IllegalArgumentException("cannot draw " + value, new IllegalStateException("why"));
                }));
        assertEquals("IllegalArgumentException", error.name());
        assertEquals("cannot draw 5 (root cause: IllegalStateException: why)", error.value());
    }

    @Test
    void theDefaultImportsOfIJavaAndMoreAreThere() {
        assertEquals(
                Optional.of("[ArrayList, File, BigDecimal, URI, TimeUnit, Preferences, Pattern]"),
                run(
                        "List.of(ArrayList.class, File.class, BigDecimal.class, URI.class, TimeUnit.class, Preferences.class,"
                                + " Pattern.class).stream().map(Class::getSimpleName).toList().toString()"));
        assertEquals(
                Optional.of("[Path, Duration, Supplier, IntStream]"),
                run("List.of(Path.class, Duration.class, Supplier.class, IntStream.class).stream()"
                        + ".map(Class::getSimpleName).toList().toString()"));
    }

    @Test
    void aCellMayDeclareAMethodThatTheKernelHasToo() {
        assertEquals(Optional.of("mine 1"), run("String eval(int n) { return \"mine \" + n; }\neval(1)"));
        assertEquals(Optional.of("my a"), run("String display(Object o) { return \"my \" + o; }\ndisplay(\"a\")"));
    }

    @Test
    void cellsRunOnOneDaemonThreadOfTheirOwn() {
        Object thread = run("Thread.currentThread()").orElseThrow();
        assertEquals(Optional.of(thread), run("int t1 = 0;\nThread.currentThread()"));
        assertEquals(Optional.of(true), run("Thread.currentThread().isDaemon()"));
    }
}
