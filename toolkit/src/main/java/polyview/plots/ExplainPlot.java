package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import polyview.data.FloatArray;
import polyview.explain.Attribution;
import polyview.explain.View;

/** Draws {@link Plots#explain}: a row for each sample, each image with its map over it and its share below. */
final class ExplainPlot {

    /** As many samples, where none are named. */
    private static final int FIRST = 8;

    private ExplainPlot() {}

    /** Without names the number of the class is told. */
    static BufferedImage draw(Attribution attribution, List<FloatArray> inputs, List<String> classes, int... samples) {
        for (View view : attribution.views()) {
            requireInput(attribution, inputs, view);
        }
        int[] drawn = samples.length == 0
                ? IntStream.range(0, Math.min(FIRST, attribution.samples())).toArray()
                : samples;
        List<FloatArray> images = attribution.views().stream()
                .map(view -> Overlays.shown(view.images(inputs)))
                .toList();
        List<List<BufferedImage>> rows = new ArrayList<>();
        List<List<String>> before = new ArrayList<>();
        List<List<String>> below = new ArrayList<>();
        for (int n : drawn) {
            if (n < 0 || n >= attribution.samples()) {
                throw new IllegalArgumentException("sample must lie in [0, " + attribution.samples() + "), got " + n);
            }
            rows.add(row(attribution, images, n));
            before.add(List.of(
                    "sample " + n,
                    told(attribution.classes().get(n), classes),
                    "score " + number(attribution.scores().get(n))));
            below.add(shares(attribution, n));
        }
        BufferedImage picture =
                new TileRows(rows, attribution.views().stream().map(View::name).toList(), before, below).paint();
        return MapTiles.withBar(
                picture, ColorMap.DIVERGING, "against", "for it", "each row on the scale of its largest number");
    }

    private static String told(int known, List<String> classes) {
        if (!classes.isEmpty() && known >= classes.size()) {
            throw new IllegalArgumentException("classes must have a name for each class that is explained, got "
                    + classes.size() + " names and class " + known);
        }
        return classes.isEmpty() ? "class " + known : classes.get(known);
    }

    private static void requireInput(Attribution attribution, List<FloatArray> inputs, View view) {
        int samples = attribution.samples();
        if (view.place() >= inputs.size() || inputs.get(view.place()).size(0) != samples) {
            throw new IllegalArgumentException("inputs must be those that were explained, with " + samples
                    + " samples of " + view.input() + ", got the shapes "
                    + inputs.stream().map(FloatArray::shape).toList());
        }
    }

    private static List<BufferedImage> row(Attribution attribution, List<FloatArray> images, int n) {
        FloatArray[] maps = IntStream.range(0, images.size())
                .mapToObj(v -> attribution.map(n, v))
                .toArray(FloatArray[]::new);
        // One scale for the views of a sample: a view that had no say stays gray.
        float most = Overlays.most(maps);
        return IntStream.range(0, maps.length)
                .mapToObj(v -> Overlays.heated(Overlays.base(images.get(v), images.get(v), n), maps[v], most))
                .toList();
    }

    private static List<String> shares(Attribution attribution, int n) {
        return IntStream.range(0, attribution.views().size())
                .mapToObj(v -> attribution.hasShares(n)
                        ? String.format(Locale.ROOT, "%.0f %%", 100 * attribution.share(n, v))
                        : "no share")
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
