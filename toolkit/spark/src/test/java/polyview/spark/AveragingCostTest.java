package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers that were computed by hand. */
class AveragingCostTest {

    /** 1 GB/s, 10 ms a job, 1 ms a task, 500 MB/s added, 2 ms a piece. */
    private static final AveragingCost COST = new AveragingCost(1e9, 0.01, 0.001, 5e8, 0.002);

    @Test
    void atTheDriverAllBytesPassOneLink() {
        var round = COST.atTheDriver(7, 1e6);
        assertEquals(0.017, round.scheduling(), 1e-12);
        // 8 = 2^3 machines with the driver: three times a megabyte.
        assertEquals(0.003, round.out(), 1e-12);
        assertEquals(0.007, round.in(), 1e-12);
        assertEquals(0.014, round.adding(), 1e-12);
        assertEquals(0.041, round.seconds(), 1e-12);
    }

    @Test
    void largeWeightsGoOutInBlocks() {
        // 100 MB and two blocks behind them.
        assertEquals((1e8 + 2 * 4_194_304) / 1e9, COST.atTheDriver(7, 1e8).out(), 1e-12);
        assertEquals(0.1, COST.atTheDriver(1, 1e8).out(), 1e-12);
    }

    @Test
    void aTreeHasTheRootOfThePartsInEachNode() {
        var round = COST.byTree(90, 1e6);
        assertEquals(2 * 0.01 + 100 * 0.001, round.scheduling(), 1e-12);
        assertEquals(0.020, round.in(), 1e-12);
        assertEquals(0.040, round.adding(), 1e-12);
    }

    @Test
    void blocksDoNotGrowWithTheParts() {
        var round = COST.byBlocks(4, 1e8);
        assertEquals(0.02 + 0.008 + 0.008, round.scheduling(), 1e-12);
        assertEquals(0.075, round.out(), 1e-12);
        assertEquals(0.075, round.in(), 1e-12);
        assertEquals(0.2, round.adding(), 1e-12);
        assertTrue(COST.byBlocks(1000, 1e8).in() < 0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e4, 1e6, 1e8})
    void theMostPartsAreTheLastThatFit(double bytes) {
        int most = COST.partsWithin(1, bytes);
        assertTrue(most == 0 || COST.atTheDriver(most, bytes).seconds() <= 1);
        assertTrue(COST.atTheDriver(most + 1, bytes).seconds() > 1);
    }

    @Test
    void theExampleOfThePage() {
        var round = new AveragingCost(1.25e9, 0.012, 0.001, 0.5e9, 0.0005).atTheDriver(100, 1_000_000);
        assertEquals(0.398, round.seconds(), 0.0005);
        assertEquals(0.2, round.adding(), 1e-12);
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> new AveragingCost(0, 1, 1, 1, 1));
        assertEquals("bytesPerSecond must be positive, got 0.0", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> COST.atTheDriver(0, 1));
    }
}
