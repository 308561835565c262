package polyview.travel;

import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Cells as a notebook runs them: a real JShell in this JVM, whose values stay what they are. */
public final class CellShell implements AutoCloseable {

    private final Control control = new Control();
    private final JShell shell = JShell.builder()
            .executionEngine(
                    new ExecutionControlProvider() {
                        @Override
                        public String name() {
                            return "cells";
                        }

                        @Override
                        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                            return control;
                        }
                    },
                    Map.of())
            .build();

    /** Runs a cell, and gives the value of its last snippet; fails where the cell does. */
    public Object run(String cell) {
        String rest = cell;
        control.value = null;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(info.source())) {
                if (event.exception() != null || event.status() == Snippet.Status.REJECTED) {
                    throw new AssertionError(
                            "the cell failed: " + info.source() + " "
                                    + shell.diagnostics(event.snippet())
                                            .map(d -> d.getMessage(null))
                                            .toList(),
                            event.exception());
                }
            }
            rest = info.remaining();
        }
        return control.value;
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Control extends DirectExecutionControl {
        private Object value;

        @Override
        protected String invoke(Method snippet) throws Exception {
            value = snippet.invoke(null);
            return "";
        }
    }
}
