package polyview.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.Sensitivity;

/**
 * Integrated gradients: the gradients of the score along the straight way from a baseline b to the sample x, times {@code x - b}.
 *
 * <p>{@code a_i = (x_i - b_i) / m sum_k ds/dx_i (b + (k - 1/2) / m (x - b))} for k = 1..m: the middle of each of m equal steps. A map
 * is the sum of a over the channels of a view: positive where a pixel raises the score above that of the baseline. All a of a sample sum to
 * {@code s(x) - s(b)} as m grows: {@link Completeness} tells both numbers. The amount of a view, for its share, is the sum of the sizes
 * of its map: {@code sum |map|}.
 *
 * <p>The baseline is zeros, which is black where black is 0, until another is given: where the baseline has the colour of a pixel, the
 * pixel gets nothing. A grey, {@code baseline(0.5f)}, or a blurred or mean image of your own, {@code baseline("left", image)}, answers
 * another question: away from what?
 *
 * <p>Inputs that are no images, such as presence, stay as they are. A view that is missing gets 0. Source: Sundararajan, Taly and Yan
 * 2017, equation 3, with middles in place of ends.
 *
 * <p>Refused: {@code steps must be positive, got 0}; {@code baseline must be finite, got NaN}; {@code no input named top; the images are
 * [left, right]}; {@code baseline of left must have the shape (64, 64, 3), got (64, 64)}; what {@link Decision} refuses, and a model
 * through which no gradient comes back to an image.
 *
 * <p>Example: for {@code s = 2 l + r^2} of single pixels with l = 3 and r = 2, the attributions are 6 and 4, and the shares 0.6 and 0.4.
 *
 * @param steps the number m of gradients for each sample
 * @param fill the number that all baselines hold that are not given
 * @param baselines by the names of inputs, images in the shape of a sample
 */
public record IntegratedGradients(int steps, float fill, Map<String, FloatArray> baselines) implements Explainer {

    private static final int STEPS = 64;

    /** 64 steps from a baseline of zeros. */
    public IntegratedGradients() {
        this(STEPS, 0, Map.of());
    }

    /** Checks the options. */
    public IntegratedGradients {
        Checks.requirePositive("steps", steps);
        Checks.requireFinite("baseline", fill);
        baselines = Map.copyOf(baselines);
    }

    /** The same with so many steps. */
    public IntegratedGradients steps(int count) {
        return new IntegratedGradients(count, fill, baselines);
    }

    /** The same from images of one number. */
    public IntegratedGradients baseline(float everywhere) {
        return new IntegratedGradients(steps, everywhere, baselines);
    }

    /** The same from this image in the place of one input, such as {@code (H, W, C)}. */
    public IntegratedGradients baseline(String input, FloatArray image) {
        Map<String, FloatArray> more = new LinkedHashMap<>(baselines);
        more.put(input, image);
        return new IntegratedGradients(steps, fill, more);
    }

    @Override
    public Attribution explain(Decision decision, List<FloatArray> inputs) {
        List<String> names = decision.inputNames();
        try (Question question = Question.of(decision, inputs, wanted -> images(wanted, decision, inputs))) {
            List<FloatArray> starts = starts(question, names);
            List<FloatArray> sums = new ArrayList<>();
            question.images()
                    .forEach(i -> sums.add(FloatArray.zeros(inputs.get(i).shape())));
            List<Completeness> completeness = new ArrayList<>();
            for (int n = 0; n < question.samples(); n++) {
                completeness.add(integrate(question, n, starts, sums));
            }
            return found(question, sums, completeness);
        }
    }

    private static Sensitivity.Wanted images(Sensitivity.Wanted wanted, Decision decision, List<FloatArray> inputs) {
        List<String> names = decision.inputNames();
        return wanted.byInputs(ImageViews.of(names, inputs, decision.channelViews()).stream()
                .map(view -> names.get(view.input()))
                .distinct()
                .toArray(String[]::new));
    }

    private List<FloatArray> starts(Question question, List<String> names) {
        List<String> images = question.images().stream().map(names::get).toList();
        for (String name : baselines.keySet()) {
            if (!images.contains(name)) {
                throw new IllegalArgumentException("no input named " + name + "; the images are " + images);
            }
        }
        List<FloatArray> starts = new ArrayList<>();
        for (int i : question.images()) {
            FloatArray first = question.inputs().get(i).row(0);
            FloatArray start = baselines.get(names.get(i));
            if (start == null) {
                start = FloatArray.zeros(first.shape());
                Arrays.fill(start.values(), fill);
            }
            if (!start.shape().equals(first.shape())) {
                throw new IllegalArgumentException("baseline of " + names.get(i) + " must have the shape "
                        + Shapes.text(first.shape()) + ", got " + Shapes.text(start.shape()));
            }
            starts.add(start);
        }
        return starts;
    }

    /** Fills in the attributions of one sample. */
    private Completeness integrate(Question question, int n, List<FloatArray> starts, List<FloatArray> sums) {
        double[][] total = new double[starts.size()][];
        for (int i = 0; i < total.length; i++) {
            total[i] = new double[starts.get(i).values().length];
        }
        for (int from = 0; from < steps; from += question.mostRows()) {
            int count = Math.min(question.mostRows(), steps - from);
            double first = from + 0.5;
            List<FloatArray> gradients =
                    at(question, n, starts, count, k -> (first + k) / steps).byInputs();
            for (int i = 0; i < total.length; i++) {
                float[] values = gradients.get(i).values();
                for (int j = 0; j < values.length; j++) {
                    total[i][j % total[i].length] += values[j];
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < total.length; i++) {
            float[] x = question.inputs().get(question.images().get(i)).row(n).values();
            for (int j = 0; j < x.length; j++) {
                // What has no effect has no part, a NaN in the padding of a missing view neither.
                double a = total[i][j] == 0
                        ? 0
                        : total[i][j] / steps * ((double) x[j] - starts.get(i).values()[j]);
                sums.get(i).values()[n * x.length + j] = (float) a;
                sum += a;
            }
        }
        FloatArray start = question.scoresOf(rows(question, n, starts, 1, k -> 0));
        double difference = question.scores().get(n) - question.chosen().score(start, 0, n);
        return new Completeness(sum, difference);
    }

    /** The place of a row on the way from the baseline, 0, to the sample, 1. */
    private interface Way {
        double of(int row);
    }

    private static Sensitivity.At at(Question question, int n, List<FloatArray> starts, int count, Way way) {
        int[] same = new int[count];
        Arrays.fill(same, n);
        return question.at(rows(question, n, starts, count, way), same);
    }

    private static List<FloatArray> rows(Question question, int n, List<FloatArray> starts, int count, Way way) {
        List<FloatArray> rows = question.copies(n, count);
        for (int i = 0; i < starts.size(); i++) {
            float[] values = rows.get(question.images().get(i)).values();
            float[] start = starts.get(i).values();
            for (int j = 0; j < values.length; j++) {
                float b = start[j % start.length];
                values[j] = (float) (b + way.of(j / start.length) * (values[j] - b));
            }
        }
        return rows;
    }

    private Attribution found(Question question, List<FloatArray> sums, List<Completeness> completeness) {
        List<FloatArray> maps = question.views().stream()
                .map(view -> view.summed(sums.get(question.images().indexOf(view.input()))))
                .toList();
        FloatArray amounts = question.emptyAmounts();
        for (int v = 0; v < maps.size(); v++) {
            for (int n = 0; n < question.samples(); n++) {
                double sum = 0;
                for (float value : maps.get(v).row(n).values()) {
                    sum += Math.abs(value);
                }
                amounts.set((float) sum, n, v);
            }
        }
        String from = baselines.isEmpty()
                ? fill == 0 ? "a baseline of zeros" : "a baseline of " + fill
                : "given baselines for " + baselines.keySet().stream().sorted().toList()
                        + (baselines.size() < question.images().size() ? " and " + fill + " for the others" : "");
        double largest =
                completeness.stream().mapToDouble(Completeness::gap).max().orElse(0);
        return question.found(
                "integrated gradients in " + steps + " steps from " + from
                        + String.format(Locale.ROOT, "; they add up to the score but for %.2g at most", largest)
                        + "; a share is a view's part of the sizes of all pixels' attributions",
                maps,
                amounts,
                completeness);
    }
}
