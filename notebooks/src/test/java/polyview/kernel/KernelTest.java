package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
@Timeout(300)
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
        kernel = new NotebookKernel(evaluator, new SourceComments(List.of()), new Outbox(message -> {}), () -> {});
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
    void aCellMayEvaluateAnotherOne() {
        assertEquals(3, kernel.evalRaw("int before = 1;\n(int) eval(\"int inner = 2; inner\") + before"));
        assertEquals(2, kernel.evalRaw("inner"));
        assertEquals(null, kernel.evalRaw("eval(\"int later = 5;\")"));
        CellError error = assertThrows(CellError.class, () -> kernel.evalRaw("int n = 0;\neval(\"unknown + 1\")"));
        assertEquals("line 1: cannot find symbol: variable unknown", error.value());
        error = assertThrows(CellError.class, () -> kernel.evalRaw("int m = 0;\n\nint k = 1 / m;"));
        assertTrue(
                error.traceback().get(1).contains("line 3"), error.traceback().toString());
    }

    @Test
    void iJavasNamesAreAtHand() {
        assertEquals(kernel, kernel.evalRaw("getKernelInstance()"));
        assertEquals(null, kernel.evalRaw("printf(\"%d%n\", 1)"));
    }

    @Test
    void arraysAreShownByTheirValues() {
        assertEquals("[1, 2]", kernel.eval("new int[] {1, 2}").getData(MIMEType.TEXT_PLAIN));
        assertEquals(
                "[[a],\n [b, c]]",
                ((DisplayData) kernel.evalRaw("render(new String[][] {{\"a\"}, {\"b\", \"c\"}})"))
                        .getData(MIMEType.TEXT_PLAIN));
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
        assertTrue(assertThrows(
                        UnsupportedOperationException.class,
                        () -> new java.util.Scanner(new NoInput(), StandardCharsets.UTF_8).nextLine())
                .getMessage()
                .startsWith("a cell cannot read System.in: "));
    }
}
