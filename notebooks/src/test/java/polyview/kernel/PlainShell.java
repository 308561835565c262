package polyview.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell that compiles cells and runs none of them. */
final class PlainShell implements AutoCloseable {

    private final JShell shell;

    /**
     * A shell that knows the class path of this JVM.
     *
     * @param startup what a kernel lets its cells know before the first one
     */
    PlainShell(List<String> startup) {
        shell = JShell.builder().executionEngine(provider(), Map.of()).build();
        startup.forEach(this::compile);
    }

    /** Compiles a cell; an {@link AssertionError} tells the snippet that does not compile, and why. */
    void compile(String cell) {
        CompletionInfo piece = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (piece.completeness().isComplete()) {
            for (SnippetEvent event : shell.eval(piece.source())) {
                if (event.status() == Snippet.Status.REJECTED) {
                    throw new AssertionError(messages(event.snippet()) + "\nin: " + piece.source());
                }
            }
            piece = shell.sourceCodeAnalysis().analyzeCompletion(piece.remaining());
        }
        if (piece.completeness() != Completeness.EMPTY) {
            throw new AssertionError("not complete: " + piece.remaining());
        }
    }

    /** Names that a declaration uses and no cell has declared; they may be declared later than they are used. */
    List<String> unresolved() {
        List<String> unresolved = new ArrayList<>();
        shell.snippets().forEach(snippet -> {
            if (snippet instanceof DeclarationSnippet declaration && shell.status(snippet) != Snippet.Status.VALID) {
                shell.unresolvedDependencies(declaration).forEach(unresolved::add);
            }
        });
        return unresolved;
    }

    private String messages(Snippet snippet) {
        return shell.diagnostics(snippet).map(d -> d.getMessage(null)).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        shell.close();
    }

    private static ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "compiles only";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return new NothingRuns();
            }
        };
    }

    /** JShell has compiled a snippet when it asks to run it. */
    private static final class NothingRuns implements ExecutionControl {
        @Override
        public void load(ClassBytecodes[] classes) {}

        @Override
        public void redefine(ClassBytecodes[] classes) {}

        @Override
        public String invoke(String className, String method) {
            return "";
        }

        @Override
        public String varValue(String className, String name) {
            return "";
        }

        @Override
        public void addToClasspath(String path) {}

        @Override
        public void stop() {}

        @Override
        public Object extensionCommand(String command, Object argument) {
            throw new UnsupportedOperationException(command);
        }

        @Override
        public void close() {}
    }
}
