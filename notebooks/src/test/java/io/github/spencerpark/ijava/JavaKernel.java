package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs cells in a plain JShell of the same JVM, with IJava's default imports. */
public final class JavaKernel extends BaseKernel {

    /** What a cell knows before it imports anything. */
    public static final List<String> STARTUP = List.of(
            "import java.util.*;",
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.util.concurrent.*;",
            "import java.util.prefs.*;",
            "import java.util.regex.*;",
            "import static io.github.spencerpark.ijava.runtime.Display.*;",
            "import static io.github.spencerpark.ijava.runtime.Kernel.*;",
            "import static io.github.spencerpark.ijava.runtime.Magics.*;",
            "public void printf(String format, Object... values) { System.out.printf(format, values); }");

    private final CellControl control = new CellControl();
    private final JShell shell;

    JavaKernel(String classPath) throws IOException {
        shell = JShell.builder()
                .executionEngine(CellControl.provider(control), Map.of())
                .build();
        for (String glob : classPath.split(File.pathSeparator)) {
            for (Path entry : new GlobFinder(glob).computeMatchingPaths()) {
                shell.addToClasspath(entry.toAbsolutePath().toString());
            }
        }
        STARTUP.forEach(shell::eval);
    }

    @Override
    public DisplayData eval(String cell) throws Exception {
        Object value = evalRaw(cell);
        return value == null || value instanceof DisplayData
                ? (DisplayData) value
                : getRenderer().render(value);
    }

    /** The value of a cell's last snippet, or null where that has none. */
    public Object evalRaw(String cell) throws Exception {
        Object value = null;
        CompletionInfo piece = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (piece.completeness().isComplete()) {
            value = run(piece.source());
            piece = shell.sourceCodeAnalysis().analyzeCompletion(piece.remaining());
        }
        if (piece.completeness() != Completeness.EMPTY) {
            throw new IllegalArgumentException("not complete: " + piece.remaining());
        }
        return value;
    }

    private Object run(String source) throws JShellException {
        Object value = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            if (event.exception() != null) {
                throw event.exception();
            }
            if (!event.status().isDefined()) {
                throw new IllegalArgumentException(shell.diagnostics(event.snippet())
                                .map(d -> d.getMessage(null))
                                .collect(Collectors.joining("\n"))
                        + "\nin: " + source);
            }
            value = hasValue(event.snippet().subKind()) ? control.last() : null;
        }
        return value;
    }

    private static boolean hasValue(SubKind kind) {
        return kind == SubKind.VAR_VALUE_SUBKIND
                || kind == SubKind.OTHER_EXPRESSION_SUBKIND
                || kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        shell.close();
    }

    @Override
    public void interrupt() {
        control.interrupt();
    }
}
