package polyview.datasets;

import java.util.SplittableRandom;
import polyview.base.Seeds;

/**
 * The marks on the glass of one view of a bulb: specks on a line, which is a crack, or scattered, which is dust.
 *
 * <p>In both cases the specks have the same number, sign and distribution. So each pixel has the same mean brightness, and only
 * the arrangement of the specks differs.
 *
 * @param specks x, y and amplitude of each, in the lengths of {@link Bulb}
 * @param angle between the middle of the crack and the direction to the camera, in degrees; without meaning for dust
 */
record Marks(double[][] specks, double angle) {

    /** A clean glass. */
    static final Marks NONE = new Marks(new double[0][], 0);

    /** On the glass, whose radius is {@link Bulb#GLASS}. */
    private static final double LENGTH = 0.6;

    /** Between the specks of a crack, and the standard deviation of each, in pixels: close enough for a line. */
    private static final double STEP = 1.5;

    private static final double SPREAD = 0.8;

    /** How far the middle of a crack is turned from the camera; with half its length, no speck is by 45 degrees. */
    private static final double WIDEST = Math.PI / 15;

    /** How far it is above or below the middle of the glass. */
    private static final double HIGHEST = 0.2;

    /** @param scale pixels in one unit of length */
    static Marks random(long seed, boolean crack, double contrast, double scale) {
        int count = (int) Math.max(3, Math.round(LENGTH * scale / STEP) + 1);
        SplittableRandom random = Seeds.stream(seed, 0);
        double signed = random.nextBoolean() ? contrast : -contrast;
        Crack whole = Crack.random(random);
        double[][] specks = new double[count][];
        for (int k = 0; k < count; k++) {
            Crack from = crack ? whole : Crack.random(Seeds.stream(seed, 1, k));
            double[] place = from.at(STEP / scale * (k - (count - 1) / 2.0));
            specks[k] = new double[] {place[0], place[1], signed * (0.7 + 0.3 * random.nextDouble())};
        }
        return new Marks(specks, StrictMath.toDegrees(whole.angle));
    }

    /** What the marks add to the brightness at a place. */
    double at(double x, double y, double scale) {
        double sum = 0;
        for (double[] speck : specks) {
            double far = ((x - speck[0]) * (x - speck[0]) + (y - speck[1]) * (y - speck[1])) * scale * scale;
            if (far < 16) {
                sum += speck[2] * StrictMath.exp(-far / (2 * SPREAD * SPREAD));
            }
        }
        return sum;
    }

    /** A slightly bent line on a ball, by its middle, its direction and how it bends. */
    private record Crack(double angle, double height, double direction, double bend) {

        static Crack random(SplittableRandom random) {
            return new Crack(
                    WIDEST * (2 * random.nextDouble() - 1),
                    HIGHEST * (2 * random.nextDouble() - 1),
                    2 * Math.PI * random.nextDouble(),
                    2 * random.nextDouble() - 1);
        }

        /** Where the camera sees the point at this distance along the line, from its middle. */
        double[] at(double length) {
            double cos = StrictMath.cos(direction);
            double sin = StrictMath.sin(direction);
            double aside = bend * length * length;
            double along = length * cos - aside * sin;
            double y = height + length * sin + aside * cos;
            double turned = angle + along / Math.sqrt(Bulb.GLASS * Bulb.GLASS - height * height);
            double radius = Math.sqrt(Bulb.GLASS * Bulb.GLASS - y * y);
            return new double[] {radius * StrictMath.sin(turned), Bulb.MIDDLE + y};
        }
    }
}
