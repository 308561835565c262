package polyview.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * By what rows are split, as numbers from 0.
 *
 * @param size the number of rows
 * @param classes of each row
 * @param groups of each row, without a gap
 * @param times of each row
 * @param timeText the time of a row as reports show it
 */
record SplitKeys(
        int size,
        Optional<int[]> classes,
        Optional<int[]> groups,
        Optional<double[]> times,
        IntFunction<String> timeText) {

    /** Equal things get equal numbers, in the order in which they come first. */
    static int[] numbered(List<?> values) {
        Map<Object, Integer> numbers = new HashMap<>();
        return values.stream()
                .mapToInt(value -> numbers.computeIfAbsent(value, v -> numbers.size()))
                .toArray();
    }

    /** The place of each time among all times. */
    static int[] ranks(double... times) {
        double[] sorted = Arrays.stream(times).sorted().distinct().toArray();
        return Arrays.stream(times)
                .mapToInt(time -> Arrays.binarySearch(sorted, time))
                .toArray();
    }

    /** Those of some rows. */
    SplitKeys of(int... rows) {
        return new SplitKeys(
                rows.length,
                classes.map(all -> pick(all, rows)),
                groups.map(all ->
                        numbered(IntStream.of(rows).mapToObj(row -> all[row]).toList())),
                times.map(all -> IntStream.of(rows).mapToDouble(row -> all[row]).toArray()),
                i -> timeText.apply(rows[i]));
    }

    private static int[] pick(int[] all, int... rows) {
        return IntStream.of(rows).map(row -> all[row]).toArray();
    }

    /** Parts with these shares. */
    int[][] parts(long seed, double... shares) {
        if (times.isPresent()) {
            return Splits.inTime(ranks(times.get()), shares);
        }
        if (groups.isPresent()) {
            return Splits.byGroupAndClass(groups.get(), classes.orElse(new int[0]), seed, shares);
        }
        return classes.isPresent() ? Splits.byClass(classes.get(), seed, shares) : Splits.atRandom(size, seed, shares);
    }

    /** Parts of equal shares; refused: fewer rows, groups or times than parts. */
    int[][] equalParts(String what, int count, long seed) {
        groups.ifPresent(all -> require(what, count, distinct(all), "groups"));
        times.ifPresent(all -> require(what, count, distinct(ranks(all)), "times"));
        require(what, count, size, "rows");
        double[] shares = new double[count];
        Arrays.fill(shares, 1.0 / count);
        return parts(seed, shares);
    }

    private static void require(String what, int count, int there, String unit) {
        if (there < count) {
            throw new IllegalArgumentException(what + " needs at least " + count + " " + unit + ", got " + there);
        }
    }

    private static int distinct(int... values) {
        return (int) IntStream.of(values).distinct().count();
    }

    /** In how many groups, or rows where there are no groups, each class is. */
    int[] placesOfClasses() {
        int[] of = classes.orElse(new int[0]);
        int[] places = new int[IntStream.of(of).max().orElse(-1) + 1];
        if (groups.isEmpty() || classes.isEmpty()) {
            IntStream.of(of).forEach(c -> places[c]++);
        } else {
            IntStream.range(0, size)
                    .mapToObj(row -> List.of(of[row], groups.get()[row]))
                    .distinct()
                    .forEach(pair -> places[pair.get(0)]++);
        }
        return places;
    }
}
