package polyview.kernel;

import java.util.Optional;

/**
 * Where a snippet stands. It is the snippet's name in JShell, so that a frame of a stack trace tells its cell and line.
 *
 * @param cell   the number of the cell
 * @param line   the line of the cell in which the snippet begins, from 1
 * @param serial makes the name unique
 */
record SnippetPosition(int cell, int line, int serial) {
    /** The name for JShell, {@code cell:line:serial}. */
    String id() {
        return cell + ":" + line + ":" + serial;
    }

    /** The place that a frame's file name tells, which JShell makes from {@code #} and the snippet's name. */
    static Optional<SnippetPosition> of(StackTraceElement frame) {
        String file = frame.getFileName();
        return file == null || !file.startsWith("#") ? Optional.empty() : Optional.of(parse(file.substring(1)));
    }

    /** The place that a snippet's name tells. */
    static SnippetPosition parse(String id) {
        String[] parts = id.split(":");
        return new SnippetPosition(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
