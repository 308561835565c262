package polyview.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Signature and documentation of what stands at the cursor. Runs nothing of the cell. */
final class Inspection {
    private final Evaluator evaluator;

    Inspection(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /**
     * Looks up the name at the cursor, or the call whose parentheses the cursor stands in.
     *
     * @param code the text of the cell
     * @param at   the cursor, in chars
     * @return plain text and HTML, or empty where nothing is known
     */
    Optional<DisplayData> inspect(String code, int at) {
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        int start = at;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        String name = code.substring(start, end);
        String before = code.substring(snippetStart(code, end), end);
        if (!name.isEmpty()) {
            Optional<VarSnippet> variable = evaluator.variables().stream()
                    .filter(v -> v.name().equals(name) && !before.endsWith("." + name))
                    .findFirst();
            if (variable.isPresent()) {
                return Optional.of(display(List.of(new Entry(variable.get().typeName() + " " + name, ""))));
            }
            // With the parenthesis JShell tells of methods and constructors, without it of types and fields.
            List<Entry> methods = look(before + "(");
            List<Entry> found = methods.isEmpty() ? look(before) : methods;
            if (!found.isEmpty()) {
                return Optional.of(display(found));
            }
        }
        List<Entry> call = look(before);
        return call.isEmpty() ? Optional.empty() : Optional.of(display(call));
    }

    private record Entry(String signature, String comment) {}

    private List<Entry> look(String code) {
        return evaluator.analysis().documentation(code, code.length(), true).stream()
                .map(Inspection::entry)
                .distinct()
                .toList();
    }

    private static Entry entry(Documentation documentation) {
        String comment = documentation.javadoc();
        return new Entry(documentation.signature(), comment == null ? "" : comment);
    }

    private int snippetStart(String code, int end) {
        List<Cell.Piece> pieces = new Cell(0, code.substring(0, end)).pieces(evaluator.analysis());
        return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).offset();
    }

    private static DisplayData display(List<Entry> entries) {
        DisplayData data = new DisplayData(entries.stream()
                .map(e -> e.comment.isEmpty() ? e.signature : e.signature + "\n" + Javadoc.text(e.comment))
                .collect(Collectors.joining("\n\n")));
        data.putHTML(entries.stream()
                .map(e -> "<pre><b>" + Javadoc.escape(e.signature) + "</b></pre>" + Javadoc.html(e.comment))
                .collect(Collectors.joining("<hr>")));
        return data;
    }
}
