package polyview.data;

import java.util.SplittableRandom;

/** The order in which an epoch visits the samples. */
public sealed interface Order {

    /**
     * The index of every sample, in the order of the visit.
     *
     * @param size the number of samples
     */
    int[] permutation(int size);

    /** The order in which the samples are stored. */
    static Order asStored() {
        return new AsStored();
    }

    /**
     * A new order in each epoch, decided by the seed alone (Fisher and Yates).
     *
     * <p>Example: {@code Order.shuffled(7, 0).permutation(10)} gives the same ten numbers each time, and others for
     * epoch 1.
     */
    static Order shuffled(long seed, int epoch) {
        return new Shuffled(seed, epoch);
    }

    /** See {@link #asStored()}. */
    record AsStored() implements Order {
        @Override
        public int[] permutation(int size) {
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                order[i] = i;
            }
            return order;
        }
    }

    /** See {@link #shuffled(long, int)}. */
    record Shuffled(long seed, int epoch) implements Order {
        @Override
        public int[] permutation(int size) {
            // split() puts the epochs' streams apart: seed + epoch would make epoch 1 of seed 7 epoch 0 of seed 8.
            SplittableRandom random =
                    new SplittableRandom(new SplittableRandom(seed).nextLong() ^ (epoch * 0x9E3779B97F4A7C15L));
            int[] order = asStored().permutation(size);
            for (int i = size - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            return order;
        }
    }
}
