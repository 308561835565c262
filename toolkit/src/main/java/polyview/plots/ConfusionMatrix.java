package polyview.plots;

import java.awt.Graphics2D;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.metrics.ConfusionCounts;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The confusion matrix of a classifier: a row for each true class, a column for each predicted one.
 *
 * <p>Each cell shows the number of samples, if it fits; its shade is their share of the row. {@link
 * Plots#confusionMatrix} makes one.
 *
 * <p>Example, labels (0, 0, 1) and scores ((2, 1), (0, 3), (1, 4)): {@code count(0, 0)} is 1, {@code count(0, 1)} is 1,
 * {@code count(1, 1)} is 1 and {@code accuracy()} is 0.6667.
 */
public final class ConfusionMatrix implements Plot {

    static {
        Startup.begin();
    }

    private final List<String> classes;
    private final long[][] counts;
    private final ConfusionPainter painter;

    private ConfusionMatrix(List<String> classes, long[][] counts) {
        this.classes = classes;
        this.counts = counts;
        this.painter = new ConfusionPainter(this);
    }

    static ConfusionMatrix of(FloatArray labels, Decisions decisions, List<String> classes) {
        List<String> names = decisions.names(classes);
        int[] truths = decisions.truths(labels);
        long[][] counts = new long[names.size()][names.size()];
        for (int sample = 0; sample < truths.length; sample++) {
            counts[truths[sample]][decisions.predicted(sample)]++;
        }
        return new ConfusionMatrix(names, counts);
    }

    static ConfusionMatrix of(ConfusionCounts counted, List<String> classes) {
        List<String> names = Decisions.names(classes, counted.classes());
        long[][] counts = new long[names.size()][names.size()];
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[truth][predicted] = counted.count(truth, predicted);
            }
        }
        return new ConfusionMatrix(names, counts);
    }

    /** The names of the classes, by index. */
    public List<String> classes() {
        return classes;
    }

    /** How many samples have this true class and this predicted class. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** How many samples have this true class. */
    public long total(int truth) {
        return LongStream.of(counts[truth]).sum();
    }

    /** How many samples there are. */
    public long samples() {
        return IntStream.range(0, classes.size()).mapToLong(this::total).sum();
    }

    /** The share of the samples on the diagonal; NaN without samples. */
    public double accuracy() {
        return IntStream.range(0, classes.size()).mapToLong(i -> count(i, i)).sum() / (double) samples();
    }

    /** A row for each true class: its name in the column {@code true class}, then a column of counts for each predicted one. */
    public Table table() {
        Table table = Table.create("confusion matrix", StringColumn.create("true class", classes));
        // For Tablesaw A and a are the same name.
        Set<String> taken = new HashSet<>(Set.of("true class"));
        for (int predicted = 0; predicted < classes.size(); predicted++) {
            String name = classes.get(predicted);
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = classes.get(predicted) + " (" + i + ")";
            }
            int column = predicted;
            table.addColumns(LongColumn.create(
                    name,
                    IntStream.range(0, classes.size())
                            .mapToLong(truth -> counts[truth][column])
                            .toArray()));
        }
        return table;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        painter.paint(g, width, height);
    }

    @Override
    public int width() {
        return painter.width();
    }

    @Override
    public int height() {
        return painter.height();
    }

    /** The accuracy and the number of samples. */
    @Override
    public String title() {
        return samples() == 0
                ? "no samples"
                : String.format(Locale.ROOT, "accuracy %s of %,d samples", Shares.text(accuracy(), 4), samples());
    }

    /** The counts as text. */
    @Override
    public String toString() {
        return title() + "\n" + table().printAll();
    }
}
