package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.base.Seeds;

@Tag("data")
class OrderTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
    void everyOrderHoldsEachIndexOnce(int size) {
        int[] stored = IntStream.range(0, size).toArray();
        assertArrayEquals(stored, Order.asStored().permutation(size));
        for (int epoch = 0; epoch < 5; epoch++) {
            int[] order = Order.shuffled(7, epoch).permutation(size);
            Arrays.sort(order);
            assertArrayEquals(stored, order);
        }
    }

    @Test
    void seedAndEpochDecideTheOrder() {
        assertArrayEquals(
                Order.shuffled(7, 3).permutation(100), Order.shuffled(7, 3).permutation(100));
        Set<String> orders = new HashSet<>();
        for (long seed = -5; seed < 5; seed++) {
            for (int epoch = 0; epoch < 10; epoch++) {
                orders.add(Arrays.toString(Order.shuffled(seed, epoch).permutation(20)));
            }
        }
        assertEquals(100, orders.size());
    }

    /** 6000 shuffles of 3: each of the 6 orders 1000 times, with a standard deviation of sqrt(6000 / 6 * 5 / 6) = 29. */
    @Test
    void allOrdersAreEquallyLikely() {
        Map<String, Integer> counts = new HashMap<>();
        for (int epoch = 0; epoch < 6000; epoch++) {
            counts.merge(Arrays.toString(Order.shuffled(1, epoch).permutation(3)), 1, Integer::sum);
        }
        assertEquals(6, counts.size());
        counts.forEach((order, count) -> assertEquals(1000, count, 5 * 29, order));
    }

    @Test
    void streamsOfDifferentNamesDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            seeds.add(Seeds.mix(seed));
            for (long i = 0; i < 30; i++) {
                seeds.add(Seeds.mix(seed, i));
                for (long j = 0; j < 30; j++) {
                    seeds.add(Seeds.mix(seed, i, j));
                }
            }
        }
        assertEquals(30 + 900 + 27000, seeds.size());
        assertEquals(Seeds.stream(7, 1).nextLong(), Seeds.stream(7, 1).nextLong());
        assertFalse(Seeds.stream(7, 1).nextLong() == Seeds.stream(7, 2).nextLong());
    }

    /** The first coin of 10000 neighbouring streams: 5000 heads, with a standard deviation of 50. */
    @Test
    void neighbouringStreamsAreUnrelated() {
        long heads = IntStream.range(0, 10000)
                .filter(i -> Seeds.stream(3, i).nextBoolean())
                .count();
        assertTrue(Math.abs(heads - 5000) < 5 * 50, "heads: " + heads);
        long equal = IntStream.range(0, 10000)
                .filter(i -> Seeds.stream(3, i).nextBoolean()
                        == Seeds.stream(3, i + 1).nextBoolean())
                .count();
        assertTrue(Math.abs(equal - 5000) < 5 * 50, "equal neighbours: " + equal);
    }
}
