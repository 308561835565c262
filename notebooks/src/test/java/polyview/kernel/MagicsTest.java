package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Magics of local files: each test has a kernel of its own, and jars that it makes. */
@Tag("notebooks")
@Timeout(300)
class MagicsTest {
    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Evaluator evaluator;
    private NotebookKernel kernel;
    private MadeJars made;
    private int number;

    @BeforeEach
    void start() {
        made = new MadeJars(folder);
        evaluator = new Evaluator(new CellThread(Duration.ofSeconds(5)), warnings::add, () -> shown::add);
        kernel = new NotebookKernel(evaluator, new SourceComments(List.of()), new Outbox(message -> {}), () -> {});
        kernel.onStartup();
    }

    @AfterEach
    void stop() {
        kernel.onShutdown(false);
        evaluator.close();
    }

    private Optional<Object> run(String source) {
        return evaluator.run(new Cell(++number, source), Function.identity());
    }

    private CellError fails(String source) {
        return assertThrows(CellError.class, () -> run(source));
    }

    private static String text(CellError error) {
        return String.join("\n", error.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void aJarIsThereForWhatFollowsInTheCell() throws IOException {
        made.jar(folder.resolve("lib/one.jar"), "One", 41);
        made.jar(folder.resolve("lib/two.jar"), "Two", 42);
        assertEquals(
                Optional.of(84),
                run("int a = 1;\n  %jars " + folder + "/lib/*.jar\nimport made.*;\nOne.value() + a + Two.value()"));
        assertEquals(List.of("Added 2 jars: one.jar, two.jar"), shown);
        assertEquals(Optional.of(42), run("made.Two.value()"));
        run("%jars " + folder + "/lib/one.jar");
        assertEquals("Nothing to add: the class path has all of it.", shown.get(1));
    }

    @Test
    void aFolderStandsForItsJarsOrForItsClasses() throws IOException {
        made.jar(folder.resolve("with blanks/one.jar"), "One", 1);
        Path classes = made.classes("Three", "public class Three { public static int value() { return 3; } }");
        assertEquals(Optional.of(1), run("%jars \"" + folder + "/with blanks\"\nmade.One.value()"));
        assertEquals(Optional.of(3), run("%classpath " + classes + "\nmade.Three.value()"));
        assertEquals("Added 1 entry: " + classes.getFileName(), shown.get(1));
    }

    @Test
    void theResultOfAMagicCanBeAssigned() throws IOException {
        Path jar = made.jar(folder.resolve("one.jar"), "One", 1);
        assertEquals(
                Optional.of(List.of(jar.toString())), run("int b = 2;\nList<String> added = %jars " + jar + "\nadded"));
        assertEquals(Optional.of(List.of()), run("lineMagic(\"jars\", List.of(\"" + jar + "\"))"));
        run("getKernelInstance().addToClasspath(\"" + made.jar(folder.resolve("two.jar"), "Two", 2) + "\")");
        assertEquals(Optional.of(2), run("made.Two.value()"));
    }

    @Test
    void aPathThatIsNotThereFailsAndNothingBehindItRuns() {
        run("int c = 1;");
        CellError error = fails("c = 2;\n%jars " + folder + "/none/*.jar\nc = 3;");
        assertEquals("MagicError", error.name());
        assertEquals("line 2: %jars: there is no " + folder + "/none/*.jar", error.value());
        assertTrue(text(error).contains("    2 | %jars "), text(error));
        assertTrue(text(error).endsWith("What stands before line 2 was run; from line 2 on nothing was."), text(error));
        assertEquals(Optional.of(2), run("c"));
        assertEquals(
                "line 1: %classpath: there is no nowhere in " + Path.of("").toAbsolutePath(),
                fails("%classpath nowhere").value());
        assertEquals(
                "line 1: %jars: %jars needs a path, such as %jars lib/*.jar",
                fails("%jars").value());
    }

    @Test
    void anUnknownMagicIsRefusedBeforeAnythingRuns() {
        run("int d = 1;");
        CellError error = fails("d = 2;\n%foo bar");
        assertEquals(
                "line 2: %foo: there is no such magic; there are %addMavenDependencies, %addMavenDependency,"
                        + " %addMavenRepo, %classpath, %jars, %loadFromPOM, %maven, %mavenRepo, %%loadFromPOM",
                error.value());
        assertTrue(text(error).endsWith("Nothing of this cell was run."), text(error));
        assertEquals(Optional.of(1), run("d"));
        assertTrue(fails("%%bash\nls -l").value().startsWith("line 1: %%bash: there is no such magic; there are %add"));
        assertEquals(
                "line 2: %%loadFromPOM: it must stand in the first line of its cell",
                fails("d = 3;\n%%loadFromPOM\n").value());
    }

    @Test
    void aRemainderIsNoMagic() throws IOException {
        Path jar = made.jar(folder.resolve("one.jar"), "One", 1);
        assertEquals(Optional.of(2), run("int total = 17, count = 5, jars = 3;\nint r = total\n%count;\nr"));
        assertEquals(Optional.of(2), run("total\n  % 5"));
        assertEquals(Optional.of(2), run("total\n%jars"));
        assertEquals(Optional.of(5), run("total\n%jars + 3"));
        assertEquals(Optional.of(3), run("Math.max(total\n%jars, 3)"));
        assertEquals(Optional.of(2), run("int rest() {\n  return total\n%count;\n}\nrest()"));
        assertEquals(Optional.of("%jars a b\n%foo\n"), run("String t = \"\"\"\n%jars a b\n%foo\n\"\"\";\nt"));
        assertEquals(Optional.of(1), run("/* of old:\n%foo bar\n*/\n// and\n%jars " + jar + "\nmade.One.value()"));
    }

    @Test
    void aMagicMayFollowAnExpressionWithoutASemicolon() throws IOException {
        Path jar = made.jar(folder.resolve("one.jar"), "One", 1);
        assertEquals(Optional.of(1), run("\"\".length()\n%jars " + jar + "\nmade.One.value()"));
        assertEquals(Optional.empty(), run("1 + 1\n%jars " + jar));
        assertTrue(text(fails("1 + 1\n%foo bar")).contains("end that with a semicolon"));
    }

    @Test
    void linesOfErrorsCountTheMagicsToo() throws IOException {
        Path jar = made.jar(folder.resolve("one.jar"), "One", 1);
        CellError error = fails("int e = 1;\n%jars " + jar + "\n\nint f = unknown;");
        assertEquals("line 4: cannot find symbol: variable unknown", error.value());
        assertTrue(text(error).contains("    4 | int f = unknown;\n      |         ^^^^^^^"), text(error));
        error = fails("%jars " + jar + "\nint g = 0;\nint h = 1 +\n  made.One.value() / g;");
        assertTrue(text(error).contains("    at cell " + number + ", line 4: made.One.value() / g;"), text(error));
    }

    @Test
    void anExtensionInAnAddedJarShowsItsTypesInTheCells() throws IOException {
        Path classes = made.classes("Shown", """
                import org.dflib.jjava.jupyter.Extension;
                import org.dflib.jjava.jupyter.kernel.BaseKernel;
                import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
                public class Shown implements Extension {
                    @Override public void install(BaseKernel kernel) {
                        kernel.getRenderer().createRegistration(Shown.class).preferring(MIMEType.TEXT_HTML).register(
                            (shown, context) -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>shown</b>"));
                        kernel.getMagicsRegistry().registerLineMagic("shout", (k, words) -> {
                            System.setProperty("polyview.test.shout", String.join(" ", words));
                            return null;
                        });
                    }
                }
                """);
        Path jar = made.jar(
                folder.resolve("shown.jar"),
                classes,
                Map.of("META-INF/services/org.dflib.jjava.jupyter.Extension", "made.Shown"));
        run("%jars " + jar);
        assertEquals("<b>shown</b>", kernel.eval("new made.Shown()").getData(MIMEType.TEXT_HTML));
        run("%shout 'so it' is");
        assertEquals("so it is", System.clearProperty("polyview.test.shout"));
        assertEquals(
                Optional.of(true),
                run("ServiceLoader.load(org.dflib.jjava.jupyter.Extension.class).stream()\n"
                        + "  .anyMatch(p -> p.type() == made.Shown.class)"));
        assertEquals(List.of(), warnings);
    }

    @Test
    void anExtensionThatDoesNotFitIsToldAndTheJarIsThere() throws IOException {
        Path classes = made.classes("Bad", """
                public class Bad implements org.dflib.jjava.jupyter.Extension {
                    @Override public void install(org.dflib.jjava.jupyter.kernel.BaseKernel kernel) {
                        throw new NoSuchMethodError("not in this version");
                    }
                }
                """);
        Path jar = made.jar(
                folder.resolve("bad.jar"),
                classes,
                Map.of("META-INF/services/org.dflib.jjava.jupyter.Extension", "made.Bad"));
        assertEquals(Optional.of("made.Bad"), run("%jars " + jar + "\nmade.Bad.class.getName()"));
        assertEquals(
                List.of("An extension in the jars that were added is not installed: "
                        + "java.lang.NoSuchMethodError: not in this version\n"),
                warnings);
    }

    @Test
    void aJarOfAnArtifactThatTheClassPathHasIsNotAdded() throws IOException {
        Path classes = made.classes("Old", "public class Old {}");
        Path jar = made.jar(
                folder.resolve("guava-1.0.jar"),
                classes,
                Map.of(
                        "META-INF/maven/com.google.guava/guava/pom.properties",
                        "groupId=com.google.guava\nartifactId=guava\nversion=1.0\n"));
        run("%jars " + jar);
        assertTrue(shown.get(0)
                .startsWith("Nothing to add: the class path has all of it.\ncom.google.guava:guava stays at "));
        assertTrue(shown.get(0).endsWith(", which the class path has; 1.0 is not added."), shown.get(0));
        assertThrows(CellError.class, () -> run("new made.Old()"));
    }

    @Test
    void magicsAreCompletedAndCellsWithThemAreComplete() {
        Completion completion = new Completion(evaluator.analysis(), evaluator.magics()::names);
        assertEquals(
                List.of("%maven", "%mavenRepo"),
                completion.complete("int a = 1;\n%mav", 15).getReplacements());
        assertEquals(11, completion.complete("int a = 1;\n%mav", 15).getSourceStart());
        assertEquals(List.of("%%loadFromPOM"), completion.complete("%%", 2).getReplacements());
        assertEquals(9, completion.complete("%", 1).getReplacements().size());
        assertTrue(completion
                .complete("%jars a.jar\n\"\".isEm", 19)
                .getReplacements()
                .contains("isEmpty()"));
        assertFalse(
                completion.complete("void f() {\n%mav", 15).getReplacements().contains("%maven"));
        assertEquals("complete", completion.state("%maven a:b:1"));
        assertEquals("complete", completion.state("int a = 1;\n%jars x.jar\na"));
        assertEquals("    ", completion.state("%jars x.jar\nif (true) {"));
        assertEquals("complete", completion.state("%%loadFromPOM\n<dependency>"));
    }
}
