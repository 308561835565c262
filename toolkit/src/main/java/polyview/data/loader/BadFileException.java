package polyview.data.loader;

/**
 * A sample cannot be read, and {@link BadFile#STOP} was asked for: {@code cannot read left/7.png (pairs.csv, line 8, column
 * left): the file is empty}.
 */
public final class BadFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadFileException(String message) {
        super(message);
    }
}
