package polyview.plots;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import polyview.data.FloatArray;

/** Draws {@link Plots#slider}, {@link Plots#blend} and {@link Plots#thresholds}. */
final class Mixtures {

    /** Mixtures go on in steps of one part in this many. */
    private static final int STEPS = 10;

    private static final double OPACITY = 0.6;

    private Mixtures() {}

    static Slider images(List<String> labels, List<FloatArray> images) {
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            frames.add(base("image " + i, images.get(i)));
            requireOneSize("image " + i, images.get(i), "image 0", images.get(0));
        }
        return Slider.of(labels, frames);
    }

    static Slider plots(List<String> labels, List<Plot> plots) {
        return new Slider(labels, plots.stream().map(PlotFile::picture).toList(), Plot.SCALE, 0);
    }

    static Slider blend(FloatArray first, FloatArray second, List<String> names) {
        if (names.size() != 2) {
            throw new IllegalArgumentException("names must have 2 entries, one for each image, got " + names.size());
        }
        BufferedImage one = base("first", first);
        BufferedImage other = base("second", second);
        requireOneSize("second", second, "first", first);
        List<String> labels = new ArrayList<>();
        List<BufferedImage> frames = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            int percent = 100 * step / STEPS;
            labels.add((100 - percent) + " % " + names.get(0) + ", " + percent + " % " + names.get(1));
            frames.add(mixed(one, other, step / (double) STEPS));
        }
        return new Slider(labels, frames, 1, STEPS / 2);
    }

    /** Also where both are drawn in one size: images of 16 x 16 and of 32 x 32 are. */
    private static void requireOneSize(String what, FloatArray image, String like, FloatArray first) {
        if (first.size(0) != image.size(0) || first.size(1) != image.size(1)) {
            throw new IllegalArgumentException(what + " must have the height and width " + first.size(0) + " x "
                    + first.size(1) + " of " + like + ", got " + image.size(0) + " x " + image.size(1));
        }
    }

    private static BufferedImage mixed(BufferedImage one, BufferedImage other, double share) {
        BufferedImage mixed = new BufferedImage(one.getWidth(), one.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < mixed.getHeight(); y++) {
            for (int x = 0; x < mixed.getWidth(); x++) {
                mixed.setRGB(x, y, Overlays.mixed(new Color(one.getRGB(x, y)), new Color(other.getRGB(x, y)), share));
            }
        }
        return mixed;
    }

    static Slider thresholds(FloatArray image, FloatArray map, double... thresholds) {
        FloatArray plane = Overlays.plane(map);
        if (thresholds.length == 0) {
            throw new IllegalArgumentException("thresholds must not be empty");
        }
        BufferedImage base = base("image", image);
        List<String> labels = new ArrayList<>();
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < thresholds.length; i++) {
            double threshold = thresholds[i];
            if (!Double.isFinite(threshold) || i > 0 && !(threshold > thresholds[i - 1])) {
                throw new IllegalArgumentException(
                        "thresholds must be finite and rise, got " + Arrays.toString(thresholds));
            }
            labels.add(label(plane, threshold));
            frames.add(above(base, Marks.above(plane, threshold, base.getHeight(), base.getWidth())));
        }
        return new Slider(labels, frames, 1, thresholds.length / 2);
    }

    private static String label(FloatArray map, double threshold) {
        long above = 0;
        for (float value : map.values()) {
            above += value > threshold ? 1 : 0;
        }
        double percent = 100.0 * above / map.values().length;
        return String.format(Locale.ROOT, "above %s: %.1f %% of the pixels", ChartPoints.number(threshold), percent);
    }

    private static BufferedImage above(BufferedImage base, boolean[] marked) {
        BufferedImage picture = new BufferedImage(base.getWidth(), base.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                Color gray = Overlays.gray(new Color(base.getRGB(x, y)));
                double opacity = marked[y * picture.getWidth() + x] ? OPACITY : 0;
                picture.setRGB(x, y, Overlays.mixed(gray, Style.color(1), opacity));
            }
        }
        return picture;
    }

    private static BufferedImage base(String what, FloatArray image) {
        FloatArray batch = Overlays.batch(what, image);
        return Overlays.base(batch, batch, 0, TileSize.MOST);
    }
}
