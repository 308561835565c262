package polyview.datasets;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Small random rotations, shifts and zooms of a drawing about its middle, so that few drawings serve as more.
 *
 * <p>Each drawing is turned by up to {@code rotation} degrees either way, zoomed by a factor from {@code 1 - zoom} to
 * {@code 1 + zoom} and moved by up to {@code shift} pixels of the resized image along both axes, all drawn uniformly. Pixels from
 * outside the drawing are paper.
 *
 * <p>Example: {@code Jitter.none().rotation(10).shift(2).zoom(0.1)}.
 *
 * @param rotation in degrees, from 0 to 180
 * @param shift in pixels of the resized image, from 0
 * @param zoom a fraction, from 0 to below 1
 */
public record Jitter(double rotation, double shift, double zoom) implements Serializable {

    /** Checks the options: the rules that the methods below name. */
    public Jitter {
        if (!(rotation >= 0 && rotation <= 180)) {
            throw new IllegalArgumentException("rotation must lie in [0, 180] degrees, got " + rotation);
        }
        if (!(shift >= 0 && Double.isFinite(shift))) {
            throw new IllegalArgumentException("shift must not be negative, got " + shift);
        }
        if (!(zoom >= 0 && zoom < 1)) {
            throw new IllegalArgumentException("zoom must lie in [0, 1), got " + zoom);
        }
    }

    /** Drawings as they are. */
    public static Jitter none() {
        return new Jitter(0, 0, 0);
    }

    /** The largest rotation; refused: {@code rotation must lie in [0, 180] degrees, got -5.0}. */
    public Jitter rotation(double degrees) {
        return new Jitter(degrees, shift, zoom);
    }

    /** The largest move along each axis; refused: {@code shift must not be negative, got -1.0}. */
    public Jitter shift(double pixels) {
        return new Jitter(rotation, pixels, zoom);
    }

    /** The largest change of size; refused: {@code zoom must lie in [0, 1), got 1.0}. */
    public Jitter zoom(double fraction) {
        return new Jitter(rotation, shift, fraction);
    }

    /** The drawing moved at random, of the same height and width; {@code size} is what it will be resized to. */
    Drawing apply(Drawing ink, int size, SplittableRandom random) {
        double angle = Math.toRadians(evenly(random, rotation));
        double factor = 1 + evenly(random, zoom);
        double dx = evenly(random, shift) * ink.width() / size;
        double dy = evenly(random, shift) * ink.height() / size;
        if (equals(none())) {
            return ink;
        }
        return moved(ink, angle, factor, dx, dy);
    }

    /** Turned clockwise as seen, zoomed, then moved by (dx, dy) of its own pixels; between pixels it is interpolated. */
    static Drawing moved(Drawing ink, double angle, double factor, double dx, double dy) {
        double cos = StrictMath.cos(angle) / factor;
        double sin = StrictMath.sin(angle) / factor;
        double middleX = (ink.width() - 1) / 2.0;
        double middleY = (ink.height() - 1) / 2.0;
        byte[] moved = new byte[ink.pixels().length];
        for (int i = 0; i < moved.length; i++) {
            // Backwards: from each pixel of the result to its source.
            double x = i % ink.width() - middleX - dx;
            double y = i / ink.width() - middleY - dy;
            moved[i] = (byte) Math.round(between(ink, cos * x + sin * y + middleX, cos * y - sin * x + middleY));
        }
        return new Drawing(ink.height(), ink.width(), moved);
    }

    private static double between(Drawing ink, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double u = x - left;
        double v = y - top;
        return (1 - v) * ((1 - u) * at(ink, left, top) + u * at(ink, left + 1, top))
                + v * ((1 - u) * at(ink, left, top + 1) + u * at(ink, left + 1, top + 1));
    }

    private static int at(Drawing ink, int x, int y) {
        boolean outside = x < 0 || y < 0 || x >= ink.width() || y >= ink.height();
        return outside ? 0 : ink.pixels()[y * ink.width() + x] & 0xFF;
    }

    private static double evenly(SplittableRandom random, double most) {
        return most * (2 * random.nextDouble() - 1);
    }
}
