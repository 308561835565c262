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
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Seeds;

/** Groups in folds over a thousand random data sets: what must always hold, computed here anew from the rows of the folds. */
@Tag("data")
class GroupFoldsTest {

    private static final int CASES = 1000;

    /** Random groups of very different sizes, whose rows tend to be of one class. */
    private record Made(int k, int[] groups, int[] classes) {

        static Made of(int number) {
            SplittableRandom random = Seeds.stream(2026, number);
            int k = 2 + random.nextInt(6);
            int count = k + random.nextInt(60);
            int kinds = 2 + random.nextInt(5);
            IntStream.Builder groups = IntStream.builder();
            IntStream.Builder classes = IntStream.builder();
            for (int g = 0; g < count; g++) {
                int size = 1 + (int) Math.pow(random.nextDouble() * 5, 2);
                int own = random.nextInt(kinds);
                for (int i = 0; i < size; i++) {
                    groups.add(g);
                    classes.add(random.nextDouble() < 0.7 ? own : random.nextInt(kinds));
                }
            }
            return new Made(k, groups.build().toArray(), classes.build().toArray());
        }

        Folds<int[]> folds(boolean stratified) {
            Splitter<int[]> splitter =
                    Splitter.ofIndices(groups.length).byGroup(groups).classesMayLack();
            return (stratified ? splitter.stratified(classes) : splitter).kFold(k, 7);
        }

        /** The fold of each group; fails where a group is in two. */
        int[] foldOfGroups(Folds<int[]> folds) {
            Map<Integer, Integer> fold = new HashMap<>();
            for (int f = 0; f < folds.size(); f++) {
                for (int row : folds.testRows(f)) {
                    assertEquals(f, fold.computeIfAbsent(groups[row], none -> -1) < 0 ? f : fold.get(groups[row]));
                    fold.put(groups[row], f);
                }
            }
            return IntStream.range(0, fold.size()).map(fold::get).toArray();
        }

        /** Pearson's X^2 of folds by classes, and of folds by all rows. */
        double chiSquare(int[] fold, boolean stratified) {
            int kinds = IntStream.of(classes).max().orElse(0) + 2;
            double[][] seen = new double[k][kinds];
            double[] all = new double[kinds];
            for (int i = 0; i < groups.length; i++) {
                for (int r : new int[] {classes[i], kinds - 1}) {
                    seen[fold[groups[i]]][r]++;
                    all[r]++;
                }
            }
            double sum = 0;
            for (int r = stratified ? 0 : kinds - 1; r < kinds; r++) {
                for (int f = 0; f < k && all[r] > 0; f++) {
                    sum += Math.pow(seen[f][r] - all[r] / k, 2) / (all[r] / k);
                }
            }
            return sum;
        }

        /** {@code (k - 1) sum m_gr^2 / n_r}. */
        double bound(boolean stratified) {
            int kinds = IntStream.of(classes).max().orElse(0) + 2;
            double[][] m = new double[IntStream.of(groups).max().orElse(0) + 1][kinds];
            double[] n = new double[kinds];
            for (int i = 0; i < groups.length; i++) {
                for (int r : new int[] {classes[i], kinds - 1}) {
                    m[groups[i]][r]++;
                    n[r]++;
                }
            }
            double sum = 0;
            for (double[] group : m) {
                for (int r = stratified ? 0 : kinds - 1; r < kinds; r++) {
                    sum += n[r] > 0 ? group[r] * group[r] / n[r] : 0;
                }
            }
            return (k - 1) * sum;
        }

        double largestDeviation(int[] fold) {
            int kinds = IntStream.of(classes).max().orElse(0) + 1;
            double[][] seen = new double[k][kinds];
            double[] all = new double[kinds];
            double[] sizes = new double[k];
            for (int i = 0; i < groups.length; i++) {
                seen[fold[groups[i]]][classes[i]]++;
                sizes[fold[groups[i]]]++;
                all[classes[i]]++;
            }
            double largest = 0;
            for (int f = 0; f < k; f++) {
                for (int c = 0; c < kinds; c++) {
                    largest = Math.max(largest, Math.abs(seen[f][c] / sizes[f] - all[c] / groups.length));
                }
            }
            return largest;
        }
    }

    @Test
    void noGroupIsInTwoParts() {
        for (int number = 0; number < CASES; number++) {
            Made made = Made.of(number);
            for (boolean stratified : new boolean[] {false, true}) {
                Folds<int[]> folds = made.folds(stratified);
                assertEquals(made.k, folds.size());
                int tested = 0;
                for (int f = 0; f < folds.size(); f++) {
                    Set<Integer> train = groups(made, folds.trainRows(f));
                    Set<Integer> test = groups(made, folds.testRows(f));
                    assertFalse(test.isEmpty());
                    assertTrue(test.stream().noneMatch(train::contains), () -> made + " has a group in both");
                    assertEquals(made.groups.length, folds.trainRows(f).length + folds.testRows(f).length);
                    tested += folds.testRows(f).length;
                }
                assertEquals(made.groups.length, tested);
            }
        }
    }

    private static Set<Integer> groups(Made made, int... rows) {
        Set<Integer> groups = new HashSet<>();
        IntStream.of(rows).forEach(row -> groups.add(made.groups[row]));
        return groups;
    }

    @Test
    void theErrorOfTheClassesIsBoundedAndTold() {
        double largest = 0;
        double sum = 0;
        double nearest = 0;
        for (int number = 0; number < CASES; number++) {
            Made made = Made.of(number);
            Folds<int[]> folds = made.folds(true);
            int[] fold = made.foldOfGroups(folds);
            double chi = made.chiSquare(fold, true);
            assertTrue(chi <= made.bound(true) + 1e-9, "case " + number + ": " + chi + " over " + made.bound(true));
            nearest = Math.max(nearest, chi / made.bound(true));
            double deviation = made.largestDeviation(fold);
            assertEquals(deviation, folds.largestDeviation(), 1e-12);
            assertEquals(
                    100 * deviation,
                    folds.report().doubleColumn("deviation").max(),
                    1e-9,
                    "the report tells the largest deviation");
            largest = Math.max(largest, deviation);
            sum += deviation;
        }
        System.out.printf(
                "by group and class, %d cases: largest deviation of a class's share %.4f, mean of the largest %.4f;"
                        + " X^2 at most %.3f of its bound%n",
                CASES, largest, sum / CASES, nearest);
    }

    @Test
    void noMoveAndNoChangeOfTwoGroupsIsBetter() {
        for (int number = 0; number < 100; number++) {
            Made made = Made.of(number);
            for (boolean stratified : new boolean[] {false, true}) {
                int[] fold = made.foldOfGroups(made.folds(stratified));
                double chi = made.chiSquare(fold, stratified);
                for (int g = 0; g < fold.length; g++) {
                    int from = fold[g];
                    boolean alone = IntStream.of(fold).filter(f -> f == from).count() == 1;
                    for (int f = 0; f < made.k && !alone; f++) {
                        fold[g] = f;
                        assertTrue(made.chiSquare(fold, stratified) >= chi - 1e-6);
                    }
                    fold[g] = from;
                    for (int h = 0; h < g; h++) {
                        int other = fold[h];
                        fold[h] = from;
                        fold[g] = other;
                        assertTrue(made.chiSquare(fold, stratified) >= chi - 1e-6);
                        fold[h] = other;
                        fold[g] = from;
                    }
                }
            }
        }
    }

    @Test
    void equalGroupsGiveEqualFolds() {
        int[] groups = IntStream.range(0, 60).map(i -> i / 3).toArray();
        int[] classes = Arrays.stream(groups).map(g -> g % 2).toArray();
        var folds = Splitter.ofIndices(60).byGroup(groups).stratified(classes).kFold(5, 3);
        assertEquals("5 folds, tests of [12, 12, 12, 12, 12] rows", folds.toString());
        assertEquals(0, folds.largestDeviation());
        int[] single = IntStream.range(0, 10).toArray();
        var alone = Splitter.ofIndices(10).byGroup(single).kFold(10, 3);
        assertEquals(10, alone.stream().filter(fold -> fold.test().length == 1).count());
    }

    @Test
    void partsOfGroupsComeAsNearToTheirSharesAsGroupsAllow() {
        // Groups of 50, 30, 10, 5 and 5 rows can give shares of 0.5, 0.3 and 0.2 to the row, in this way alone.
        int[] groups = IntStream.range(0, 100)
                .map(i -> i < 50 ? 0 : i < 80 ? 1 : i < 90 ? 2 : i < 95 ? 3 : 4)
                .toArray();
        for (long seed = 0; seed < 20; seed++) {
            var parts = Splitter.ofIndices(100).byGroup(groups).split(seed, 0.5, 0.3, 0.2);
            assertEquals("3 parts of [50, 30, 20] rows", parts.toString());
        }
    }

    @Test
    void theSeedDecidesTheFolds() {
        Made made = Made.of(3);
        var splitter = Splitter.ofIndices(made.groups.length).byGroup(made.groups);
        assertArrayEquals(splitter.kFold(3, 7).testRows(0), splitter.kFold(3, 7).testRows(0));
        assertFalse(Arrays.equals(
                splitter.kFold(3, 7).testRows(0), splitter.kFold(3, 8).testRows(0)));
        var repeated = splitter.repeatedKFold(3, 2, 7);
        assertArrayEquals(splitter.kFold(3, 7).testRows(2), repeated.testRows(2));
        assertFalse(Arrays.equals(repeated.testRows(0), repeated.testRows(3)));
        assertEquals("repeat 2 fold 1", repeated.name(3));
    }
}
