package polyview.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of an epoch that is done, as {@link Model#saveWeights} writes it in the middle of one, so that a training goes on
 * there: a trainer gives it with {@link Engine#epochPart(java.util.function.Supplier)}, and finds it with {@link
 * Engine#resumedPart}.
 *
 * @param batchSize samples in a step
 * @param shuffled whether the epoch has an order of its own
 * @param size samples of the data set
 * @param samples of them, those that were seen
 * @param parts machines that share the epoch; 1 where one does it all
 * @param localSteps steps that each of them does by itself before their weights are averaged; 0 where every step is one of all
 * @param totals what was counted: see {@link Totals#state}
 */
public record EpochPart(
        int batchSize,
        boolean shuffled,
        int size,
        int samples,
        int parts,
        int localSteps,
        Map<String, double[]> totals) {

    /** A copy of the map is kept. */
    public EpochPart {
        totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    }

    /** Of an epoch that one machine does. */
    public EpochPart(int batchSize, boolean shuffled, int size, int samples, Map<String, double[]> totals) {
        this(batchSize, shuffled, size, samples, 1, 0, totals);
    }

    /** Refuses another way to share the epoch between machines: what was done of it would be done again, or left out. */
    public void requireShared(int otherParts, int otherLocalSteps) {
        if (otherParts != parts || otherLocalSteps != localSteps) {
            throw new IllegalArgumentException("the training stopped in the middle of an epoch "
                    + shared(parts, localSteps) + ": go on so, got one " + shared(otherParts, otherLocalSteps));
        }
    }

    private static String shared(int parts, int localSteps) {
        if (parts == 1 && localSteps == 0) {
            return "on one machine";
        }
        return "over " + parts + (parts == 1 ? " part" : " parts") + " that average "
                + (localSteps == 0 ? "gradients" : "weights after " + localSteps + " local steps");
    }

    /** Refuses another way to go over the data than that of the part, naming the option. */
    public void requireSame(int otherBatchSize, boolean otherShuffled, int otherSize) {
        if (otherBatchSize != batchSize) {
            throw new IllegalArgumentException("the training stopped in the middle of an epoch with batches of "
                    + batchSize + ": go on with batchSize(" + batchSize + "), got " + otherBatchSize);
        }
        if (otherShuffled != shuffled) {
            throw new IllegalArgumentException("the training stopped in the middle of an epoch with shuffle(" + shuffled
                    + "): go on with it, got shuffle(" + otherShuffled + ")");
        }
        if (otherSize != size) {
            throw new IllegalArgumentException("the training stopped in the middle of an epoch over " + size
                    + " samples: go on with the same data, got " + otherSize + " samples");
        }
    }
}
