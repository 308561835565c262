package polyview.data;

import java.util.SplittableRandom;
import polyview.base.Seeds;

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
     * A new order in each epoch, decided by the seed and the epoch alone; all orders are equally likely (Fisher and
     * Yates).
     *
     * <p>Example: {@code Order.shuffled(7, 0).permutation(10)} gives the ten numbers in the same order each time, and
     * in another order for epoch 1.
     *
     * @param seed the seed of the training or the experiment
     * @param epoch the number of the epoch, from 0
     */
    static Order shuffled(long seed, int epoch) {
        return new Shuffled(seed, epoch);
    }

    /**
     * The order in which the samples are stored, in an epoch of a training: samples are not shuffled, but random changes are drawn
     * anew in each epoch.
     *
     * @param seed the seed of the training or the experiment
     * @param epoch the number of the epoch, from 0
     */
    static Order asStored(long seed, int epoch) {
        return new Unshuffled(seed, epoch);
    }

    /**
     * The order of an epoch of a training. Only in such an epoch are images augmented; evaluation and prediction use other orders
     * and see them as they are.
     */
    sealed interface Seeded extends Order {
        /** The seed of the training or the experiment. */
        long seed();

        /** The number of the epoch, from 0. */
        int epoch();
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

    /** See {@link #asStored(long, int)}. */
    record Unshuffled(long seed, int epoch) implements Seeded {
        @Override
        public int[] permutation(int size) {
            return asStored().permutation(size);
        }
    }

    /** See {@link #shuffled(long, int)}. */
    record Shuffled(long seed, int epoch) implements Seeded {
        @Override
        public int[] permutation(int size) {
            // Mixed, not added: seed + epoch would make epoch 1 of seed 7 epoch 0 of seed 8.
            SplittableRandom random = Seeds.stream(seed, epoch);
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
