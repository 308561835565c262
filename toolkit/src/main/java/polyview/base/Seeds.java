package polyview.base;

import java.util.SplittableRandom;

/**
 * Random numbers for every purpose from the one seed that the user gave.
 *
 * <p>A stream is named by the seed and a path of numbers: the sample, the epoch, the purpose. Streams of different
 * names have nothing in common, so sample 7 is the same whether ten samples are made or a million, and on how many
 * threads. The numbers of the name are mixed in one after another with the finalizer of SplitMix64 (Steele, Lea and
 * Flood, <em>Fast splittable pseudorandom number generators</em>, 2014).
 *
 * <p>Example: {@code Seeds.stream(7, 0).nextInt(100)} gives the same number each time; {@code Seeds.stream(7, 1)} and
 * {@code Seeds.stream(8, 0)} are other streams.
 */
public final class Seeds {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xD1342543DE82EF95L;

    private Seeds() {}

    /** The stream of this seed and path; a new object in its first state each time. */
    public static SplittableRandom stream(long seed, long... path) {
        return new SplittableRandom(mix(seed, path));
    }

    /** A seed of its own for the path: what a part that takes a seed again is given. */
    public static long mix(long seed, long... path) {
        long mixed = finish(seed + GOLDEN);
        for (long step : path) {
            // The factor tells (1, 2) from (2, 1): without it, seed 1 at epoch 2 would be seed 2 at epoch 1.
            mixed = finish(mixed * FACTOR + finish(step + GOLDEN));
        }
        return mixed;
    }

    private static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
