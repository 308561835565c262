package polyview.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyview.base.Seeds;

/**
 * A synthetic character: a few strokes, each a cubic Bezier curve in a square of side 1.
 *
 * @param strokes for each stroke the x and y of its four control points
 */
record MadeCharacter(List<double[]> strokes) {

    private static final int FEWEST = 2;
    private static final int MOST = 3;
    private static final int POINTS = 4;

    /** The number of straight segments that approximate a stroke. */
    private static final int PIECES = 10;

    /** Points lie between this and 1 minus this. */
    private static final double MARGIN = 0.15;

    /** Half the width of a line, in pixels, of the finest pen; that of the broadest is twice as large. */
    private static final double PEN = 0.7;

    static MadeCharacter random(SplittableRandom random) {
        int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
        List<double[]> strokes = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            double[] stroke = new double[2 * POINTS];
            for (int k = 0; k < stroke.length; k++) {
                stroke[k] = MARGIN + (1 - 2 * MARGIN) * random.nextDouble();
            }
            strokes.add(stroke);
        }
        return new MadeCharacter(strokes);
    }

    /**
     * The character as one person draws it.
     *
     * @param wobble how far each point is off, at most, along each axis
     * @param random decides what differs between drawings of this person
     */
    Drawing drawn(Hand hand, double wobble, int side, SplittableRandom random) {
        byte[] pixels = new byte[side * side];
        for (double[] stroke : strokes) {
            double[] own = new double[stroke.length];
            for (int k = 0; k < own.length; k += 2) {
                double x = stroke[k] - 0.5 + Hand.evenly(random, wobble);
                double y = stroke[k + 1] - 0.5 + Hand.evenly(random, wobble);
                own[k] = side * (0.5 + hand.dx() + hand.xx() * x + hand.xy() * y);
                own[k + 1] = side * (0.5 + hand.dy() + hand.yx() * x + hand.yy() * y);
            }
            draw(own, PEN * (1 + hand.pen()), pixels, side);
        }
        return new Drawing(side, side, pixels);
    }

    private static void draw(double[] stroke, double half, byte[] pixels, int side) {
        double[] from = at(stroke, 0);
        for (int piece = 1; piece <= PIECES; piece++) {
            double[] to = at(stroke, (double) piece / PIECES);
            line(from, to, half, pixels, side);
            from = to;
        }
    }

    private static double[] at(double[] stroke, double t) {
        double[] place = new double[2];
        double u = 1 - t;
        double[] shares = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
        for (int k = 0; k < POINTS; k++) {
            place[0] += shares[k] * stroke[2 * k];
            place[1] += shares[k] * stroke[2 * k + 1];
        }
        return place;
    }

    /** Ink where the middle of a pixel is nearer than half the width; the edge fades over one pixel. */
    private static void line(double[] from, double[] to, double half, byte[] pixels, int side) {
        double reach = half + 1;
        int top = clip(Math.min(from[1], to[1]) - reach, side);
        int bottom = clip(Math.max(from[1], to[1]) + reach, side);
        int left = clip(Math.min(from[0], to[0]) - reach, side);
        int right = clip(Math.max(from[0], to[0]) + reach, side);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double far = Segment.distance(x + 0.5, y + 0.5, from[0], from[1], to[0], to[1]);
                int ink = (int) Math.round(255 * Math.max(0, Math.min(1, 0.5 + half - far)));
                int i = y * side + x;
                pixels[i] = (byte) Math.max(pixels[i] & 0xFF, ink);
            }
        }
    }

    private static int clip(double pixel, int side) {
        return (int) Math.max(0, Math.min(side, pixel));
    }

    /**
     * How one person writes: slant, width, rotation, place and pen, the same for all characters.
     *
     * @param xx with xy, yx and yy the matrix of the map about the middle of the square
     * @param dx to the right, in sides of the square
     * @param dy downwards
     * @param pen from 0, the finest, to 1
     */
    record Hand(double xx, double xy, double yx, double yy, double dx, double dy, double pen) {

        static Hand random(long seed, long... path) {
            SplittableRandom random = Seeds.stream(seed, path);
            double angle = Math.toRadians(evenly(random, 8));
            double wide = 0.9 + evenly(random, 0.12);
            double high = 0.9 + evenly(random, 0.12);
            double slant = evenly(random, 0.15);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            return new Hand(
                    cos * wide,
                    -sin * high + cos * slant,
                    sin * wide,
                    cos * high + sin * slant,
                    evenly(random, 0.06),
                    evenly(random, 0.06),
                    random.nextDouble());
        }

        static double evenly(SplittableRandom random, double most) {
            return most * (2 * random.nextDouble() - 1);
        }
    }
}
