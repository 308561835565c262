package polyview.benchmarks;

import polyview.data.augment.Augmentation;

/**
 * How the images are moved: the same image in the same epoch gets the same from every contender in this JVM.
 *
 * <p>Rotation up to 20 degrees, shifts up to 0.2 of the size, shear up to 0.2 (radians), zoom up to 0.2 and a horizontal
 * flip; outside the frame stands the nearest pixel.
 */
final class Moves {

    static final Augmentation AUGMENTATION = Augmentation.none()
            .rotation(20)
            .widthShift(0.2)
            .heightShift(0.2)
            .shear(Math.toDegrees(0.2))
            .zoom(0.2)
            .horizontalFlip();

    static final long SEED = 7;

    private Moves() {}

    /** The way from a pixel to its source, as {@link polyview.data.augment.Geometry#toSource} tells it. */
    static double[] toSource(int epoch, int pair, int image) {
        return AUGMENTATION.draw(SEED, epoch, pair, image).geometry().toSource(Contender.SIZE, Contender.SIZE);
    }
}
