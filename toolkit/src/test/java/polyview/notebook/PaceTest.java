package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("notebooks")
class PaceTest {

    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - 100 * MILLI; // A clock may run over.
    private final List<String> drawn = new ArrayList<>();
    private final Pace pace = new Pace(() -> now);

    private void passing(String what, long millis) {
        pace.passing(() -> {
            drawn.add(what);
            now += millis * MILLI;
        });
    }

    @Test
    void fourTimesASecondAtMost() {
        passing("first", 0);
        passing("too early", 0);
        now += 249 * MILLI;
        passing("still too early", 0);
        now += MILLI;
        passing("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatTakesLongIsDrawnInATenthOfTheTime() {
        passing("first", 100);
        now += 899 * MILLI;
        passing("too early", 0);
        now += MILLI;
        passing("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void afterASecondItIsDrawnWhateverItTook() {
        passing("first", 3000);
        now += 999 * MILLI;
        passing("too early", 0);
        now += MILLI;
        passing("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatMustBeDrawnIsDrawnAndCounts() {
        pace.now(() -> drawn.add("first"));
        pace.now(() -> drawn.add("second"));
        passing("too early", 0);
        assertEquals(List.of("first", "second"), drawn);
    }
}
