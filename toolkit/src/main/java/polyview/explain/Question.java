package polyview.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Sensitivity;

/** A decision at some samples, while it is being explained. It owns what runs, and closes it. */
final class Question implements AutoCloseable {

    /** Rows that run at once hold no more than so many bytes of images. */
    private static final long BYTES = 32L << 20;

    private static final int MOST_ROWS = 64;

    private final List<FloatArray> inputs;
    private final List<ViewPixels> views;
    private final Sensitivity sensitivity;
    private final Chosen chosen;
    private final FloatArray scores;

    private Question(
            List<FloatArray> inputs,
            List<ViewPixels> views,
            Sensitivity sensitivity,
            Chosen chosen,
            FloatArray scores) {
        this.inputs = inputs;
        this.views = views;
        this.sensitivity = sensitivity;
        this.chosen = chosen;
        this.scores = scores;
    }

    /** Opens it, with what a method wants beside the scores. */
    static Question of(Decision decision, List<FloatArray> inputs, UnaryOperator<Sensitivity.Wanted> also) {
        List<String> names = decision.inputNames();
        if (names.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "inputs must be one array for each of " + names + ", got " + inputs.size());
        }
        for (FloatArray input : inputs) {
            if (input.shape().isScalar() || input.size(0) != inputs.get(0).size(0) || input.size(0) == 0) {
                throw new IllegalArgumentException("inputs must hold the same samples, one at least, got the shapes "
                        + inputs.stream().map(FloatArray::shape).toList());
            }
        }
        List<ViewPixels> views = ImageViews.of(names, inputs, decision.channelViews());
        Sensitivity.Wanted wanted = also.apply(decision.wanted());
        Sensitivity sensitivity = Sensitivity.of(decision.model(), wanted);
        try {
            FloatArray scores = scores(sensitivity, inputs);
            return new Question(
                    inputs, views, sensitivity, Chosen.of(decision, wanted.output(), sensitivity, scores), scores);
        } catch (RuntimeException e) {
            sensitivity.close();
            throw e;
        }
    }

    private static FloatArray scores(Sensitivity sensitivity, List<FloatArray> inputs) {
        List<FloatArray> parts = new ArrayList<>();
        for (int[] part : parts(inputs)) {
            parts.add(sensitivity.scores(rows(inputs, part)));
        }
        return FloatArray.concat(parts);
    }

    /** The samples in parts that run at once. */
    List<int[]> parts() {
        return parts(inputs);
    }

    private static List<int[]> parts(List<FloatArray> inputs) {
        int samples = inputs.get(0).size(0);
        int most = mostRows(inputs);
        List<int[]> parts = new ArrayList<>();
        for (int from = 0; from < samples; from += most) {
            int[] part = new int[Math.min(most, samples - from)];
            int first = from;
            Arrays.setAll(part, i -> first + i);
            parts.add(part);
        }
        return parts;
    }

    /** How many rows run at once. */
    int mostRows() {
        return mostRows(inputs);
    }

    private static int mostRows(List<FloatArray> inputs) {
        long bytes = 4L
                * inputs.stream().mapToLong(x -> x.values().length / x.size(0)).sum();
        return (int) Math.max(1, Math.min(MOST_ROWS, BYTES / Math.max(1, bytes)));
    }

    static List<FloatArray> rows(List<FloatArray> inputs, int... samples) {
        return inputs.stream().map(input -> input.rows(samples)).toList();
    }

    /** Rows, all of one sample, to be changed. */
    List<FloatArray> copies(int sample, int count) {
        int[] same = new int[count];
        Arrays.fill(same, sample);
        return rows(inputs, same);
    }

    int samples() {
        return inputs.get(0).size(0);
    }

    List<FloatArray> inputs() {
        return inputs;
    }

    List<ViewPixels> views() {
        return views;
    }

    /** The inputs that hold views, by their places. */
    List<Integer> images() {
        return views.stream().map(ViewPixels::input).distinct().toList();
    }

    /** The scores of rows. */
    FloatArray scoresOf(List<FloatArray> rows) {
        return sensitivity.scores(rows);
    }

    /** Scores of rows that are made of these samples, and the gradients of what is explained. */
    Sensitivity.At at(List<FloatArray> rows, int... made) {
        // Log odds have gradients by the scores that depend on these.
        FloatArray now = chosen.odds() ? sensitivity.scores(rows) : FloatArray.zeros(Shape.of(0, chosen.size()));
        return sensitivity.at(rows, chosen.weights(now, made));
    }

    Chosen chosen() {
        return chosen;
    }

    /** The number that is explained, of each sample as it is. */
    List<Double> scores() {
        List<Double> all = new ArrayList<>();
        for (int n = 0; n < samples(); n++) {
            all.add(chosen.score(scores, n, n));
        }
        return all;
    }

    /** Maps of zeros, one for each view. */
    List<FloatArray> emptyMaps() {
        return views.stream()
                .map(v -> FloatArray.zeros(Shape.of(samples(), v.height(), v.width())))
                .toList();
    }

    FloatArray emptyAmounts() {
        return FloatArray.zeros(Shape.of(samples(), views.size()));
    }

    /** What was found. */
    Attribution found(String how, List<FloatArray> maps, FloatArray amounts, List<Completeness> completeness) {
        return new Attribution(
                chosen.told() + " by " + how,
                views.stream().map(ViewPixels::view).toList(),
                maps,
                amounts,
                chosen.classes(),
                scores(),
                completeness);
    }

    @Override
    public void close() {
        sensitivity.close();
    }
}
