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
     * @param kind   what it is
     */
    record Piece(String source, int offset, Kind kind) {
        /** False where the text is no Java, or ends too early. */
        boolean whole() {
            return kind != Kind.UNFINISHED;
        }

        /** Whether this is a {@link MagicLine}. */
        boolean magic() {
            return kind == Kind.MAGIC;
        }
    }

    /** What a piece of a cell is. */
    enum Kind {
        JAVA,
        UNFINISHED,
        MAGIC
    }

    /**
     * Cuts the cell into snippets and magics. Only the last one can be not {@link Piece#whole()}: nothing after it can be
     * told apart.
     *
     * <p>A line is a magic where the Java before it is over. Behind an expression without a semicolon it may be the rest
     * of that expression, {@code total\n%count}: it is, unless it can only be a magic.
     */
    List<Piece> pieces(SourceCodeAnalysis analysis) {
        if (MagicLine.ofCell(source).isPresent()) {
            return List.of(new Piece(source.strip(), source.indexOf('%'), Kind.MAGIC));
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (MagicLine.Found found : MagicLine.candidates(source)) {
            List<Piece> before = java(from, found.start(), analysis);
            String line = source.substring(found.start(), found.end());
            if (isOver(before, found.start(), analysis) || (allWhole(before) && MagicLine.isNoJava(line))) {
                pieces.addAll(before);
                int blanks = line.length() - line.stripLeading().length();
                pieces.add(new Piece(line.strip(), found.start() + blanks, Kind.MAGIC));
                from = found.end();
            }
        }
        pieces.addAll(java(from, source.length(), analysis));
        return pieces;
    }

    private static boolean allWhole(List<Piece> pieces) {
        return pieces.stream().allMatch(Piece::whole);
    }

    /** Whether a {@code %} behind these snippets cannot belong to the last of them. */
    private boolean isOver(List<Piece> pieces, int end, SourceCodeAnalysis analysis) {
        if (pieces.isEmpty() || !allWhole(pieces)) {
            return pieces.isEmpty();
        }
        String last = source.substring(pieces.get(pieces.size() - 1).offset(), end);
        CompletionInfo info = analysis.analyzeCompletion(last + "\n% 1");
        return !info.completeness().isComplete() || !info.remaining().isBlank();
    }

    private List<Piece> java(int from, int end, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        String rest = source.substring(from, end).stripLeading();
        while (!rest.isEmpty()) {
            int offset = end - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
                    pieces.add(new Piece(info.source(), offset, Kind.JAVA));
                    rest = info.remaining().stripLeading();
                }
                default -> {
                    pieces.add(new Piece(rest, offset, Kind.UNFINISHED));
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
