package polyview.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** Tells what does not compile in a cell: the line, a caret, the reason, and what of the cell was run. */
final class CompileErrors {
    private final JShell shell;
    private final Cell cell;

    CompileErrors(JShell shell, Cell cell) {
        this.shell = shell;
        this.cell = cell;
    }

    /** Refuses a cell with text that is no Java or ends too early, before anything of it runs. */
    void refuse(List<Cell.Piece> pieces) throws CellError {
        for (Cell.Piece piece : pieces) {
            if (piece.whole()) {
                continue;
            }
            // Snippets of this kind never run: JShell only says what is wrong with them.
            boolean neverRuns = shell.sourceCodeAnalysis().sourceToSnippets(piece.source()).stream()
                    .allMatch(s -> s.kind() == Kind.ERRONEOUS);
            if (neverRuns) {
                for (SnippetEvent event : shell.eval(piece.source())) {
                    throw error(event.snippet(), piece, "Nothing of this cell was run.");
                }
            }
            int line = cell.line(piece.offset());
            throw new CellError(
                    CellError.COMPILATION,
                    "line " + line + ": from here on this is no Java, or its end is missing",
                    List.of(excerpt(cell, line), "Nothing of this cell was run."));
        }
    }

    /** The error of a snippet that JShell rejected, after the snippets before it were run. */
    CellError describe(Snippet snippet, Cell.Piece piece) {
        return error(snippet, piece, ranBefore(cell, piece));
    }

    /** What of a cell was run where a piece of it failed. */
    static String ranBefore(Cell cell, Cell.Piece piece) {
        int line = cell.line(piece.offset());
        return cell.source().substring(0, piece.offset()).isBlank()
                ? "Nothing of this cell was run."
                : "What stands before line " + line + " was run; from line " + line + " on nothing was.";
    }

    /**
     * Fails or warns where a declaration of the cell does not compile.
     *
     * <p>JShell takes declarations with errors in them and waits for what may mend them: a class its superclass, a method what
     * it calls. Where it names nothing to wait for, the error is told like any other.
     */
    void check(Map<DeclarationSnippet, Cell.Piece> declared, Consumer<String> warnings) throws CellError {
        declared.forEach((snippet, piece) -> {
            Status status = shell.status(snippet);
            boolean waits = status == Status.RECOVERABLE_NOT_DEFINED || status == Status.RECOVERABLE_DEFINED;
            String missing = lacking(snippet);
            int line = SnippetPosition.parse(snippet.id()).line();
            if (waits && missing.isEmpty()) {
                throw error(snippet, piece, "The rest of this cell was run.");
            } else if (status == Status.RECOVERABLE_NOT_DEFINED) {
                throw new CellError(
                        CellError.COMPILATION,
                        "line " + line + ": " + name(snippet) + " lacks " + missing,
                        List.of(excerpt(cell, line), "The rest of this cell was run."));
            } else if (status == Status.RECOVERABLE_DEFINED) {
                warnings.accept(
                        "Line " + line + ": " + name(snippet) + " cannot run before there is " + missing + ".\n");
            }
        });
    }

    private CellError error(Snippet snippet, Cell.Piece piece, String ran) {
        List<String> lines = new ArrayList<>();
        String top = "";
        for (Diag diag : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
            int start = piece.offset() + (int) Math.max(0, diag.getStartPosition());
            int end = piece.offset() + (int) Math.max(0, diag.getEndPosition());
            String message = reason(diag);
            if (top.isEmpty()) {
                top = "line " + cell.line(start) + ": " + message;
            } else {
                lines.add("line " + cell.line(start) + ": " + message);
            }
            lines.add(excerpt(cell, cell.line(start)));
            lines.add(caret(start, end));
        }
        if (top.isEmpty()) {
            int line = cell.line(piece.offset());
            top = "line " + line + ": "
                    + (snippet instanceof DeclarationSnippet declaration
                            ? name(snippet) + " lacks " + lacking(declaration)
                            : "JShell refuses this without a reason");
            lines.add(excerpt(cell, line));
        }
        if (piece.source().lines().anyMatch(line -> line.stripLeading().startsWith("%"))) {
            lines.add(
                    "A line that begins with % is a magic where the Java before it is over: end that with a semicolon.");
        }
        lines.add(ran);
        return new CellError(CellError.COMPILATION, top, lines);
    }

    /** The compiler's message in one line, without the location, which in a cell says nothing. */
    private static String reason(Diag diag) {
        return diag.getMessage(null)
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("location:"))
                .map(line -> line.replaceFirst("^symbol:\\s*", ""))
                // javac ends a line of several with what leads to the next one.
                .map(line -> line.replaceFirst("[:;]$", "").replaceAll(" {2,}", " "))
                .collect(Collectors.joining(": "));
    }

    /** A line of a cell with its number. */
    static String excerpt(Cell cell, int line) {
        return String.format("%5d | %s", line, cell.text(line).replace('\t', ' '));
    }

    private String caret(int from, int end) {
        // A magic whose result is assigned is longer as Java than in the cell.
        int start = Math.min(from, cell.source().length());
        int line = cell.source().lastIndexOf('\n', start - 1) + 1;
        int lineEnd = cell.source().indexOf('\n', start);
        int last = Math.min(end, lineEnd < 0 ? cell.source().length() : lineEnd);
        return "      | " + " ".repeat(start - line) + "\u001b[1;31m" + "^".repeat(Math.max(1, last - start))
                + "\u001b[0m";
    }

    private String lacking(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    private static String name(Snippet snippet) {
        String kind = snippet.subKind().name().replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
        return snippet instanceof MethodSnippet method
                ? "method " + method.name() + "(" + method.parameterTypes() + ")"
                : snippet instanceof PersistentSnippet named
                        ? (kind.equals("var") ? "variable" : kind) + " " + named.name()
                        : kind;
    }
}
