package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("notebooks")
@Timeout(60)
public class KernelTest {
    /** A type of a library that shows itself as HTML. */
    public record Shown(String what) {}

    /** What such a library brings; META-INF/services of the tests names it. */
    public static final class ShownExtension implements Extension {
        @Override
        public void install(BaseKernel kernel) {
            kernel.getRenderer()
                    .createRegistration(Shown.class)
                    .preferring(MIMEType.TEXT_HTML)
                    .register((shown, context) ->
                            context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + shown.what() + "</b>"));
        }
    }

    private static NotebookKernel kernel;

    @BeforeAll
    static void start() {
        Evaluator evaluator = new Evaluator(new CellThread(Duration.ofSeconds(1)), text -> {});
        kernel = new NotebookKernel(evaluator, new Outbox(message -> {}), () -> {});
        kernel.onStartup();
    }

    @AfterAll
    static void stop() {
        kernel.onShutdown(false);
    }

    @Test
    void extensionsOfTheClassPathAreInstalled() {
        DisplayData data = kernel.eval("new polyview.kernel.KernelTest.Shown(\"it\")");
        assertEquals("<b>it</b>", data.getData(MIMEType.TEXT_HTML));
    }

    @Test
    void displayAndRenderAreAtHandInCells() {
        assertEquals(
                "<b>me</b>",
                ((DisplayData) kernel.evalRaw("render(new polyview.kernel.KernelTest.Shown(\"me\"))"))
                        .getData(MIMEType.TEXT_HTML));
        assertTrue(kernel.evalRaw("display(\"text\")") instanceof String);
        assertEquals(null, kernel.evalRaw("updateDisplay(display(1), 2)"));
    }

    @Test
    void aCellCannotEvaluateAnotherOne() {
        CellError error = assertThrows(
                CellError.class,
                () -> kernel.evalRaw("org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().evalRaw(\"1\")"));
        assertEquals("a cell cannot evaluate another one", error.value());
    }

    @Test
    void cursorsCountCodePointsAsJupyterDoes() {
        String code = "String s = \"😀😀\"; s.leng";
        ReplacementOptions options = kernel.complete(code, code.codePointCount(0, code.length()));
        assertEquals(code.codePointCount(0, code.indexOf("leng")), options.getSourceStart());
        assertTrue(
                options.getReplacements().contains("length()"),
                options.getReplacements().toString());
    }

    @Test
    void inputIsRefusedWithAWordOnWhatToDo() {
        assertTrue(
                assertThrows(UnsupportedOperationException.class, () -> new java.util.Scanner(new NoInput()).nextLine())
                        .getMessage()
                        .startsWith("a cell cannot read System.in: "));
    }
}
