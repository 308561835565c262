package polyview.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The epochs of one contender, one after another. */
final class EpochRun {

    /** Summing every pixel would cost about as much as the copy of a batch; a few of each batch will do. */
    private static final int A_FEW = 4099;

    /**
     * What one epoch took.
     *
     * @param pairsPerSecond by the clock
     * @param cpuMilliseconds CPU time of a pair, on all threads together
     */
    record Reading(double pairsPerSecond, double cpuMilliseconds) {

        static double median(List<Reading> readings, ToDoubleFunction<Reading> number) {
            return Rounds.median(readings.stream().map(number::applyAsDouble).toList());
        }
    }

    private final Contender contender;
    private final int pairs;
    private final double mean;
    private int epoch;

    /** Reads the first epoch, which counts for nothing but the mean of its pixels. */
    EpochRun(Contender contender, int pairs) {
        this.contender = contender;
        this.pairs = pairs;
        PixelSum all = new PixelSum(1);
        read(all);
        this.mean = all.mean();
    }

    Contender contender() {
        return contender;
    }

    /** The mean of all pixels of the first epoch. */
    double mean() {
        return mean;
    }

    /** Reads the next epoch. */
    Reading next() {
        double cpu = contender.cpuSeconds();
        long start = System.nanoTime();
        read(new PixelSum(A_FEW));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Reading(pairs / seconds, (contender.cpuSeconds() - cpu) * 1000 / pairs);
    }

    private void read(PixelSum sum) {
        int read = contender.read(epoch, sum);
        if (read != pairs) {
            throw new IllegalStateException(
                    contender.name() + " read " + read + " pairs in epoch " + epoch + ", not " + pairs);
        }
        epoch++;
    }
}
