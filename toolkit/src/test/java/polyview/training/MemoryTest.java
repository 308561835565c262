package polyview.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident memory stays flat over steps and models.
 *
 * <p>Each measurement is made in a process of its own whose Java heap is all resident from the start, so that what grows is
 * native. What is kept on purpose shows that a leak would be seen.
 */
@Tag("training")
class MemoryTest {

    private static final int MB = 1024;
    private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    /** Resident kB after every so many rounds. */
    private static List<Long> resident(String work, int rounds, int every) {
        return ChildJvm.run(MemoryMain.class, FLAGS, work, Integer.toString(rounds), Integer.toString(every)).stream()
                .filter(line -> line.startsWith("resident "))
                .map(line -> Long.parseLong(line.substring("resident ".length())))
                .toList();
    }

    /**
     * What came after the first measurement, which is the end of the warm-up: the median slope between any two measurements, over the
     * whole run. A leak adds at every step; a pool that the allocator takes once, at a time of its own, does not count.
     */
    private static double growth(List<Long> resident) {
        int count = resident.size();
        double[] slopes = IntStream.range(0, count)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, count)
                        .mapToDouble(j -> (resident.get(j) - resident.get(i)) / (double) (j - i)))
                .sorted()
                .toArray();
        double median = (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
        return median * (count - 1);
    }

    private static void flat(List<Long> resident, long limit) {
        assertTrue(growth(resident) < limit, () -> "resident kB: " + resident);
    }

    @Test
    void sixThousandSteps() {
        // The allocator's pools move by up to 8 MB between two looks, so the run is long enough for a leak to stand
        // out.
        List<Long> measured = resident("steps", 6000, 500);
        flat(measured, 16 * MB);
        // 5500 steps that each keep what was fed, 9 kB, keep 48 MB.
        List<Long> leaking = resident("leakingSteps", 6000, 500);
        assertTrue(growth(leaking) > 32 * MB, () -> "resident kB: " + leaking);
    }

    @Test
    void modelsThatAreClosed() {
        flat(resident("closedModels", 200, 40), 30 * MB);
    }

    @Test
    void modelsThatAreForgotten() {
        flat(resident("forgottenModels", 200, 40), 30 * MB);
        // The same that are not forgotten: nearly 2 MB each.
        List<Long> kept = resident("keptModels", 60, 20);
        assertTrue(growth(kept) > 40 * MB, () -> "resident kB: " + kept);
    }

    @Test
    void epochsThatAreClosedInTheMiddle() {
        List<Long> closed = resident("closedEpochs", 60, 12);
        flat(closed, 20 * MB);
        // 40 epochs of each reader that are never closed keep threads, sessions and what these have read: 2 MB each
        // time.
        List<Long> open = resident("openEpochs", 41, 1);
        assertTrue(growth(open) > 40 * MB, () -> "resident kB: " + open);
    }
}
