package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import polyview.base.Checks;
import polyview.base.DistinctNames;
import polyview.base.Startup;

/**
 * Pictures of one size in one place, of which a slider shows one: thresholds, mixtures of two images, epochs. {@link Plots#slider},
 * {@link Plots#blend} and {@link Plots#thresholds} make it.
 *
 * <p>In a notebook a small script, which loads nothing, makes the slider; arrow keys move it too. Where scripts are off or were taken out,
 * the picture of {@link #first} stays, with the others folded up below it. {@link Plots#save(Plot, java.nio.file.Path)}, {@link
 * Panels} and front ends without HTML have that picture alone.
 *
 * <p>Refused: {@code frames must not be empty}; {@code labels must have 3 entries, one for each of the frames, got 2}; a label
 * that occurs twice; {@code frame 1 must have the size 96 x 96 of frame 0, got 96 x 48}; {@code first must lie in [0, 3), got 3};
 * {@code frames must have at most 6,000,000 bytes as PNG together, got 7,341,002: show fewer of them, or smaller ones}.
 *
 * <pre>{@code
 * Slider.of(List.of("epoch 1", "epoch 5"), List.of(early, late)).startAt("epoch 5")
 * }</pre>
 *
 * @param labels what each picture shows, in the order of the slider
 * @param frames the pictures, all of one size; they are not copied
 * @param scale the pixels of a picture for each pixel on the screen, in both directions: 1, or {@link Plot#SCALE} for pictures of plots
 * @param first the picture that is shown at first
 */
public record Slider(List<String> labels, List<BufferedImage> frames, int scale, int first) implements Plot {

    static {
        Startup.begin();
    }

    /** The most bytes that all pictures may have as PNG. */
    public static final long MOST_BYTES = 6_000_000;

    /** Checks sizes and labels; copies of the lists are kept. */
    public Slider {
        labels = List.copyOf(labels);
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames must not be empty");
        }
        if (labels.size() != frames.size()) {
            throw new IllegalArgumentException(
                    "labels must have " + frames.size() + " entries, one for each of the frames, got " + labels.size());
        }
        DistinctNames.of("labels", labels.toArray(String[]::new));
        requireOneSize(frames);
        Checks.requirePositive("scale", scale);
        if (first < 0 || first >= frames.size()) {
            throw new IllegalArgumentException("first must lie in [0, " + frames.size() + "), got " + first);
        }
        long bytes = frames.stream().mapToLong(PlotFile::pngBytes).sum();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "frames must have at most %,d bytes as PNG together, got %,d: show fewer of them, or smaller ones",
                    MOST_BYTES,
                    bytes));
        }
    }

    private static void requireOneSize(List<BufferedImage> frames) {
        BufferedImage one = frames.get(0);
        for (int i = 1; i < frames.size(); i++) {
            BufferedImage other = frames.get(i);
            if (other.getWidth() != one.getWidth() || other.getHeight() != one.getHeight()) {
                throw new IllegalArgumentException("frame " + i + " must have the size " + one.getWidth() + " x "
                        + one.getHeight() + " of frame 0, got " + other.getWidth() + " x " + other.getHeight());
            }
        }
    }

    /** Pictures with one pixel on the screen for each of theirs; the first is shown at first. */
    public static Slider of(List<String> labels, List<BufferedImage> pictures) {
        return new Slider(labels, pictures, 1, 0);
    }

    /**
     * The same that begins with the picture of this label, or of the only label that begins so.
     *
     * <p>Refused: {@code label must be one of [0.3, 0.5] or the beginning of one, got 0.4}; {@code label must be the beginning of one of
     * [0.3, 0.5] alone, got 0.}.
     *
     * <pre>{@code
     * Plots.thresholds(image, map, 0.3, 0.5).startAt("above 0.5:")
     * }</pre>
     */
    public Slider startAt(String label) {
        List<String> begun = labels.contains(label)
                ? List.of(label)
                : labels.stream().filter(one -> one.startsWith(label)).toList();
        if (begun.size() != 1) {
            throw new IllegalArgumentException(
                    begun.isEmpty()
                            ? "label must be one of " + labels + " or the beginning of one, got " + label
                            : "label must be the beginning of one of " + labels + " alone, got " + label);
        }
        return startAt(labels.indexOf(begun.get(0)));
    }

    /** The same that begins with the picture of this place, from 0; refused: {@code first must lie in [0, 3), got 3}. */
    public Slider startAt(int place) {
        return new Slider(labels, frames, scale, place);
    }

    @Override
    public int width() {
        return Math.max(1, frames.get(first).getWidth() / scale);
    }

    @Override
    public int height() {
        return Math.max(1, frames.get(first).getHeight() / scale);
    }

    /** The label of the picture that is shown at first. */
    @Override
    public String title() {
        return labels.get(first);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.drawImage(frames.get(first), 0, 0, width, height, Color.WHITE, null);
    }

    /** The labels, and which one is shown. */
    @Override
    public String toString() {
        return "Slider of " + frames.size() + " pictures, " + width() + " x " + height() + " pixels: " + labels
                + ", shown " + title();
    }
}
