package polyview.plots;

import java.awt.image.BufferedImage;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Draws {@link ImagePlots#attention}. */
final class AttentionPlot {

    /** The opacity of the weights over the image. */
    private static final double HEAT = 0.55;

    private AttentionPlot() {}

    static BufferedImage draw(FloatArray image, FloatArray weights) {
        if (image.shape().numDimensions() != 3 || image.size(2) != 1 && image.size(2) != 3) {
            throw new IllegalArgumentException(
                    "image must have the shape (H, W, 1) or (H, W, 3), got " + image.shape());
        }
        int rank = weights.shape().numDimensions();
        if (rank != 2 && rank != 3 || weights.values().length == 0) {
            throw new IllegalArgumentException(
                    "weights must have the shape (H', W') or (H', W', F), got " + weights.shape());
        }
        FloatArray map = mean(weights);
        int height = image.size(0);
        int width = image.size(1);
        // Enlarged before the colours are chosen: an image of few pixels still shows a smooth map.
        int factor = Math.max(1, 2 * ImageGrid.TILE / Math.max(height, width));
        FloatArray large = enlarged(map, height * factor, width * factor);
        float[] ends = MapTiles.bounds(map.values());
        FloatArray plain = FloatArray.zeros(Shape.of(1, height * factor, width * factor, 3));
        FloatArray heated = FloatArray.zeros(plain.shape());
        for (int y = 0; y < height * factor; y++) {
            for (int x = 0; x < width * factor; x++) {
                paint(image, y, x, factor, large.get(y, x), ends, plain, heated);
            }
        }
        ImageGrid grid = ImageGrid.of(FloatArray.concat(List.of(plain, heated)))
                .factor(1)
                .captions(List.of("image", "weights over it"));
        return MapTiles.withBar(
                grid.draw(),
                ColorMap.VIRIDIS,
                MapTiles.number(ends[0]),
                MapTiles.number(ends[1]),
                rank == 3 && weights.size(2) > 1 ? "mean of " + weights.size(2) + " channels" : "");
    }

    private static void paint(
            FloatArray image,
            int y,
            int x,
            int factor,
            float weight,
            float[] ends,
            FloatArray plain,
            FloatArray heated) {
        double share = ends[1] > ends[0] ? (weight - ends[0]) / (ends[1] - ends[0]) : 0.5;
        float[] heat = ColorMap.VIRIDIS.color(share).getRGBColorComponents(null);
        float gray = 0;
        for (int c = 0; c < 3; c++) {
            float value = image.get(y / factor, x / factor, image.size(2) == 3 ? c : 0);
            plain.set(value, 0, y, x, c);
            gray += Math.max(0, Math.min(1, value)) / 3;
        }
        for (int c = 0; c < 3; c++) {
            // Over gray: the colours of the image could be mistaken for weights.
            float mixed = (float) (HEAT * heat[c] + (1 - HEAT) * gray);
            heated.set(Float.isNaN(weight) ? Float.NaN : mixed, 0, y, x, c);
        }
    }

    /** {@code (H, W, F) -> (H, W)}. */
    private static FloatArray mean(FloatArray weights) {
        FloatArray mean = FloatArray.zeros(Shape.of(weights.size(0), weights.size(1)));
        int channels = weights.values().length / mean.values().length;
        for (int i = 0; i < mean.values().length; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += weights.values()[i * channels + c];
            }
            mean.values()[i] = (float) (sum / channels);
        }
        return mean;
    }

    /** Linear between the middles of the map's cells, constant beyond the outermost ones. */
    static FloatArray enlarged(FloatArray map, int height, int width) {
        FloatArray large = FloatArray.zeros(Shape.of(height, width));
        for (int y = 0; y < height; y++) {
            double v = clamp((y + 0.5) * map.size(0) / height - 0.5, map.size(0) - 1);
            int top = (int) v;
            int bottom = Math.min(top + 1, map.size(0) - 1);
            for (int x = 0; x < width; x++) {
                double u = clamp((x + 0.5) * map.size(1) / width - 0.5, map.size(1) - 1);
                int left = (int) u;
                int right = Math.min(left + 1, map.size(1) - 1);
                double above = map.get(top, left) * (1 - (u - left)) + map.get(top, right) * (u - left);
                double beneath = map.get(bottom, left) * (1 - (u - left)) + map.get(bottom, right) * (u - left);
                large.set((float) (above * (1 - (v - top)) + beneath * (v - top)), y, x);
            }
        }
        return large;
    }

    private static double clamp(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }
}
