package polyview.datasets;

import polyview.base.Seeds;

/** Two classes in equal parts, in a random order: of samples 0 and 1, 2 and 3, and so on, one is of each class. */
final class Balanced {

    private Balanced() {}

    /** Whether sample i is of class 1; {@code stream} keeps the coin apart from other uses of the seed. */
    static boolean isOne(long seed, int i, int stream) {
        // One coin for two neighbours: whether the even one is it.
        return Seeds.stream(seed, i / 2, stream).nextBoolean() == (i % 2 == 0);
    }
}
