package polyview.data.loader;

import java.io.Serial;

/** A source that tells no classes: stratified splits are refused, all others are not. */
final class UnknownLabelException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    UnknownLabelException() {
        super("this source does not tell the class of a sample before it is read");
    }
}
