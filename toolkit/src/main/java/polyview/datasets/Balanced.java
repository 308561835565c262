package polyview.datasets;

import polyview.base.Seeds;

/** Two balanced classes in a random order: samples 0 and 1, 2 and 3, and so on are one of each class. */
final class Balanced {

    private Balanced() {}

    /** Whether sample i is of class 1; {@code stream} makes the draw independent of other uses of the seed. */
    static boolean isClassOne(long seed, int i, int stream) {
        // One draw for each pair of neighbours decides whether the even one is of class 1.
        return Seeds.stream(seed, i / 2, stream).nextBoolean() == (i % 2 == 0);
    }
}
