package polyview.datasets;

import java.util.SplittableRandom;

/** The noise of a sensor. */
final class Noise {

    private Noise() {}

    /** Adds Gaussian noise to every pixel and clips to 0..1, in place. */
    static float[] added(float[] picture, double deviation, SplittableRandom random) {
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) Math.max(0, Math.min(1, picture[i] + deviation * Gaussian.next(random)));
        }
        return picture;
    }
}
