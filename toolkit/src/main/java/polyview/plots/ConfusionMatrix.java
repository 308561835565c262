package polyview.plots;

import java.awt.Graphics2D;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import polyview.base.Startup;
import polyview.data.FloatArray;
import tech.tablesaw.api.IntColumn;
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
    private final int[][] counts;
    private final ConfusionPainter painter;

    private ConfusionMatrix(List<String> classes, int[][] counts) {
        this.classes = classes;
        this.counts = counts;
        this.painter = new ConfusionPainter(this);
    }

    static ConfusionMatrix of(FloatArray labels, Decisions decisions, List<String> classes) {
        List<String> names = decisions.names(classes);
        int[] truths = decisions.truths(labels);
        int[][] counts = new int[names.size()][names.size()];
        for (int sample = 0; sample < truths.length; sample++) {
            counts[truths[sample]][decisions.predicted(sample)]++;
        }
        return new ConfusionMatrix(names, counts);
    }

    /** The names of the classes, by index. */
    public List<String> classes() {
        return classes;
    }

    /** How many samples have this true class and this predicted class. */
    public int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** How many samples have this true class. */
    public int total(int truth) {
        return IntStream.of(counts[truth]).sum();
    }

    /** How many samples there are. */
    public int samples() {
        return IntStream.range(0, classes.size()).map(this::total).sum();
    }

    /** The share of the samples on the diagonal; NaN without samples. */
    public double accuracy() {
        return IntStream.range(0, classes.size()).map(i -> count(i, i)).sum() / (double) samples();
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
            table.addColumns(IntColumn.create(
                    name,
                    IntStream.range(0, classes.size())
                            .map(truth -> counts[truth][column])
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
