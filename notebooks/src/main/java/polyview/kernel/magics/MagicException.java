package polyview.kernel.magics;

/** A magic that cannot do what its line asks for. The message is one line that names what was asked, and why it failed. */
public final class MagicException extends Exception {
    private static final long serialVersionUID = 1;

    /** A failure with its reason in one line. */
    public MagicException(String message) {
        super(message);
    }

    /** A failure with its reason in one line, and where it comes from. */
    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
