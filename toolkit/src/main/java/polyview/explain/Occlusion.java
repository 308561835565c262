package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyview.base.Checks;
import polyview.data.FloatArray;

/**
 * Occlusion: how much the score falls where a square of an image is covered.
 *
 * <p>A square of {@code patch x patch} pixels is moved over each view in steps of {@code stride}, the last one at the edge; a pixel's
 * number in the map is the mean over the squares that cover it of {@code s(x) - s(x covered)}: positive where the score falls. The amount
 * of a view, for its share, is the fall of the score when the whole view is covered, and 0 where the score rises: {@code max(0, s(x) -
 * s(x without the view))}. Where covering any one view raises the score or leaves it, as where each of two views would do alone, there
 * are no shares.
 *
 * <p>Covered pixels get the mean of their view and channel, so that brightness stays, or a number that is given. No gradient is needed.
 * It costs a prediction for each square: {@code V ceil(H / stride) ceil(W / stride)} for a sample. Inputs that are no images, such as
 * presence, stay as they are. Source: Zeiler and Fergus 2014, section 4.2.
 *
 * <p>Refused: {@code patch must be positive, got 0}, stride too; {@code stride must be at most the patch, got 9 for 8}, as pixels would
 * be left out; {@code patch must be at most the smaller side of view left, 32, got 40}; {@code fill must be finite, got NaN}; what {@link
 * Decision} refuses.
 *
 * <p>Example: for {@code s = 2 mean(l) + mean(r)}, with fill 0, images of ones and a patch of the whole image, the maps are 2 and 1, and
 * the shares 2/3 and 1/3.
 *
 * @param patch the side of the square in pixels
 * @param stride the step in pixels
 * @param fill what covered pixels get; empty for the mean of their view and channel
 */
public record Occlusion(int patch, int stride, Optional<Float> fill) implements Explainer {

    /** Squares of this side in steps of half of it, filled with the mean of their view. */
    public Occlusion(int patch) {
        this(patch, Math.max(1, patch / 2), Optional.empty());
    }

    /** Checks the options. */
    public Occlusion {
        Checks.requirePositive("patch", patch);
        Checks.requirePositive("stride", stride);
        if (stride > patch) {
            throw new IllegalArgumentException("stride must be at most the patch, got " + stride + " for " + patch);
        }
        fill.ifPresent(value -> Checks.requireFinite("fill", value));
    }

    /** The same in other steps. */
    public Occlusion stride(int pixels) {
        return new Occlusion(patch, pixels, fill);
    }

    /** The same with this number on covered pixels. */
    public Occlusion fill(float value) {
        return new Occlusion(patch, stride, Optional.of(value));
    }

    /** A rectangle that is covered; whole where it is the view itself. */
    private record Cover(int view, int top, int left, int bottom, int right, boolean whole) {}

    @Override
    public Attribution explain(Decision decision, List<FloatArray> inputs) {
        try (Question question = Question.of(decision, inputs, wanted -> wanted)) {
            List<Cover> covers = covers(question.views());
            List<FloatArray> maps = question.emptyMaps();
            FloatArray amounts = question.emptyAmounts();
            for (int n = 0; n < question.samples(); n++) {
                double score = question.scores().get(n);
                double[] covered = scores(question, n, covers);
                for (int v = 0; v < maps.size(); v++) {
                    map(question.views().get(v), v, n, covers, score, covered, maps.get(v));
                }
                for (int i = 0; i < covers.size(); i++) {
                    if (covers.get(i).whole()) {
                        amounts.set(
                                (float) Math.max(0, score - covered[i]),
                                n,
                                covers.get(i).view());
                    }
                }
            }
            String with = fill.map(value -> "filled with " + value).orElse("filled with the mean of their view");
            return question.found(
                    "occlusion by squares of " + patch + " pixels in steps of " + stride + ", " + with
                            + "; a share is a view's part of the falls of the score when one whole view is covered",
                    maps,
                    amounts,
                    List.of());
        }
    }

    private List<Cover> covers(List<ViewPixels> views) {
        List<Cover> covers = new ArrayList<>();
        for (int v = 0; v < views.size(); v++) {
            ViewPixels view = views.get(v);
            int smaller = Math.min(view.height(), view.width());
            if (patch > smaller) {
                throw new IllegalArgumentException("patch must be at most the smaller side of view " + view.view()
                        + ", " + smaller + ", got " + patch);
            }
            covers.add(new Cover(v, 0, 0, view.height(), view.width(), true));
            for (int top : starts(view.height())) {
                for (int left : starts(view.width())) {
                    covers.add(new Cover(v, top, left, top + patch, left + patch, false));
                }
            }
        }
        return covers;
    }

    private List<Integer> starts(int side) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at < side - patch; at += stride) {
            starts.add(at);
        }
        starts.add(side - patch);
        return starts;
    }

    private double[] scores(Question question, int n, List<Cover> covers) {
        double[] scores = new double[covers.size()];
        float[][] fills = question.views().stream()
                .map(view -> fills(view, question.inputs().get(view.input()), n))
                .toArray(float[][]::new);
        for (int from = 0; from < scores.length; from += question.mostRows()) {
            int count = Math.min(question.mostRows(), scores.length - from);
            List<FloatArray> rows = question.copies(n, count);
            for (int i = 0; i < count; i++) {
                Cover cover = covers.get(from + i);
                ViewPixels view = question.views().get(cover.view());
                cover(rows.get(view.input()), i, view, cover, fills[cover.view()]);
            }
            FloatArray found = question.scoresOf(rows);
            for (int i = 0; i < count; i++) {
                scores[from + i] = question.chosen().score(found, i, n);
            }
        }
        return scores;
    }

    /** What each channel of a view is covered with. */
    private float[] fills(ViewPixels view, FloatArray input, int n) {
        float[] fills = new float[view.channels()];
        for (int c = 0; c < fills.length; c++) {
            double sum = 0;
            for (int y = 0; y < view.height(); y++) {
                for (int x = 0; x < view.width(); x++) {
                    sum += input.values()[view.offset(n, y, x, c)];
                }
            }
            fills[c] = fill.isPresent() ? fill.get() : (float) (sum / (view.height() * view.width()));
        }
        return fills;
    }

    private static void cover(FloatArray rows, int row, ViewPixels view, Cover cover, float... fills) {
        for (int y = cover.top(); y < cover.bottom(); y++) {
            for (int x = cover.left(); x < cover.right(); x++) {
                for (int c = 0; c < fills.length; c++) {
                    rows.values()[view.offset(row, y, x, c)] = fills[c];
                }
            }
        }
    }

    /** The mean fall of the squares that cover a pixel. */
    private static void map(
            ViewPixels view, int v, int n, List<Cover> covers, double score, double[] covered, FloatArray map) {
        double[] sum = new double[view.height() * view.width()];
        int[] count = new int[sum.length];
        for (int i = 0; i < covered.length; i++) {
            Cover cover = covers.get(i);
            if (cover.view() == v && !cover.whole()) {
                for (int y = cover.top(); y < cover.bottom(); y++) {
                    for (int x = cover.left(); x < cover.right(); x++) {
                        sum[y * view.width() + x] += score - covered[i];
                        count[y * view.width() + x]++;
                    }
                }
            }
        }
        for (int p = 0; p < sum.length; p++) {
            map.values()[n * sum.length + p] = (float) (sum[p] / count[p]);
        }
    }
}
