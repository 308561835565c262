package polyview.data.summary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Refusal;

/** Mean and deviation of each channel, by hand. */
@Tag("data")
class ChannelStatisticsTest {

    private static MemoryDataset data(float... values) {
        return new MemoryDataset(List.of(FloatArray.of(values, values.length / 2, 1, 1, 2)), List.of());
    }

    @Test
    void eachChannelHasItsOwn() {
        ChannelStatistics statistics = ChannelStatistics.of(data(0, 10, 4, 10, 2, 40), 0);
        assertArrayEquals(new double[] {2, 20}, statistics.mean(), 1e-12);
        assertArrayEquals(new double[] {Math.sqrt(8 / 3.0), Math.sqrt(200)}, statistics.standardDeviation(), 1e-12);
        assertEquals(3, statistics.count());
        assertArrayEquals(
                new float[] {8 / 3f, 200}, statistics.weights().get("variance").values(), 1e-5f);
    }

    @Test
    void endsAtAnInterrupt() {
        Thread.currentThread().interrupt();
        try {
            CancellationException e =
                    assertThrows(CancellationException.class, () -> ChannelStatistics.of(data(0, 10, 4, 10), 0));
            assertEquals(
                    "statistics of channels was interrupted after 0 of 2 samples; nothing of it is kept",
                    e.getMessage());
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void refusals() {
        Refusal.refused("input must lie in [0, 1), got 1", () -> ChannelStatistics.of(data(0, 1), 1));
        Refusal.refused(
                "input 0 of the data has 1 values that are not finite",
                () -> ChannelStatistics.of(data(0, Float.NaN), 0));
    }
}
