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

    private void maybe(String what, long millis) {
        throttle.maybe(() -> {
            drawn.add(what);
            now += millis * MILLI;
        });
    }

    @Test
    void fourTimesASecondAtMost() {
        maybe("first", 0);
        maybe("too early", 0);
        now += 249 * MILLI;
        maybe("still too early", 0);
        now += MILLI;
        maybe("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatTakesLongIsDrawnInATenthOfTheTime() {
        maybe("first", 100);
        now += 899 * MILLI;
        maybe("too early", 0);
        now += MILLI;
        maybe("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void afterASecondItIsDrawnWhateverItTook() {
        maybe("first", 3000);
        now += 999 * MILLI;
        maybe("too early", 0);
        now += MILLI;
        maybe("second", 0);
        assertEquals(List.of("first", "second"), drawn);
    }

    @Test
    void whatMustBeDrawnIsDrawnAndCounts() {
        throttle.now(() -> drawn.add("first"));
        throttle.now(() -> drawn.add("second"));
        maybe("too early", 0);
        assertEquals(List.of("first", "second"), drawn);
    }
}
