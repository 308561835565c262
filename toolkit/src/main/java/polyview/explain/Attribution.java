package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.FloatArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What an {@link Explainer} found for some samples: a map of each view, and what share of the decision each view has.
 *
 * <p>The share of view v is {@code a_v / sum_u a_u}, for amounts of at least 0 that the explainer defines; those of a sample sum to 1.
 * Where all amounts of a sample are 0 there is no share: {@link #hasShares} says so, {@link #table} leaves the cells empty, and {@link
 * #share} refuses.
 *
 * <pre>{@code
 * Attribution seen = new IntegratedGradients().explain(model, front, right, back, left);
 * seen.table()               // sample, class, score, share of front, ..., view, gap
 * seen.map(0, 2)             // (H, W), of the third view of the first sample
 * seen.decidedBy(0)          // Optional[back]
 * }</pre>
 *
 * <p>Refused: maps or amounts that are not finite ({@code sample 3 has a map of front that is not finite}), amounts below 0, and lists
 * that do not fit together.
 *
 * @param told in a sentence, what was explained, how, and what the shares are
 * @param views the views, in the order of the model's inputs
 * @param maps one for each view, {@code (N, H, W)}: positive where a pixel speaks for what is explained
 * @param amounts {@code (N, V)}, what the shares are made of
 * @param classes the class, or the number of the output, that is explained of each sample
 * @param scores the score of that, of each sample
 * @param completeness of each sample; empty where the method has none
 */
public record Attribution(
        String told,
        List<View> views,
        List<FloatArray> maps,
        FloatArray amounts,
        List<Integer> classes,
        List<Double> scores,
        List<Completeness> completeness) {

    static {
        Startup.begin();
    }

    /** Copies the lists, and checks that they belong together. */
    public Attribution {
        views = List.copyOf(views);
        maps = List.copyOf(maps);
        classes = List.copyOf(classes);
        scores = List.copyOf(scores);
        completeness = List.copyOf(completeness);
        int samples = classes.size();
        if (!amounts.shape().equals(Shape.of(samples, views.size()))
                || maps.size() != views.size()
                || scores.size() != samples
                || !completeness.isEmpty() && completeness.size() != samples) {
            throw new IllegalArgumentException("an attribution of " + samples + " samples and " + views.size()
                    + " views needs as many scores, maps and amounts, got " + scores.size() + ", " + maps.size()
                    + " and "
                    + amounts.shape());
        }
        for (int v = 0; v < views.size(); v++) {
            requireFinite(views.get(v), maps.get(v), samples);
        }
        for (int i = 0; i < amounts.values().length; i++) {
            float amount = amounts.values()[i];
            if (!(amount >= 0 && Float.isFinite(amount))) {
                throw new IllegalArgumentException("amounts must be finite and at least 0, got " + amount + " for "
                        + views.get(i % views.size()) + " in sample " + i / views.size());
            }
        }
    }

    private static void requireFinite(View view, FloatArray map, int samples) {
        if (map.shape().numDimensions() != 3 || map.size(0) != samples) {
            throw new IllegalArgumentException(
                    "the map of " + view + " must have the shape (" + samples + ", H, W), got " + map.shape());
        }
        int pixels = map.size(1) * map.size(2);
        for (int i = 0; i < map.values().length; i++) {
            if (!Float.isFinite(map.values()[i])) {
                throw new IllegalArgumentException(
                        "sample " + i / pixels + " has a map of " + view + " that is not finite");
            }
        }
    }

    /** The number of samples. */
    public int samples() {
        return classes.size();
    }

    /** The map of one view of one sample, {@code (H, W)}. */
    public FloatArray map(int sample, int view) {
        return maps.get(view).row(sample);
    }

    /** Whether a sample has shares: not where every amount is 0. */
    public boolean hasShares(int sample) {
        return total(sample) > 0;
    }

    private double total(int sample) {
        double total = 0;
        for (int v = 0; v < views.size(); v++) {
            total += amounts.get(sample, v);
        }
        return total;
    }

    /** The share of a view, from 0 to 1; refused: {@code sample 3 has no shares: all of its amounts are 0}. */
    public double share(int sample, int view) {
        if (!hasShares(sample)) {
            throw new IllegalStateException("sample " + sample + " has no shares: all of its amounts are 0");
        }
        return amounts.get(sample, view) / total(sample);
    }

    /** The view of the largest share, the first of equal ones; empty where a sample has no shares. */
    public Optional<View> decidedBy(int sample) {
        if (!hasShares(sample)) {
            return Optional.empty();
        }
        int best = 0;
        for (int v = 1; v < views.size(); v++) {
            best = amounts.get(sample, v) > amounts.get(sample, best) ? v : best;
        }
        return Optional.of(views.get(best));
    }

    /**
     * A row for each sample: {@code sample}, {@code class}, {@code score}, the share of each view as {@code share of front}, {@code view}
     * of the largest share, and {@code gap} where there is a {@link Completeness}. Shares and view are missing where there are none.
     */
    public Table table() {
        IntColumn sample = IntColumn.create("sample");
        IntColumn explained = IntColumn.create("class");
        DoubleColumn score = DoubleColumn.create("score");
        StringColumn view = StringColumn.create("view");
        DoubleColumn gap = DoubleColumn.create("gap");
        List<DoubleColumn> shares = new ArrayList<>();
        views.forEach(v -> shares.add(DoubleColumn.create("share of " + v)));
        for (int n = 0; n < samples(); n++) {
            sample.append(n);
            explained.append(classes.get(n));
            score.append(rounded(scores.get(n)));
            view.append(decidedBy(n).map(View::name).orElse(""));
            for (int v = 0; v < views.size(); v++) {
                if (hasShares(n)) {
                    shares.get(v).append(rounded(share(n, v)));
                } else {
                    shares.get(v).appendMissing();
                }
            }
            if (!completeness.isEmpty()) {
                gap.append(rounded(completeness.get(n).gap()));
            }
        }
        Table table = Table.create("which image decided", sample, explained, score);
        shares.forEach(table::addColumns);
        table.addColumns(view);
        return completeness.isEmpty() ? table : table.addColumns(gap);
    }

    private static double rounded(double value) {
        return Math.rint(1000 * value) / 1000;
    }

    /** The table, and what was explained. */
    @Override
    public String toString() {
        return table().printAll() + "\n" + told;
    }
}
