package polyview.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.function.Executable;

/** What a user sees when an argument is refused. */
public final class Refusal {

    private Refusal() {}

    /** Expects an IllegalArgumentException with exactly this message. */
    public static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** Expects an UncheckedIOException, as of a file that cannot be read or written, with exactly this message. */
    public static void unreadable(String message, Executable call) {
        assertEquals(message, assertThrows(UncheckedIOException.class, call).getMessage());
    }
}
