package polyview.kernel;

import java.util.ArrayList;
import java.util.List;

/** A cell that failed: what the front end shows of it. */
final class CellError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kind of error of a cell that was interrupted. */
    static final String INTERRUPTED = "Interrupted";
    /** Kind of error of a cell that does not compile. */
    static final String COMPILATION = "CompilationError";
    /** Kind of error of a cell with a magic that there is not, or that failed. */
    static final String MAGIC = "MagicError";

    private final String name;
    private final List<String> traceback;

    /**
     * An error with the kind and the message that programs read, and the lines that people read.
     *
     * @param name      the kind: the simple name of an exception, or one of the constants here
     * @param value     the message; its first line tells the cause
     * @param traceback the lines to show below {@code name: value}, without line ends
     */
    CellError(String name, String value, List<String> traceback) {
        super(value);
        this.name = name;
        this.traceback = List.copyOf(traceback);
    }

    /** The kind of error. */
    String name() {
        return name;
    }

    /** The message; its first line tells the cause. */
    String value() {
        return getMessage();
    }

    /** All lines to show, the first of them {@code name: message} in red. */
    List<String> traceback() {
        List<String> lines = new ArrayList<>();
        lines.add("\u001b[1;31m" + name + "\u001b[0m: " + value());
        lines.addAll(traceback);
        return lines;
    }
}
