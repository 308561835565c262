package polyview.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** What can stand at the cursor of a cell, and whether a cell is complete. Runs nothing of the cell. */
final class Completion {
    private static final String INDENT = "    ";

    /** A line up to the cursor that may become a magic. */
    private static final Pattern MAGIC = Pattern.compile("(?:^|\n)[ \t]*(?<name>%{1,2}\\w*)$");

    private final SourceCodeAnalysis analysis;
    private final Supplier<List<String>> magics;

    /** A completion that knows magics by their names with their marks, such as {@code %jars}. */
    Completion(SourceCodeAnalysis analysis, Supplier<List<String>> magics) {
        this.analysis = analysis;
        this.magics = magics;
    }

    /**
     * Suggestions at the cursor; those whose type fits come first, then by name.
     *
     * <p>JShell completes one snippet. Statements before it in the cell are given along, so that their variables are
     * known though the cell did not run yet; imports and declarations before it would hide the rest and are left out.
     *
     * @param code the text of the cell
     * @param at   the cursor, in chars
     */
    ReplacementOptions complete(String code, int at) {
        Matcher magic = MAGIC.matcher(code.substring(0, at));
        if (magic.find()) {
            List<Cell.Piece> before = new Cell(0, code.substring(0, magic.start())).pieces(analysis);
            if (before.isEmpty() || before.get(before.size() - 1).whole()) {
                List<String> names = magics.get().stream()
                        .filter(name -> name.startsWith(magic.group("name")))
                        .toList();
                return new ReplacementOptions(names, magic.start("name"), at);
            }
        }
        List<Cell.Piece> pieces = new Cell(0, code.substring(0, at)).pieces(analysis);
        int from = 0;
        int last = 0;
        for (Cell.Piece piece : pieces) {
            last = piece.offset();
            boolean statement = !piece.magic()
                    && analysis.sourceToSnippets(piece.source()).stream().noneMatch(s -> switch (s.kind()) {
                        case IMPORT, METHOD, TYPE_DECL -> true;
                        default -> false;
                    });
            boolean lastPiece = piece == pieces.get(pieces.size() - 1);
            if (!statement && !lastPiece) {
                from = piece.offset() + piece.source().length();
            }
        }
        ReplacementOptions options = suggest(code, from, at);
        return options.getReplacements().isEmpty() && last > from ? suggest(code, last, at) : options;
    }

    private ReplacementOptions suggest(String code, int from, int at) {
        int[] anchor = {at - from};
        List<Suggestion> suggestions =
                new ArrayList<>(analysis.completionSuggestions(code.substring(from, at), at - from, anchor));
        suggestions.sort(Comparator.comparing(Suggestion::matchesType).reversed());
        List<String> texts =
                suggestions.stream().map(Suggestion::continuation).distinct().toList();
        return new ReplacementOptions(texts, from + anchor[0], at);
    }

    /** {@code complete}, {@code invalid}, or where more must follow the white space that the next line should begin with. */
    String state(String code) {
        List<Cell.Piece> pieces = new Cell(0, code).pieces(analysis);
        if (pieces.isEmpty() || pieces.get(pieces.size() - 1).whole()) {
            return "complete";
        }
        String rest = pieces.get(pieces.size() - 1).source();
        if (analysis.analyzeCompletion(rest).completeness() == SourceCodeAnalysis.Completeness.UNKNOWN) {
            return "invalid";
        }
        String lastLine = code.stripTrailing();
        lastLine = lastLine.substring(lastLine.lastIndexOf('\n') + 1);
        String indent = lastLine.substring(
                0, lastLine.length() - lastLine.stripLeading().length());
        return lastLine.endsWith("{") || lastLine.endsWith("(") ? indent + INDENT : indent;
    }
}
