package polyview.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Seeds;
import polyview.base.Startup;

/**
 * Splits a data set into parts or folds: at random, with the classes in proportion, by group, by group and class, or in the order of
 * time. A seed decides everything.
 *
 * <p>The rules of scikit-learn by its names: KFold is {@code kFold}, StratifiedKFold {@code stratified().kFold}, GroupKFold {@code
 * byGroup().kFold}, StratifiedGroupKFold {@code byGroup().stratified().kFold}, TimeSeriesSplit {@code byTime().kFold}; RepeatedKFold
 * {@code repeatedKFold}.
 *
 * <p>Every data set has one that knows its classes and, where it comes from a manifest, its groups and times. Options return a new
 * splitter and do not change this one.
 *
 * <pre>{@code
 * var parts = scans.splitter().byGroup().stratified().split(7, 0.7, 0.15, 0.15);   // no patient in two parts
 * parts.report()                                            // rows, groups, largest deviation of each part
 * for (var fold : scans.splitter().byGroup().kFold(5, 7)) {
 *     model.fit(reader.over(fold.train()), Fit.epochs(10));
 * }
 * }</pre>
 *
 * <p>Refused by all that split: repeated rows, see {@link Splits#requireOnce}; {@code byTime cannot be joined with byGroup or stratified:
 * a cut in time decides alone}.
 *
 * @param <T> a part
 */
public final class Splitter<T> {

    static {
        Startup.begin();
    }

    private final SplitSource<T> source;
    private final SplitKeys keys;
    private final boolean mayLack;

    /** At random, until an option says otherwise. */
    public Splitter(SplitSource<T> source) {
        this(
                source,
                new SplitKeys(source.size(), Optional.empty(), Optional.empty(), Optional.empty(), row -> ""),
                false);
    }

    private Splitter(SplitSource<T> source, SplitKeys keys, boolean mayLack) {
        this.source = source;
        this.keys = keys;
        this.mayLack = mayLack;
    }

    /** Of the numbers 0 to size - 1, for data of any kind; refused: {@code size must be positive, got 0}. */
    public static Splitter<int[]> ofIndices(int size) {
        Checks.requirePositive("size", size);
        return new Splitter<>(new SplitSource<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public int[] part(int... rows) {
                return rows.clone();
            }
        });
    }

    /** Keeps the classes in proportion; refused: {@code pairs.csv does not tell classes: give them, stratified(classes)}. */
    public Splitter<T> stratified() {
        return stratified(source.classes().orElseThrow(() -> untold("classes", "stratified(classes)")));
    }

    /**
     * Keeps these classes in proportion, such as a number cut into ranges.
     *
     * <p>Refused: {@code classes must hold one for each of the 10 rows, got 9}; {@code a class must not be negative, got -1}.
     *
     * @param classes the class of each row, from 0
     */
    public Splitter<T> stratified(int... classes) {
        requireEach("classes", classes.length);
        IntStream.of(classes).forEach(c -> Checks.requireNotNegative("a class", c));
        return with(
                new SplitKeys(keys.size(), Optional.of(classes.clone()), keys.groups(), keys.times(), keys.timeText()));
    }

    /** Puts no group into two parts; refused: {@code pairs.csv does not tell groups: give them, byGroup(groups)}. */
    public Splitter<T> byGroup() {
        return byGroup(source.groups().orElseThrow(() -> untold("groups", "byGroup(groups)")));
    }

    /**
     * Puts no group into two parts.
     *
     * @param groups what each row belongs to, equal for rows of one group; refused: {@code groups must hold one for each of the 10 rows,
     *     got 9}
     */
    public Splitter<T> byGroup(List<?> groups) {
        requireEach("groups", groups.size());
        return with(new SplitKeys(
                keys.size(), keys.classes(), Optional.of(SplitKeys.numbered(groups)), keys.times(), keys.timeText()));
    }

    /** See {@link #byGroup(List)}. */
    public Splitter<T> byGroup(int... groups) {
        return byGroup(IntStream.of(groups).boxed().toList());
    }

    /** Splits in the order of time; refused: {@code pairs.csv does not tell times: give them, byTime(times)}. */
    public Splitter<T> byTime() {
        double[] times = source.times().orElseThrow(() -> untold("times", "byTime(times)"));
        return byTime(times, source::timeText);
    }

    /**
     * Splits in the order of time: the first part ends before the second begins. Rows of one time stay together.
     *
     * @param times of each row, in any unit; refused: {@code times must hold one for each of the 10 rows, got 9}; {@code a time must be
     *     finite, got NaN in row 3}
     */
    public Splitter<T> byTime(double... times) {
        double[] copy = times.clone();
        return byTime(copy, row -> Double.toString(copy[row]));
    }

    private Splitter<T> byTime(double[] times, IntFunction<String> text) {
        requireEach("times", times.length);
        for (int row = 0; row < times.length; row++) {
            if (!Double.isFinite(times[row])) {
                throw new IllegalArgumentException("a time must be finite, got " + times[row] + " in row " + row);
            }
        }
        return with(new SplitKeys(keys.size(), keys.classes(), keys.groups(), Optional.of(times), text));
    }

    /** Takes folds too in which a class does not occur, where there are fewer rows or groups of it than folds. */
    public Splitter<T> classesMayLack() {
        return new Splitter<>(source, keys, true);
    }

    /** The same, with parts that are made into something else: {@code manifest.splitter().map(reader::over)}. */
    public <U> Splitter<U> map(Function<? super T, ? extends U> how) {
        return new Splitter<>(new MappedSource<>(source, how), keys, mayLack);
    }

    /**
     * Parts with these shares, of which the order in time is that of the arguments.
     *
     * <p>Refused: what {@link Splits#atRandom}, {@link Splits#byGroup} and {@link Splits#inTime} refuse.
     *
     * <p>Example: {@code split(7, 0.7, 0.15, 0.15)} of 20 rows gives parts of 14, 3 and 3.
     *
     * @param seed decides all but parts in time, which are not drawn
     */
    public Parts<T> split(long seed, double... shares) {
        requireSplittable();
        return new Parts<>(source, keys, keys.parts(seed, shares), shares);
    }

    /**
     * k folds: each row is in the test part of one of them, and in the training part of all others.
     *
     * <p>In time, there are k + 1 parts one after another: fold i trains on the first i of them and is tested on the next. The first
     * part is tested in no fold.
     *
     * <p>Refused: {@code folds must be at least 2, got 1}; {@code kFold(5) needs at least 5 groups, got 3}, rows and times too; {@code
     * kFold(5) needs 5 rows of each class, class b has 3: take at most 3 folds, or classesMayLack()}, groups too.
     *
     * @param seed decides all but folds in time, which are not drawn
     */
    public Folds<T> kFold(int folds, long seed) {
        return repeatedKFold(folds, 1, seed);
    }

    /**
     * {@link #kFold} several times, dealt anew each time; the first time as kFold deals it.
     *
     * <p>Refused also: {@code repeats must be positive, got 0}; {@code byTime has no repeats: they would all be the same}.
     */
    public Folds<T> repeatedKFold(int folds, int repeats, long seed) {
        Checks.requirePositive("repeats", repeats);
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, got " + folds);
        }
        requireSplittable();
        boolean inTime = keys.times().isPresent();
        if (inTime && repeats > 1) {
            throw new IllegalArgumentException("byTime has no repeats: they would all be the same");
        }
        String what = "kFold(" + folds + ")";
        requireClasses(what, folds);
        List<FoldRows> rows = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            int[][] parts =
                    keys.equalParts(what, inTime ? folds + 1 : folds, repeat == 0 ? seed : Seeds.mix(seed, repeat));
            for (int fold = 0; fold < folds; fold++) {
                rows.add(new FoldRows(repeat + 1, fold + 1, parts, inTime ? fold + 1 : fold, inTime));
            }
        }
        return new Folds<>(source, keys, folds, rows);
    }

    /**
     * Outer folds for the test, and in the training part of each inner folds to choose options with: what is chosen there never sees the
     * outer test.
     *
     * <p>Refused: what {@link #kFold} refuses, of the inner ones as {@code inner folds of fold 2: kFold(5) needs at least 5 groups, got 4}.
     */
    public List<NestedFold<T>> nested(int outer, int inner, long seed) {
        Folds<T> folds = kFold(outer, seed);
        List<NestedFold<T>> nested = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            int[] rows = folds.trainRows(i);
            Splitter<T> within = new Splitter<>(new PartSource<>(source, rows), keys.of(rows), mayLack);
            try {
                nested.add(new NestedFold<>(folds, i, within.kFold(inner, Seeds.mix(seed, -1, i))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("inner folds of fold " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(nested);
    }

    /** By what it splits: {@code Splitter of pairs.csv: 20 rows, stratified, by group}. */
    @Override
    public String toString() {
        return "Splitter of " + source.name() + ": " + keys.size() + " rows"
                + (keys.classes().isPresent() ? ", stratified" : "")
                + (keys.groups().isPresent() ? ", by group" : "")
                + (keys.times().isPresent() ? ", by time" : "");
    }

    private Splitter<T> with(SplitKeys other) {
        if (other.times().isPresent()
                && (other.groups().isPresent() || other.classes().isPresent())) {
            throw new IllegalArgumentException(
                    "byTime cannot be joined with byGroup or stratified: a cut in time decides alone");
        }
        return new Splitter<>(source, other, mayLack);
    }

    private void requireSplittable() {
        Splits.requireOnce(source.identities(), source::where);
    }

    private void requireClasses(String what, int folds) {
        int[] places = keys.placesOfClasses();
        for (int c = 0; c < places.length && !mayLack; c++) {
            if (places[c] > 0 && places[c] < folds) {
                String unit = keys.groups().isPresent() ? "groups" : "rows";
                throw new IllegalArgumentException(what + " needs " + folds + " " + unit + " of each class, class "
                        + SplitReport.className(source, c) + " has " + places[c] + ": take "
                        + (places[c] > 1 ? "at most " + places[c] + " folds, or " : "") + "classesMayLack()");
            }
        }
    }

    private void requireEach(String what, int count) {
        if (count != keys.size()) {
            throw new IllegalArgumentException(
                    what + " must hold one for each of the " + keys.size() + " rows, got " + count);
        }
    }

    private IllegalArgumentException untold(String what, String remedy) {
        return new IllegalArgumentException(source.name() + " does not tell " + what + ": give them, " + remedy);
    }
}
