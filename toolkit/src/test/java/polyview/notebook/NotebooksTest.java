package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("notebooks")
class NotebooksTest {

    @Test
    void aClaimThatHoldsIsPrintedOnALineOfItsOwn() {
        assertEquals(
                "holds: more is better" + System.lineSeparator(),
                printed(() -> Notebooks.claim(true, "more is better")));
    }

    @Test
    void aClaimThatDoesNotHoldEndsTheCellAndPrintsNothing() {
        String printed = printed(() -> {
            var error = assertThrows(AssertionError.class, () -> Notebooks.claim(false, "more is better"));
            assertEquals("does not hold: more is better", error.getMessage());
        });
        assertEquals("", printed);
    }

    @Test
    void onlyOneAsksForTheLongRuns() {
        assertTrue(Notebooks.full("1"));
        assertFalse(Notebooks.full(""));
        assertFalse(Notebooks.full("0"));
        assertFalse(Notebooks.full("yes"));
        assertEquals("1".equals(System.getenv("POLYVIEW_FULL")), Notebooks.full());
    }

    private static String printed(Runnable code) {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
