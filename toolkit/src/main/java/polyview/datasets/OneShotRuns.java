package polyview.datasets;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Runs of one-shot classification: in each, some characters are shown once, drawn by one person, and drawings of the same characters by another
 * are asked for; every one of these is a trial. The official ones of Omniglot, twenty runs of twenty trials among twenty, are read by {@link
 * OmniglotRuns}; {@link Characters#runs} draws runs of the same form.
 *
 * <p>There are three ways to use them. A network for pairs takes {@link #pairs}, {@code ways} pairs for each trial as in {@link
 * OneShot}, and gives a score for each. A network that embeds takes {@link #images}, every drawing once, and {@link #cosines} makes
 * the same scores of its vectors. In both cases {@link #error} tells how often the largest score is not that of the right character, in
 * per cent over all trials. Each trial is answered on its own: that every character of a run is asked for once is not used. Source: B. M. Lake,
 * R. Salakhutdinov and J. B. Tenenbaum, 2015, see {@link Omniglot}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * OneShotRuns runs = OmniglotRuns.open();
 * runs.trials()                                                      // 400
 * runs.error(pairModel.predict(runs.pairs(28)))                      // 95.0 is guessing
 * runs.error(runs.cosines(encoder.predict(runs.images(28))))
 * }</pre>
 */
public final class OneShotRuns {

    static {
        Startup.begin();
    }

    /**
     * One run.
     *
     * @param name of the run
     * @param shown a drawing of each character
     * @param asked the drawings of the trials
     * @param right for each trial, the place among those shown, from 0
     */
    record Run(String name, List<Drawing> shown, List<Drawing> asked, List<Integer> right) {

        Run {
            shown = List.copyOf(shown);
            asked = List.copyOf(asked);
            right = List.copyOf(right);
        }
    }

    private final List<Run> runs;
    private final int ways;
    private final String source;

    OneShotRuns(List<Run> runs, String source) {
        this.runs = List.copyOf(runs);
        this.ways = runs.get(0).shown.size();
        this.source = source;
    }

    /** The number of runs. */
    public int size() {
        return runs.size();
    }

    /** The number of characters that are shown in a run. */
    public int ways() {
        return ways;
    }

    /** The number of trials of all runs together. */
    public int trials() {
        return runs.stream().mapToInt(run -> run.asked.size()).sum();
    }

    /**
     * Every drawing once, {@code (runs 2 ways, size, size, 1)} in 0..1, ink 1, each pixel the mean over the area that it covers: of each run
     * those that are shown, then those that are asked for. Refused: {@code size must be positive, got 0}.
     */
    public FloatArray images(int size) {
        Checks.requirePositive("size", size);
        List<FloatArray> images = new ArrayList<>();
        for (Run run : runs) {
            run.shown.forEach(drawing -> images.add(drawing.resized(size)));
            run.asked.forEach(drawing -> images.add(drawing.resized(size)));
        }
        return FloatArray.stack(images);
    }

    /**
     * A pair for each trial and each character that is shown in its run: first the drawing that is asked for, second the one that is shown; two
     * inputs {@code (trials ways, size, size, 1)}, and class 1 for the right one. {@code NWayAccuracy.among(ways)} counts on it.
     * Refused: {@code size must be positive, got 0}.
     */
    public MemoryDataset pairs(int size) {
        FloatArray images = images(size);
        int pixels = size * size;
        FloatArray first = FloatArray.zeros(Shape.of((long) trials() * ways, size, size, 1));
        FloatArray second = FloatArray.zeros(first.shape());
        float[] classes = new float[trials() * ways];
        forEachPair((pair, asked, shown, right) -> {
            System.arraycopy(images.values(), asked * pixels, first.values(), pair * pixels, pixels);
            System.arraycopy(images.values(), shown * pixels, second.values(), pair * pixels, pixels);
            classes[pair] = right ? 1 : 0;
        });
        return new MemoryDataset(List.of(first, second), List.of(FloatArray.of(classes, classes.length)));
    }

    /**
     * Scores {@code (trials ways)}, in the order of {@link #pairs}, from vectors of {@link #images}: the cosine of the angle between the one
     * asked for and the one shown, {@code a b / (|a| |b|)}, and 0 where one is zero. Vectors of any shape {@code (runs 2 ways, ...)}.
     *
     * <p>Example: vectors (3, 4) and (4, 3) give 0.96. Refused: {@code embeddings must be 800, one for each drawing, got shape [20, 64]}.
     */
    public FloatArray cosines(FloatArray embeddings) {
        int drawings = 2 * ways * runs.size();
        if (embeddings.shape().numDimensions() < 2 || embeddings.shape().get(0) != drawings) {
            throw new IllegalArgumentException(
                    "embeddings must be " + drawings + ", one for each drawing, got shape " + embeddings.shape());
        }
        int length = embeddings.values().length / drawings;
        float[] v = embeddings.values();
        float[] scores = new float[trials() * ways];
        forEachPair((pair, asked, shown, right) -> {
            double lengths = Math.sqrt(dot(v, asked, asked, length) * dot(v, shown, shown, length));
            scores[pair] = lengths == 0 ? 0 : (float) (dot(v, asked, shown, length) / lengths);
        });
        return FloatArray.of(scores, scores.length);
    }

    /**
     * The trials of which the largest of the {@code ways} scores is not that of the right character, in per cent of all; of equal scores the first
     * counts, NaN never. Scores lie in the order of {@link #pairs}, in any shape.
     *
     * <p>Example: 56 of 400 give 14. Refused: {@code scores must be 8000, one for each pair, got 400}.
     */
    public double error(FloatArray scores) {
        if (scores.values().length != trials() * ways) {
            throw new IllegalArgumentException(
                    "scores must be " + trials() * ways + ", one for each pair, got " + scores.values().length);
        }
        List<Integer> picks = picks(scores.values());
        List<Integer> right = runs.stream().flatMap(run -> run.right.stream()).toList();
        int wrong = 0;
        for (int i = 0; i < picks.size(); i++) {
            wrong += picks.get(i).equals(right.get(i)) ? 0 : 1;
        }
        return 100.0 * wrong / picks.size();
    }

    private List<Integer> picks(float[] scores) {
        List<Integer> picks = new ArrayList<>();
        for (int i = 0; i < scores.length; i += ways) {
            int pick = -1;
            for (int k = 0; k < ways; k++) {
                if (!Float.isNaN(scores[i + k]) && (pick < 0 || scores[i + k] > scores[i + pick])) {
                    pick = k;
                }
            }
            picks.add(pick);
        }
        return picks;
    }

    /** The truth as a table, a row for each trial: {@code run}, {@code trial} and {@code right}, both from 0. */
    public Table truth() {
        Table table = Table.create(
                "trials", StringColumn.create("run"), IntColumn.create("trial"), IntColumn.create("right"));
        for (Run run : runs) {
            for (int i = 0; i < run.right.size(); i++) {
                table.stringColumn("run").append(run.name);
                table.intColumn("trial").append(i);
                table.intColumn("right").append(run.right.get(i));
            }
        }
        return table;
    }

    /** The content: {@code OneShotRuns[20 runs of 20 ways, from all_runs.zip]}. */
    @Override
    public String toString() {
        return "OneShotRuns[" + runs.size() + " runs of " + ways + " ways, from " + source + "]";
    }

    private interface PairUse {

        void use(int pair, int asked, int shown, boolean right);
    }

    private void forEachPair(PairUse pairs) {
        int pair = 0;
        for (int r = 0; r < runs.size(); r++) {
            int start = 2 * ways * r;
            for (int t = 0; t < ways; t++) {
                for (int k = 0; k < ways; k++) {
                    pairs.use(
                            pair++,
                            start + ways + t,
                            start + k,
                            runs.get(r).right.get(t) == k);
                }
            }
        }
    }

    private static double dot(float[] values, int a, int b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) values[a * length + i] * values[b * length + i];
        }
        return sum;
    }
}
