package polyview.data;

import java.util.SplittableRandom;
import polyview.base.Checks;
import polyview.base.Seeds;

/** The order in which an epoch visits the samples. */
public sealed interface Order {

    /**
     * The index of every sample, in the order of the visit; of a {@link #part}, of those of the part; of a {@link #listed}, those of the list.
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
    static Seeded shuffled(long seed, int epoch) {
        return new Shuffled(seed, epoch);
    }

    /**
     * The order in which the samples are stored, in an epoch of a training: samples are not shuffled, but random changes are drawn
     * anew in each epoch.
     *
     * @param seed the seed of the training or the experiment
     * @param epoch the number of the epoch, from 0
     */
    static Seeded asStored(long seed, int epoch) {
        return new Unshuffled(seed, epoch);
    }

    /**
     * The part of an epoch that one of several machines reads: of row r, part {@code r mod parts} is told, so that the first rows of
     * all parts are the first rows of the data.
     *
     * <p>Where the epoch is shuffled, each part shuffles its own rows; part 0 as an epoch of its rows alone would be. A permutation has
     * the rows of the part only; random changes of a sample are those of the whole epoch.
     *
     * <p>Refused: {@code parts must be positive, got 0}; {@code part must lie in [0, 1], got 2}.
     *
     * <p>Example: {@code Order.part(Order.asStored(7, 0), 1, 3).permutation(8)} gives 1, 4, 7.
     *
     * @param epoch of the whole data
     * @param part the number of the part, from 0
     * @param parts how many there are
     */
    static Seeded part(Seeded epoch, int part, int parts) {
        return new Part(epoch, part, parts);
    }

    /**
     * An epoch of a training that visits these samples, in this order: some may be left out, and some may come several times.
     *
     * <p>Random changes of a sample are those of the epoch, the same each time it comes. Refused when it is used: {@code sample must lie in
     * [0, 10), got 10}.
     *
     * <p>Example: {@code Order.listed(Order.shuffled(7, 0), 4, 4, 1).permutation(5)} gives 4, 4, 1.
     *
     * @param epoch tells seed and number
     * @param samples their numbers
     */
    static Seeded listed(Seeded epoch, int... samples) {
        return new Listed(epoch.seed(), epoch.epoch(), samples.clone());
    }

    /** The seed of what a part draws: of the first part it is the seed of the whole. */
    static long seedOfPart(long seed, int part) {
        return part == 0 ? seed : Seeds.mix(seed, part);
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

    /** See {@link #listed}. */
    record Listed(long seed, int epoch, int[] samples) implements Seeded {
        @Override
        public int[] permutation(int size) {
            for (int sample : samples) {
                if (sample < 0 || sample >= size) {
                    throw new IllegalArgumentException("sample must lie in [0, " + size + "), got " + sample);
                }
            }
            return samples.clone();
        }
    }

    /** See {@link #part}. */
    record Part(Seeded whole, int part, int parts) implements Seeded {

        public Part {
            Checks.requirePositive("parts", parts);
            if (part < 0 || part >= parts) {
                throw new IllegalArgumentException("part must lie in [0, " + (parts - 1) + "], got " + part);
            }
        }

        @Override
        public long seed() {
            return whole.seed();
        }

        @Override
        public int epoch() {
            return whole.epoch();
        }

        @Override
        public int[] permutation(int size) {
            int own = (size - part + parts - 1) / parts;
            Order order = whole instanceof Shuffled ? shuffled(seedOfPart(seed(), part), epoch()) : asStored();
            int[] rows = order.permutation(own);
            for (int i = 0; i < own; i++) {
                rows[i] = rows[i] * parts + part;
            }
            return rows;
        }
    }
}
