package polyview.kernel;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/** Tells where a cell stopped that was interrupted. */
record Interrupts(CellThread thread, Cell cell, SourceCodeAnalysis analysis) {
    /** Fails where the cell was interrupted before it came to this place. */
    void stop(int offset) throws CellError {
        if (thread.interrupted()) {
            throw new CellError(CellError.INTERRUPTED, "the cell was interrupted", ranUpTo(offset));
        }
    }

    /** The error of a cell whose code at this place did not end in time. */
    CellError abandoned(int offset) {
        String message = "the cell was interrupted, but its code did not end within "
                + thread.grace().toSeconds() + " s: its thread runs on, and the next cell gets a fresh one";
        return new CellError(CellError.INTERRUPTED, message, ranUpTo(offset));
    }

    private List<String> ranUpTo(int offset) {
        return offset >= cell.source().length() || cell.pieces(analysis).size() < 2
                ? List.of()
                : List.of("It stopped at line " + cell.line(offset) + "; what follows was not run.");
    }
}
