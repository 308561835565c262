package polyview.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs several things in turn, so that what else the machine does meets them all alike.
 *
 * <p>Each round runs each thing once, every other round in the opposite order; the result is the median over the rounds.
 */
public final class Rounds {

    private static final int WARM_UP = 5;

    private Rounds() {}

    /** The median time of each task, in milliseconds. */
    static double[] medians(List<Runnable> tasks, int rounds) {
        return results(tasks.stream().map(Rounds::timed).toList(), WARM_UP, rounds).stream()
                .mapToDouble(Rounds::median)
                .toArray();
    }

    /** What each task gave, round by round, without the rounds of the warm-up. */
    static <T> List<List<T>> results(List<Supplier<T>> tasks, int warmUp, int rounds) {
        List<List<T>> results = new ArrayList<>();
        tasks.forEach(task -> results.add(new ArrayList<>()));
        for (int round = -warmUp; round < rounds; round++) {
            for (int turn : order(tasks.size(), round)) {
                T result = tasks.get(turn).get();
                if (round >= 0) {
                    results.get(turn).add(result);
                }
            }
        }
        return results;
    }

    /** The middle value, or the mean of the two in the middle. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static Supplier<Double> timed(Runnable task) {
        return () -> {
            long start = System.nanoTime();
            task.run();
            return (System.nanoTime() - start) / 1e6;
        };
    }

    /** The turns of a round: those of every second round are the other way round. */
    public static List<Integer> order(int count, int round) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(round % 2 == 0 ? i : count - 1 - i);
        }
        return order;
    }
}
