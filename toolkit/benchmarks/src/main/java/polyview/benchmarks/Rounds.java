package polyview.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times several things in turn, so that what else the machine does meets them all alike.
 *
 * <p>Each round runs each thing once, every other round in the opposite order; the result is the median over the rounds.
 */
final class Rounds {

    private static final int WARM_UP = 5;

    private Rounds() {}

    /** The median time of each task, in milliseconds. */
    static double[] medians(List<Runnable> tasks, int rounds) {
        double[][] times = new double[tasks.size()][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int turn : order(tasks.size(), round)) {
                long start = System.nanoTime();
                tasks.get(turn).run();
                double passed = (System.nanoTime() - start) / 1e6;
                if (round >= 0) {
                    times[turn][round] = passed;
                }
            }
        }
        return Arrays.stream(times).mapToDouble(Rounds::median).toArray();
    }

    private static List<Integer> order(int count, int round) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(round % 2 == 0 ? i : count - 1 - i);
        }
        return order;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
