package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("notebooks")
class ThrottleTest {

    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - 100 * MILLI; // A clock may run over.
    private final List<String> drawn = new ArrayList<>();
    private final Throttle throttle = new Throttle(() -> now);

    private void ifDue(String what, long millis) {
        throttle.ifDue(() -> {
            drawn.add(what);
            now += millis * MILLI;
        });
    }

    @Test
    void fourTimesASecondAtMost() {
        ifDue("first", 0);
        ifDue("too early", 0);
        now += 249 * MILLI;
        ifDue("still too early", 0);
        now += MILLI;
        ifDue("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatTakesLongIsDrawnInATenthOfTheTime() {
        ifDue("first", 100);
        now += 899 * MILLI;
        ifDue("too early", 0);
        now += MILLI;
        ifDue("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void afterASecondItIsDrawnWhateverItTook() {
        ifDue("first", 3000);
        now += 999 * MILLI;
        ifDue("too early", 0);
        now += MILLI;
        ifDue("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatMustBeDrawnIsDrawnAndCounts() {
        throttle.now(() -> drawn.add("first"));
        throttle.now(() -> drawn.add("second"));
        ifDue("too early", 0);
        assertEquals(List.of("first", "second"), drawn);
    }
}
