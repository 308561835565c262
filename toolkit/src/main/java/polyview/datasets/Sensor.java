package polyview.datasets;

import java.util.SplittableRandom;

/**
 * A sensor whose pixels differ: a pixel reads {@code raw = true * sensitivity + dark}.
 *
 * <p>The sensitivity falls smoothly from a point near the middle towards the corners (vignetting), scatters from pixel
 * to pixel, and is less where grains of dust cast round shadows. The dark reading rises across the sensor and
 * scatters too.
 *
 * @param sensitivity of each pixel, (H, W), row-major
 * @param dark reading of each pixel without light
 */
record Sensor(float[] sensitivity, float[] dark) {

    /** The sensitivity at the brightest point; less than 1, so that no pixel saturates. */
    private static final double PEAK = 0.85;

    /** One grain of dust for this many pixels, but at least two in all. */
    private static final int ROOM = 256;

    static Sensor random(SplittableRandom random, int height, int width, double vignetting, double scatter) {
        double[] corner = {
            width * (0.5 + 0.2 * (random.nextDouble() - 0.5)), height * (0.5 + 0.2 * (random.nextDouble() - 0.5))
        };
        double half = 0.25 * ((double) width * width + (double) height * height);
        double slope = 0.04 * (random.nextDouble() - 0.5);
        float[] sensitivity = new float[height * width];
        float[] dark = new float[height * width];
        for (int i = 0; i < dark.length; i++) {
            double x = i % width + 0.5 - corner[0];
            double y = i / width + 0.5 - corner[1];
            double light = 1 - vignetting * Math.min(1, (x * x + y * y) / half);
            sensitivity[i] = (float) (PEAK * light * (1 + scatter * bounded(random)));
            dark[i] = (float) (0.1 + slope * (2 * (i / width + 0.5) / height - 1) + 0.25 * scatter * bounded(random));
        }
        for (int grain = Math.max(2, height * width / ROOM); grain > 0; grain--) {
            shade(sensitivity, height, width, random);
        }
        return new Sensor(sensitivity, dark);
    }

    /** A normal number limited to four standard deviations: no pixel is dead or saturates. */
    private static double bounded(SplittableRandom random) {
        return Math.max(-4, Math.min(4, Gaussian.next(random)));
    }

    private static void shade(float[] sensitivity, int height, int width, SplittableRandom random) {
        double centreX = width * random.nextDouble();
        double centreY = height * random.nextDouble();
        double radius = 0.7 + 1.3 * random.nextDouble();
        double depth = 0.1 + 0.2 * random.nextDouble();
        for (int i = 0; i < sensitivity.length; i++) {
            double x = i % width + 0.5 - centreX;
            double y = i / width + 0.5 - centreY;
            double cover = Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(x * x + y * y)));
            sensitivity[i] *= (float) (1 - depth * cover);
        }
    }
}
