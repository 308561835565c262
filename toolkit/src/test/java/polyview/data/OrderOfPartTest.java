package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyview.base.Seeds;

/** The rows that one of several machines reads. */
@Tag("data")
class OrderOfPartTest {

    @Test
    void rowsAreDealtOneByOne() {
        Order.Seeded stored = Order.asStored(7, 0);
        assertArrayEquals(new int[] {0, 3, 6}, Order.part(stored, 0, 3).permutation(8));
        assertArrayEquals(new int[] {1, 4, 7}, Order.part(stored, 1, 3).permutation(8));
        assertArrayEquals(new int[] {2, 5}, Order.part(stored, 2, 3).permutation(8));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "10, 3", "12, 4", "101, 7", "5, 5"})
    void thePartsOfAShuffledEpochAreTheWhole(int size, int parts) {
        for (int epoch = 0; epoch < 3; epoch++) {
            Order.Seeded whole = Order.shuffled(7, epoch);
            IntStream all = IntStream.empty();
            for (int part = 0; part < parts; part++) {
                int own = part;
                int[] rows = Order.part(whole, part, parts).permutation(size);
                assertEquals(size / parts + (part < size % parts ? 1 : 0), rows.length);
                assertArrayEquals(
                        rows, Arrays.stream(rows).filter(r -> r % parts == own).toArray());
                all = IntStream.concat(all, IntStream.of(rows));
            }
            assertArrayEquals(IntStream.range(0, size).toArray(), all.sorted().toArray());
        }
    }

    /** What the classes say of seeds: the first part shuffles as an epoch of its rows alone, each other one by a seed of its own. */
    @Test
    void eachPartShufflesForItself() {
        int[] first = Order.part(Order.shuffled(7, 2), 0, 2).permutation(100);
        int[] second = Order.part(Order.shuffled(7, 2), 1, 2).permutation(100);
        int[] alone = Order.shuffled(7, 2).permutation(50);
        assertArrayEquals(IntStream.of(alone).map(r -> 2 * r).toArray(), first);
        assertFalse(Arrays.equals(IntStream.of(alone).map(r -> 2 * r + 1).toArray(), second));
        assertEquals(7, Order.seedOfPart(7, 0));
        assertEquals(Seeds.mix(7, 1), Order.seedOfPart(7, 1));
        assertNotEquals(Order.seedOfPart(7, 1), Order.seedOfPart(7, 2));
    }

    /** Random changes of a sample depend on the seed, the epoch and the row: they are those of one machine. */
    @Test
    void changesAreDrawnAsForTheWholeEpoch() {
        Order.Seeded part = Order.part(Order.shuffled(7, 2), 1, 2);
        assertEquals(7, part.seed());
        assertEquals(2, part.epoch());
    }

    @Test
    void partsThatAreNoneAreRefused() {
        Order.Seeded whole = Order.asStored(7, 0);
        refused("parts must be positive, got 0", () -> Order.part(whole, 0, 0));
        for (int part : List.of(-1, 2)) {
            refused("part must lie in [0, 1], got " + part, () -> Order.part(whole, part, 2));
        }
    }
}
