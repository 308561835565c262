package polyview.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Tells what a cell threw: the message, every cause below it, and the way there through the lines of the cells.
 *
 * <p>The top line names the root cause as well, {@code IllegalStateException: no batch (root cause:
 * FileNotFoundException: a.png)}, since many readers see that line only. Of a stack stay the frames of the cells, and
 * of the libraries above them the {@value #TOP} where it was thrown.
 */
final class RuntimeErrors {
    private static final int TOP = 3;

    private final JShell shell;
    private final Map<Integer, Cell> cells;

    RuntimeErrors(JShell shell, Map<Integer, Cell> cells) {
        this.shell = shell;
        this.cells = cells;
    }

    /** The error of a cell whose snippet threw this. */
    CellError describe(JShellException thrown) {
        List<JShellException> chain = new ArrayList<>();
        for (Throwable t = thrown; t instanceof JShellException e; t = t.getCause()) {
            chain.add(e);
        }
        List<String> lines = new ArrayList<>();
        StackTraceElement[] enclosing = {};
        for (JShellException e : chain) {
            if (e != thrown) {
                lines.add("Caused by: " + headline(e));
            }
            lines.addAll(frames(e.getStackTrace(), enclosing));
            enclosing = e.getStackTrace();
        }
        return new CellError(simple(name(thrown)), top(thrown, chain.get(chain.size() - 1)), lines);
    }

    /** The error of a cell whose value cannot be shown, because its {@code toString} or renderer threw this. */
    static CellError inDisplay(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        lines.add("The cell was run; its value could not be shown.");
        for (StackTraceElement frame :
                Arrays.asList(thrown.getStackTrace()).subList(0, Math.min(TOP, thrown.getStackTrace().length))) {
            lines.add("    at " + frame);
        }
        Throwable root = thrown;
        for (Throwable t = thrown.getCause(); t != null && lines.size() < 50; t = t.getCause()) {
            lines.add("Caused by: " + t);
            root = t;
        }
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new CellError(
                thrown.getClass().getSimpleName(),
                root == thrown
                        ? message
                        : withRoot(message, root.getClass().getSimpleName(), String.valueOf(root.getMessage())),
                lines);
    }

    private String top(JShellException thrown, JShellException root) {
        return root == thrown ? message(thrown) : withRoot(message(thrown), simple(name(root)), message(root));
    }

    private static String withRoot(String message, String rootName, String rootMessage) {
        String first = message.lines().findFirst().orElse("");
        String rootFirst = rootMessage.lines().findFirst().orElse("");
        if (first.contains(rootName) && first.contains(rootFirst)) {
            return message;
        }
        String root = "(root cause: " + rootName + (rootFirst.isEmpty() ? "" : ": " + rootFirst) + ")";
        return (first.isEmpty() ? root : first + " " + root) + message.substring(first.length());
    }

    private String headline(JShellException e) {
        String message = message(e);
        return name(e) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String name(JShellException e) {
        return e instanceof EvalException eval
                ? eval.getExceptionClassName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "")
                : CellError.COMPILATION;
    }

    private String message(JShellException e) {
        if (e instanceof UnresolvedReferenceException unresolved) {
            return "this cannot run before there is "
                    + shell.unresolvedDependencies(unresolved.getSnippet()).collect(Collectors.joining(", "));
        }
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private List<String> frames(StackTraceElement[] all, StackTraceElement[] enclosing) {
        int common = 0;
        while (common < Math.min(all.length - 1, enclosing.length)
                && all[all.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        List<String> lines = new ArrayList<>();
        int hidden = 0;
        for (int i = 0; i < all.length - common; i++) {
            Optional<SnippetPosition> place = SnippetPosition.of(all[i]);
            if (place.isEmpty() && i >= TOP) {
                hidden++;
                continue;
            }
            if (hidden > 0) {
                lines.add("    ... " + hidden + " more");
                hidden = 0;
            }
            StackTraceElement frame = all[i];
            lines.add(place.map(p -> inCell(p, frame)).orElse("    at " + library(frame)));
        }
        if (hidden > 0) {
            lines.add("    ... " + hidden + " more");
        }
        return lines;
    }

    private String inCell(SnippetPosition place, StackTraceElement frame) {
        int line = place.line() + frame.getLineNumber() - 1;
        String source = cells.containsKey(place.cell())
                ? ": \u001b[1m" + cells.get(place.cell()).text(line).strip() + "\u001b[0m"
                : "";
        String method = frame.getMethodName().startsWith("lambda$") ? "lambda" : frame.getMethodName();
        String in = List.of(frame.getClassName(), method).stream()
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining("."));
        return "    at cell " + place.cell() + ", line " + line + (in.isEmpty() ? "" : ", in " + in) + source;
    }

    private static String library(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName()
                + (frame.getLineNumber() > 0 ? " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")" : "");
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }
}
