package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Seeds;

/** Parts and folds by every rule; those by group are in {@link GroupFoldsTest}. */
@Tag("data")
class SplitterTest {

    private static Set<Integer> set(int... rows) {
        return IntStream.of(rows).boxed().collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<Integer> all(int size) {
        return set(IntStream.range(0, size).toArray());
    }

    @Test
    void everyRowIsTestedOnceInEachRepeat() {
        var folds = Splitter.ofIndices(23).repeatedKFold(4, 3, 7);
        assertEquals(12, folds.size());
        assertEquals(3, folds.repeats());
        for (int repeat = 0; repeat < 3; repeat++) {
            Set<Integer> tested = new HashSet<>();
            for (int f = 0; f < 4; f++) {
                int[] test = folds.testRows(4 * repeat + f);
                int[] train = folds.trainRows(4 * repeat + f);
                assertTrue(test.length == 5 || test.length == 6);
                assertEquals(23, test.length + train.length);
                Set<Integer> both = set(test);
                both.addAll(set(train));
                assertEquals(all(23), both);
                tested.addAll(set(test));
            }
            assertEquals(all(23), tested);
        }
        // (5 / 18 + 3 x 6 / 17) / 4 in each repeat.
        assertEquals((5 / 18.0 + 3 * 6 / 17.0) / 4, folds.testOverTrain(), 1e-12);
    }

    @Test
    void stratifiedFoldsHaveOfEachClassTheShareRoundedDownOrUp() {
        SplittableRandom random = Seeds.stream(1);
        for (int number = 0; number < 200; number++) {
            int k = 2 + random.nextInt(5);
            int kinds = 1 + random.nextInt(4);
            int[] classes = IntStream.concat(
                            IntStream.range(0, kinds * k).map(i -> i % kinds),
                            random.ints(random.nextInt(50), 0, kinds))
                    .toArray();
            var folds = Splitter.ofIndices(classes.length).stratified(classes).kFold(k, number);
            for (int f = 0; f < k; f++) {
                for (int c = 0; c < kinds; c++) {
                    int of = c;
                    double ideal = IntStream.of(classes).filter(x -> x == of).count() / (double) k;
                    long there = IntStream.of(folds.testRows(f))
                            .filter(row -> classes[row] == of)
                            .count();
                    assertTrue(there >= Math.floor(ideal) && there <= Math.ceil(ideal));
                }
            }
        }
    }

    @Test
    void timeIsNeverShuffledAndTrainingComesBeforeTheTest() {
        SplittableRandom random = Seeds.stream(2);
        for (int number = 0; number < 200; number++) {
            int k = 2 + random.nextInt(4);
            double[] times =
                    random.ints(20 + random.nextInt(30), 0, 30).asDoubleStream().toArray();
            var folds = Splitter.ofIndices(times.length).byTime(times).kFold(k, number);
            int before = 0;
            for (int f = 0; f < k; f++) {
                double last = Arrays.stream(folds.trainRows(f))
                        .mapToDouble(row -> times[row])
                        .max()
                        .orElseThrow();
                double first = Arrays.stream(folds.testRows(f))
                        .mapToDouble(row -> times[row])
                        .min()
                        .orElseThrow();
                assertTrue(last < first, "a time is in both, or later in training");
                assertTrue(folds.trainRows(f).length > before);
                before = folds.trainRows(f).length;
            }
            assertEquals(times.length, before + folds.testRows(k - 1).length);
            var parts = Splitter.ofIndices(times.length).byTime(times).split(number, 0.6, 0.2, 0.2);
            assertTrue(last(times, parts.rows(0)) < first(times, parts.rows(1)));
            assertTrue(last(times, parts.rows(1)) < first(times, parts.rows(2)));
        }
    }

    private static double last(double[] times, int... rows) {
        return IntStream.of(rows).mapToDouble(row -> times[row]).max().orElseThrow();
    }

    private static double first(double[] times, int... rows) {
        return IntStream.of(rows).mapToDouble(row -> times[row]).min().orElseThrow();
    }

    /** The example in scikit-learn's documents of TimeSeriesSplit: six samples, five folds. */
    @Test
    void foldsInTimeAreThoseOfTimeSeriesSplit() {
        var folds = Splitter.ofIndices(6).byTime(0, 1, 2, 3, 4, 5).kFold(5, 1);
        for (int f = 0; f < 5; f++) {
            assertArrayEquals(IntStream.rangeClosed(0, f).toArray(), folds.trainRows(f));
            assertArrayEquals(new int[] {f + 1}, folds.testRows(f));
        }
    }

    @Test
    void oneTimeStaysTogetherAndTheTableTellsTheSizes() {
        double[] times = {1, 2, 2, 2, 3, 4, 5, 5};
        var parts = Splitter.ofIndices(8).byTime(times).split(1, 0.5, 0.5);
        assertArrayEquals(new int[] {0, 1, 2, 3}, parts.rows(0));
        var report = parts.report();
        assertEquals(List.of("part", "rows", "percent", "wanted", "first", "last"), report.columnNames());
        assertEquals("1.0", report.stringColumn("first").get(0));
        assertEquals("2.0", report.stringColumn("last").get(0));
        var uneven = Splitter.ofIndices(8).byTime(1, 1, 1, 1, 1, 1, 1, 2).split(1, 0.5, 0.5);
        assertEquals("2 parts of [7, 1] rows", uneven.toString());
        assertEquals(87.5, uneven.report().doubleColumn("percent").get(0));
        assertEquals(50, uneven.report().doubleColumn("wanted").get(0));
    }

    @Test
    void ofTwoCutsThatAreEquallyNearTheFirstIsTaken() {
        int[][] parts = Splits.inTime(new int[] {0, 1, 1, 1, 2}, 0.5, 0.5);
        assertArrayEquals(new int[] {0}, parts[0]);
        assertArrayEquals(new int[] {1, 2, 3, 4}, parts[1]);
        int[][] unsorted = Splits.inTime(new int[] {2, 0, 1, 0}, 0.5, 0.25, 0.25);
        assertArrayEquals(new int[] {1, 3}, unsorted[0]);
        assertArrayEquals(new int[] {2}, unsorted[1]);
        assertArrayEquals(new int[] {0}, unsorted[2]);
    }

    @Test
    void innerFoldsNeverSeeTheOuterTest() {
        int[] groups = IntStream.range(0, 60).map(i -> i / 4).toArray();
        int[] classes = IntStream.range(0, 60).map(i -> i / 4 % 2).toArray();
        var nested = Splitter.ofIndices(60).byGroup(groups).stratified(classes).nested(3, 2, 7);
        assertEquals(3, nested.size());
        for (var outer : nested) {
            Set<Integer> test = set(outer.outer().test());
            Set<Integer> groupsOfTest = test.stream().map(row -> groups[row]).collect(Collectors.toSet());
            Set<Integer> tested = new HashSet<>();
            assertEquals(2, outer.inner().size());
            for (var inner : outer.inner()) {
                Set<Integer> seen = set(inner.train());
                seen.addAll(set(inner.test()));
                assertEquals(set(outer.outer().train()), seen);
                assertTrue(seen.stream().noneMatch(row -> groupsOfTest.contains(groups[row])));
                Set<Integer> innerTest =
                        IntStream.of(inner.test()).mapToObj(row -> groups[row]).collect(Collectors.toSet());
                assertTrue(IntStream.of(inner.train()).noneMatch(row -> innerTest.contains(groups[row])));
                tested.addAll(set(inner.test()));
            }
            assertEquals(set(outer.outer().train()), tested);
        }
        assertEquals("fold 2 of 3, with 2 inner folds", nested.get(1).toString());
    }

    @Test
    void theReportTellsRowsGroupsAndTheLargestDeviation() {
        // Group 0 has all four rows of class b; the other groups have one row of class a each.
        int[] groups = {0, 0, 0, 0, 1, 2, 3, 4};
        int[] classes = {1, 1, 1, 1, 0, 0, 0, 0};
        var parts = Splitter.ofIndices(8).byGroup(groups).stratified(classes).split(1, 0.5, 0.5);
        var report = parts.report();
        assertEquals(
                List.of("part", "rows", "percent", "wanted", "groups", "lacking", "deviation", "of class"),
                report.columnNames());
        int with = set(parts.rows(0)).contains(0) ? 0 : 1;
        int rows = report.intColumn("rows").get(with);
        double deviation = 100 * (4.0 / rows - 0.5);
        assertEquals(deviation, report.doubleColumn("deviation").get(with), 1e-9);
        assertEquals(1, report.intColumn("lacking").get(1 - with));
        assertEquals(50, report.doubleColumn("deviation").get(1 - with), 1e-9);
        assertEquals(0.5, parts.largestDeviation(), 1e-12);
        var shares = parts.classShares();
        assertEquals(4, shares.rowCount());
        assertEquals(50.0, shares.doubleColumn("percent of all").get(0));
    }

    @Test
    void whatCannotBeMadeIsRefusedWithNumbers() {
        var ten = Splitter.ofIndices(10);
        refused("kFold(11) needs at least 11 rows, got 10", () -> ten.kFold(11, 1));
        refused("folds must be at least 2, got 1", () -> ten.kFold(1, 1));
        refused("repeats must be positive, got 0", () -> ten.repeatedKFold(2, 0, 1));
        int[] three = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
        refused("kFold(5) needs at least 5 groups, got 3", () -> ten.byGroup(three)
                .kFold(5, 1));
        refused("4 parts need at least 4 groups, got 3", () -> ten.byGroup(three)
                .split(1, 0.25, 0.25, 0.25, 0.25));
        refused(
                "kFold(3) needs at least 4 times, got 3",
                () -> ten.byTime(IntStream.of(three).asDoubleStream().toArray()).kFold(3, 1));
        refused(
                "4 parts one after another need at least 4 times, got 3",
                () -> ten.byTime(IntStream.of(three).asDoubleStream().toArray()).split(1, 0.25, 0.25, 0.25, 0.25));
        refused("the data does not tell groups: give them, byGroup(groups)", ten::byGroup);
        refused("the data does not tell times: give them, byTime(times)", ten::byTime);
        refused("the data does not tell classes: give them, stratified(classes)", ten::stratified);
        refused("groups must hold one for each of the 10 rows, got 2", () -> ten.byGroup(1, 2));
        refused("a time must be finite, got NaN in row 0", () -> Splitter.ofIndices(1)
                .byTime(Double.NaN));
        refused("a class must not be negative, got -1", () -> Splitter.ofIndices(1)
                .stratified(-1));
        refused(
                "byTime cannot be joined with byGroup or stratified: a cut in time decides alone",
                () -> ten.byGroup(three).byTime(new double[10]));
        refused("byTime has no repeats: they would all be the same", () -> ten.byTime(
                        IntStream.range(0, 10).asDoubleStream().toArray())
                .repeatedKFold(2, 2, 1));
        int[] five = {0, 1, 2, 3, 4, 4, 4, 4, 4, 4};
        refused(
                "inner folds of fold 1: kFold(5) needs at least 5 groups, got "
                        + distinct(five, ten.byGroup(five).kFold(2, 1).trainRows(0)),
                () -> ten.byGroup(five).nested(2, 5, 1));
    }

    private static long distinct(int[] groups, int... rows) {
        return IntStream.of(rows).map(row -> groups[row]).distinct().count();
    }

    @Test
    void aClassWithFewerRowsOrGroupsThanFoldsIsRefusedOrToldWhereAsked() {
        int[] classes = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
        var rare = Splitter.ofIndices(10).stratified(classes);
        refused(
                "kFold(5) needs 5 rows of each class, class 1 has 3: take at most 3 folds, or classesMayLack()",
                () -> rare.kFold(5, 1));
        var told = rare.classesMayLack().kFold(5, 1).report();
        assertEquals(2, told.intColumn("lacking").sum());
        int[] groups = {0, 1, 2, 3, 4, 5, 6, 7, 7, 7};
        refused(
                "kFold(3) needs 3 groups of each class, class 1 has 1: take classesMayLack()",
                () -> rare.byGroup(groups).kFold(3, 1));
    }

    @Test
    void aUsersOwnDataCanBeSplit() {
        record Names(List<String> names) implements SplitSource<List<String>> {
            @Override
            public int size() {
                return names.size();
            }

            @Override
            public List<String> part(int... rows) {
                return IntStream.of(rows).mapToObj(names::get).toList();
            }
        }
        var folds = new Splitter<>(new Names(List.of("a", "b", "c", "d"))).kFold(2, 7);
        Set<String> tested = new HashSet<>(folds.get(0).test());
        tested.addAll(folds.get(1).test());
        assertEquals(Set.of("a", "b", "c", "d"), tested);
        assertEquals(2, folds.map(List::size).get(0).test());
    }
}
