package polyview.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A flat scene of overlapping shapes of different matter on a plane, seen by two sensors.
 *
 * <p>The matter of a shape is a number t in 0..1. The first sensor shows t itself; the second shows {@link #response}:
 * what is brighter for one is darker for the other, except for the smallest t, so the images are neither equal nor inverse, and
 * different matter can look the same to the second.
 *
 * <p>The shapes are distributed uniformly over an area larger than any view. So all views have the same distribution: one
 * displaced view alone does not show that it is displaced.
 *
 * <p>All lengths are in pixels; x grows to the right, y downwards, and the middle of the first pixel is (0.5, 0.5).
 */
final class Scene {

    /** The largest distance of a part of a shape from its centre. */
    private static final double REACH = 14;

    /** Area for each shape. */
    private static final double ROOM = 100;

    private final double ground;
    private final List<Swell> swells;
    private final List<Shape> shapes;

    private Scene(double ground, List<Swell> swells, List<Shape> shapes) {
        this.ground = ground;
        this.swells = swells;
        this.shapes = shapes;
    }

    /** A scene for views of a height and width, displaced by at most {@code maxShift}. */
    static Scene random(SplittableRandom random, int height, int width, double maxShift) {
        double margin = REACH + maxShift + 1;
        double high = height + 2 * margin;
        double wide = width + 2 * margin;
        double ground = 0.25 + 0.5 * random.nextDouble();
        List<Swell> swells = List.of(Swell.random(random), Swell.random(random));
        List<Shape> shapes = new ArrayList<>();
        for (int i = (int) Math.round(high * wide / ROOM); i > 0; i--) {
            shapes.add(Shape.random(random, random.nextDouble() * wide - margin, random.nextDouble() * high - margin));
        }
        return new Scene(ground, swells, shapes);
    }

    /** What a sensor sees, 0 or 1, when the scene is displaced by (dx, dy): {@code (H, W)}, row-major. */
    float[] view(int sensor, int height, int width, double dx, double dy) {
        float[] view = new float[Math.multiplyExact(height, width)];
        Arrays.fill(view, (float) tone(sensor, ground));
        for (Shape shape : shapes) {
            shape.paint(view, sensor, height, width, dx, dy);
        }
        for (int i = 0; i < view.length; i++) {
            view[i] += (float) swells.get(sensor).at(i % width + 0.5, i / width + 0.5);
        }
        return view;
    }

    /** The same scene with sharp borders and constant brightness: each pixel shows the topmost shape at its middle. */
    Scene sharp() {
        return new Scene(
                ground,
                List.of(Swell.NONE, Swell.NONE),
                shapes.stream().map(Shape::sharp).toList());
    }

    /** The numbers of the shapes whose middle lies in a view of this size, from the lowest to the topmost. */
    List<Integer> within(int height, int width) {
        return IntStream.range(0, shapes.size())
                .filter(i -> shapes.get(i).isWithin(height, width))
                .boxed()
                .toList();
    }

    /** The same scene without some shapes; what was below them is seen there. */
    Scene without(Set<Integer> numbers) {
        return new Scene(
                ground,
                swells,
                IntStream.range(0, shapes.size())
                        .filter(i -> !numbers.contains(i))
                        .mapToObj(shapes::get)
                        .toList());
    }

    /** The same shapes under other slow changes of brightness. */
    Scene inOtherLight(SplittableRandom random) {
        return new Scene(ground, List.of(Swell.random(random), Swell.random(random)), shapes);
    }

    /** The second sensor's brightness of matter t: from 0.4 at 0 up to 1 at 0.15, then down to 0 at 1. */
    static double response(double t) {
        return t < 0.15 ? 0.4 + 4 * t : (1 - t) / 0.85;
    }

    private static double tone(int sensor, double matter) {
        return sensor == 0 ? matter : response(matter);
    }

    /** A slow change of brightness over the image; it belongs to the sensor, so it is not displaced. */
    private record Swell(double height, double waveX, double waveY, double phase) {

        static final Swell NONE = new Swell(0, 0, 0, 0);

        static Swell random(SplittableRandom random) {
            double angle = 2 * Math.PI * random.nextDouble();
            double wave = 2 * Math.PI / (20 + 30 * random.nextDouble());
            return new Swell(
                    0.05 * random.nextDouble(),
                    wave * StrictMath.cos(angle),
                    wave * StrictMath.sin(angle),
                    2 * Math.PI * random.nextDouble());
        }

        double at(double x, double y) {
            return height * StrictMath.sin(waveX * x + waveY * y + phase);
        }
    }

    /**
     * A box with round corners, which is a disk, a bar or a square at the ends of its range.
     *
     * @param rim the width over which the border fades: 1 is a sharp edge, antialiased
     */
    private record Shape(
            double x, double y, double a, double b, double round, double cos, double sin, double rim, double matter) {

        static Shape random(SplittableRandom random, double x, double y) {
            double angle = Math.PI * random.nextDouble();
            return new Shape(
                    x,
                    y,
                    6 * random.nextDouble(),
                    6 * random.nextDouble(),
                    1 + 2.5 * random.nextDouble(),
                    StrictMath.cos(angle),
                    StrictMath.sin(angle),
                    random.nextInt(4) == 0 ? 3 : 1,
                    random.nextDouble());
        }

        Shape sharp() {
            return new Shape(x, y, a, b, round, cos, sin, 1e-9, matter);
        }

        boolean isWithin(int height, int width) {
            return x >= 0 && x < width && y >= 0 && y < height;
        }

        void paint(float[] view, int sensor, int height, int width, double dx, double dy) {
            double tone = tone(sensor, matter);
            int left = Math.max(0, (int) Math.floor(x + dx - REACH));
            int right = Math.min(width, (int) Math.ceil(x + dx + REACH));
            int top = Math.max(0, (int) Math.floor(y + dy - REACH));
            int bottom = Math.min(height, (int) Math.ceil(y + dy + REACH));
            for (int row = top; row < bottom; row++) {
                for (int column = left; column < right; column++) {
                    double cover = 0.5 - distance(column + 0.5 - x - dx, row + 0.5 - y - dy) / rim;
                    cover = Math.max(0, Math.min(1, cover));
                    int i = row * width + column;
                    view[i] += (float) (cover * (tone - view[i]));
                }
            }
        }

        /** The signed distance to the border, negative inside. */
        private double distance(double fromX, double fromY) {
            double u = Math.abs(cos * fromX + sin * fromY) - a;
            double v = Math.abs(cos * fromY - sin * fromX) - b;
            double outside = norm(Math.max(u, 0), Math.max(v, 0));
            return outside + Math.min(Math.max(u, v), 0) - round;
        }

        private static double norm(double u, double v) {
            return Math.sqrt(u * u + v * v);
        }
    }
}
