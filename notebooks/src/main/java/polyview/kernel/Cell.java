package polyview.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The source of one cell, and its lines.
 *
 * @param number the cell's execution count; 0 for code that is no cell
 * @param source the text of the cell
 */
record Cell(int number, String source) {
    /**
     * One snippet of a cell: what JShell runs at a time.
     *
     * @param source the text for JShell, with a semicolon added where the cell left it out, and no white space before
     *               it (JShell would count the lines of a method wrongly)
     * @param offset where that text begins in the cell, in chars; comments before the code belong to it
     * @param whole  false where the text is no Java, or ends too early
     */
    record Piece(String source, int offset, boolean whole) {}

    /** Cuts the cell into snippets. Only the last one can be not {@link Piece#whole()}: nothing after it can be told apart. */
    List<Piece> pieces(SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        String rest = source.stripLeading();
        while (!rest.isEmpty()) {
            int offset = source.length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
                    pieces.add(new Piece(info.source(), offset, true));
                    rest = info.remaining().stripLeading();
                }
                default -> {
                    pieces.add(new Piece(rest, offset, false));
                    return pieces;
                }
            }
        }
        return pieces;
    }

    /** The number of the line, from 1, in which the char at {@code offset} stands. */
    int line(int offset) {
        int end = Math.min(offset, source.length());
        return 1 + (int) source.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** The text of a line, numbered from 1; empty beyond the last. */
    String text(int line) {
        return source.lines().skip(line - 1L).findFirst().orElse("");
    }
}
