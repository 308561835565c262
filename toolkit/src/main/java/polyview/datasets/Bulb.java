package polyview.datasets;

import java.util.SplittableRandom;

/**
 * A light bulb, upright, seen by a camera: glass on a cap with a thread, and a filament between two posts behind the
 * glass.
 *
 * <p>Glass and cap look alike from all sides; only the filament shows how the bulb is turned. Lengths: the shorter side of
 * the image is 2, (0, 0) its middle, x grows to the right and y downwards.
 *
 * @param turn of the filament about the axis, in radians
 * @param glass brightness of the glass
 * @param lean of the filament's ends: how far one hangs below the other
 */
record Bulb(double turn, double glass, double lean) {

    /** The radius of the glass ball, and the height of its middle. */
    static final double GLASS = 0.6;

    static final double MIDDLE = -0.25;

    private static final double NECK = 0.27;
    private static final double CAP = 0.42;
    private static final double FOOT = 0.86;

    static Bulb random(SplittableRandom random) {
        return new Bulb(
                2 * Math.PI * random.nextDouble(), 0.5 + 0.1 * random.nextDouble(), 0.2 * random.nextDouble() - 0.1);
    }

    /** What the camera at a quarter turn sees, 0 to 3, in one picture: {@code (H, W)}, row-major. */
    float[] view(int quarter, Camera camera, Marks marks, int height, int width) {
        double scale = Math.min(height, width) / 2.0;
        double[] posts = posts(quarter);
        float[] view = new float[Math.multiplyExact(height, width)];
        for (int i = 0; i < view.length; i++) {
            double fromX = (i % width + 0.5 - width / 2.0) / scale - camera.dx;
            double fromY = (i / width + 0.5 - height / 2.0) / scale - camera.dy;
            double x = camera.cos * fromX + camera.sin * fromY;
            double y = camera.cos * fromY - camera.sin * fromX;
            double light = 0.15 + 0.05 * y;
            double cover = clip(0.5 + scale * inside(x, y));
            if (cover > 0) {
                double facing = facing(x, radius(y));
                double seen = y < CAP ? glass(x, y, facing, posts, scale) + marks.at(x, y, scale) : cap(x, y, facing);
                light += cover * (seen - light);
            }
            view[i] = (float) (camera.exposure * light);
        }
        return view;
    }

    private double glass(double x, double y, double facing, double[] posts, double scale) {
        double light = glass - 0.15 + 0.2 * facing + 0.05 * x;
        double glare = (x + 0.22) * (x + 0.22) + (y + 0.5) * (y + 0.5);
        light += 0.12 * StrictMath.exp(-glare / 0.02);
        double far = Math.min(
                Segment.distance(x, y, posts[0], -0.25 - lean, posts[1], -0.25 + lean),
                Math.min(
                        Segment.distance(x, y, posts[0] / 2, CAP, posts[0], -0.25 - lean),
                        Segment.distance(x, y, posts[1] / 2, CAP, posts[1], -0.25 + lean)));
        return light - 0.08 * clip(1.2 - scale * far);
    }

    private static double cap(double x, double y, double facing) {
        return 0.2 + 0.25 * facing + 0.06 * StrictMath.sin(2 * Math.PI * (y + 0.1 * x) / 0.13);
    }

    /** The distance of a point to the outline, a ball and a neck with a cap below it; negative outside. */
    private static double inside(double x, double y) {
        double up = y - MIDDLE;
        double ball = GLASS - Math.sqrt(x * x + up * up);
        return y < 0 ? ball : Math.max(ball, Math.min(NECK - Math.abs(x), FOOT - y));
    }

    /** Half the width of the bulb at a height. */
    private static double radius(double y) {
        double ball = GLASS * GLASS - (y - MIDDLE) * (y - MIDDLE);
        double round = ball > 0 ? Math.sqrt(ball) : 0;
        return y < 0 ? round : Math.max(round, NECK);
    }

    /** How much a round surface faces the camera: 1 in the middle, 0 at the sides. */
    private static double facing(double x, double radius) {
        return x * x < radius * radius ? Math.sqrt(1 - x * x / (radius * radius)) : 0;
    }

    /** The ends of the filament to the left and right, as this camera sees them. */
    private double[] posts(int quarter) {
        double half = 0.25 * StrictMath.cos(turn + quarter * Math.PI / 2);
        return new double[] {-half, half};
    }

    private static double clip(double x) {
        return Math.max(0, Math.min(1, x));
    }

    /** How one picture was taken: slightly shifted, rotated, and under- or overexposed. */
    record Camera(double dx, double dy, double cos, double sin, double exposure) {

        static Camera random(SplittableRandom random) {
            double tilt = 0.1 * (2 * random.nextDouble() - 1);
            return new Camera(
                    0.05 * (2 * random.nextDouble() - 1),
                    0.05 * (2 * random.nextDouble() - 1),
                    StrictMath.cos(tilt),
                    StrictMath.sin(tilt),
                    0.9 + 0.2 * random.nextDouble());
        }
    }
}
