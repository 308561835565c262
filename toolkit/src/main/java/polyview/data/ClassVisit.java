package polyview.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyview.base.Seeds;

/**
 * Which samples the batches of an epoch hold: P different classes in each, K samples of each class.
 *
 * @param members the samples of each class
 * @param classes P
 * @param samples K
 * @param set the number of batches that was set; 0 for as many as there are without a sample twice
 */
record ClassVisit(List<int[]> members, int classes, int samples, int set) implements Serializable {

    /** Names the stream of random numbers, so that it is not that of a shuffled order. */
    private static final long BATCHES = 0x434C41535345534CL;

    ClassVisit batches(int perEpoch) {
        return new ClassVisit(members, classes, samples, perEpoch);
    }

    int batches() {
        return set > 0 ? set : most();
    }

    /** The samples of an epoch, batch behind batch, group behind group. */
    int[] of(long seed, int epoch) {
        SplittableRandom random = Seeds.stream(seed, epoch, BATCHES);
        int batches = batches();
        int[] left = set > 0 ? new int[0] : shares(batches, random);
        Deck[] decks = members.stream().map(rows -> new Deck(rows, random)).toArray(Deck[]::new);
        int[] visit = new int[Math.multiplyExact(batches, classes * samples)];
        int filled = 0;
        for (int b = 0; b < batches; b++) {
            int[] drawn = set > 0 ? anyClasses(random) : classesOf(left, batches - b, random);
            for (int c : drawn) {
                decks[c].deal(visit, filled);
                filled += samples;
            }
        }
        return visit;
    }

    private int groups(int c) {
        // A class that is smaller than a group is here to be repeated.
        return Math.max(1, members.get(c).length / samples);
    }

    /** Whether so many batches can be formed: a class is in each at most once. */
    private boolean canForm(long batches) {
        long most = IntStream.range(0, members.size())
                .mapToLong(c -> Math.min(groups(c), batches))
                .sum();
        return most >= classes * batches;
    }

    /** What can be formed grows to a largest number and ends there. */
    private int most() {
        int low = 1;
        int high = IntStream.range(0, members.size()).map(this::groups).sum() / classes;
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (canForm(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** How many groups each class gives: what is too many, fewer than P, is taken away at random. */
    private int[] shares(int batches, SplittableRandom random) {
        int[] left = IntStream.range(0, members.size())
                .map(c -> Math.min(groups(c), batches))
                .toArray();
        for (int excess = IntStream.of(left).sum() - classes * batches; excess > 0; excess--) {
            left[weighted(left, random)]--;
        }
        return left;
    }

    /**
     * Classes of the next batch: those that must be in all that are to come, then others with odds as they have groups left. So no class is
     * left with more groups than there are batches.
     */
    private int[] classesOf(int[] left, int batches, SplittableRandom random) {
        int[] drawn = new int[classes];
        int[] odds = left.clone();
        int count = 0;
        for (int c = 0; c < left.length; c++) {
            if (left[c] == batches) {
                drawn[count++] = c;
                odds[c] = 0;
            }
        }
        while (count < classes) {
            int c = weighted(odds, random);
            drawn[count++] = c;
            odds[c] = 0;
        }
        for (int c : drawn) {
            left[c]--;
        }
        return drawn;
    }

    private int[] anyClasses(SplittableRandom random) {
        int[] all = IntStream.range(0, members.size()).toArray();
        shuffle(all, classes, random);
        return Arrays.copyOf(all, classes);
    }

    /** An index with odds in proportion to the weights. */
    private static int weighted(int[] weights, SplittableRandom random) {
        int at = random.nextInt(IntStream.of(weights).sum());
        int i = 0;
        while (at >= weights[i]) {
            at -= weights[i];
            i++;
        }
        return i;
    }

    /** Draws the first ones of all, each equally likely. */
    private static void shuffle(int[] values, int first, SplittableRandom random) {
        for (int i = 0; i < first; i++) {
            int j = random.nextInt(i, values.length);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** The samples of a class, shuffled and dealt K at a time; shuffled again when fewer are left. */
    private final class Deck {

        private final int[] rows;
        private final SplittableRandom random;
        private int dealt;

        Deck(int[] rows, SplittableRandom random) {
            this.rows = rows.clone();
            this.random = random;
            this.dealt = rows.length;
        }

        void deal(int[] into, int at) {
            if (dealt + samples > rows.length) {
                shuffle(rows, rows.length, random);
                dealt = 0;
            }
            for (int i = 0; i < samples; i++) {
                into[at + i] = rows[(dealt + i) % rows.length];
            }
            dealt += samples;
        }
    }
}
