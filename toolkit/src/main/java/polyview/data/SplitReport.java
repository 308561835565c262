package polyview.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** The tables that tell how well parts came out; classes are those that the split kept in proportion, else those that the data tells. */
final class SplitReport {

    private record Part(String name, double share, int[] rows) {}

    private final SplitSource<?> source;
    private final SplitKeys keys;
    private final int[] classes;
    private final int[] all;
    private final List<Part> parts = new ArrayList<>();

    SplitReport(SplitSource<?> source, SplitKeys keys) {
        this.source = source;
        this.keys = keys;
        this.classes = keys.classes().or(source::classes).orElse(new int[0]);
        this.all = new int[IntStream.of(classes).max().orElse(-1) + 1];
        IntStream.of(classes).forEach(c -> all[c]++);
    }

    /** The name of a class, or its index where the source has no such name. */
    static String className(SplitSource<?> source, int index) {
        return index < source.classNames().size() ? source.classNames().get(index) : Integer.toString(index);
    }

    void add(String name, double share, int... rows) {
        parts.add(new Part(name, share, rows));
    }

    Table table() {
        Table table = Table.create(
                "parts of " + source.name(),
                StringColumn.create("part", parts.stream().map(Part::name)),
                IntColumn.create(
                        "rows",
                        parts.stream().mapToInt(part -> part.rows.length).toArray()),
                percents("percent", p -> 100.0 * p.rows.length / keys.size()),
                percents("wanted", p -> 100 * p.share));
        keys.groups()
                .ifPresent(groups -> table.addColumns(IntColumn.create(
                        "groups",
                        parts.stream()
                                .mapToInt(part -> (int) IntStream.of(part.rows)
                                        .map(row -> groups[row])
                                        .distinct()
                                        .count())
                                .toArray())));
        keys.times()
                .ifPresent(times -> table.addColumns(
                        times("first", part -> at(part, times, (a, b) -> a <= b)),
                        times("last", part -> at(part, times, (a, b) -> a >= b))));
        if (all.length > 0) {
            table.addColumns(
                    IntColumn.create(
                            "lacking", parts.stream().mapToInt(this::lacking).toArray()),
                    percents("deviation", p -> 100 * deviation(p.rows)),
                    StringColumn.create("of class", parts.stream().map(part -> className(source, worst(part.rows)))));
        }
        return table;
    }

    Table classShares() {
        StringColumn names = StringColumn.create("part");
        StringColumn classNames = StringColumn.create("class");
        IntColumn rows = IntColumn.create("rows");
        DoubleColumn percent = percents("percent", List.of());
        DoubleColumn ofAll = percents("percent of all", List.of());
        for (Part part : parts) {
            int[] counts = counts(part.rows);
            for (int c = 0; c < all.length; c++) {
                names.append(part.name);
                classNames.append(className(source, c));
                rows.append(counts[c]);
                percent.append(100.0 * counts[c] / part.rows.length);
                ofAll.append(100.0 * all[c] / classes.length);
            }
        }
        return Table.create("classes of parts of " + source.name(), names, classNames, rows, percent, ofAll);
    }

    /** The largest difference of a class's share in these rows from its share in all. */
    double deviation(int... rows) {
        return all.length == 0 || rows.length == 0 ? 0 : deviation(counts(rows), rows.length, worst(rows));
    }

    private double deviation(int[] counts, int size, int c) {
        return Math.abs((double) counts[c] / size - (double) all[c] / classes.length);
    }

    private int worst(int... rows) {
        int[] counts = counts(rows);
        int worst = 0;
        for (int c = 1; c < all.length; c++) {
            worst = deviation(counts, rows.length, c) > deviation(counts, rows.length, worst) ? c : worst;
        }
        return worst;
    }

    private int lacking(Part part) {
        int[] counts = counts(part.rows);
        return (int) IntStream.range(0, all.length)
                .filter(c -> all[c] > 0 && counts[c] == 0)
                .count();
    }

    private int[] counts(int... rows) {
        int[] counts = new int[all.length];
        IntStream.of(rows).forEach(row -> counts[classes[row]]++);
        return counts;
    }

    private StringColumn times(String name, ToIntFunction<Part> row) {
        return StringColumn.create(
                name, parts.stream().map(part -> keys.timeText().apply(row.applyAsInt(part))));
    }

    /** The row of a part whose time is before, or after, all others. */
    private static int at(Part part, double[] times, BiPredicate<Double, Double> wins) {
        return IntStream.of(part.rows)
                .reduce((a, b) -> wins.test(times[a], times[b]) ? a : b)
                .orElseThrow();
    }

    private DoubleColumn percents(String name, ToDoubleFunction<Part> of) {
        return percents(name, parts.stream().map(of::applyAsDouble).toList());
    }

    private static DoubleColumn percents(String name, List<Double> values) {
        DoubleColumn column = DoubleColumn.create(name, values);
        column.setPrintFormatter(new NumberColumnFormatter() {
            @Override
            public String format(double value) {
                return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
            }
        });
        return column;
    }
}
