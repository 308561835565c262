package polyview.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/**
 * A number of {@link Mining} over the triplets of the batches, for losses of embeddings: so that an epoch tells whether its triplets still cost
 * something. {@link Metric#activeTriplets} and its neighbours make it.
 *
 * <p>Triplets are those within a batch, so the value depends on the size of the batches and on what is in them, unlike that of other
 * metrics: with {@link polyview.data.ClassBatches} those of training are the ones that the loss sees, and those of a validation are of
 * samples as they are stored. NaN where no batch has a triplet, or a pair of the kind. Of {@code (N, V, E)} each view is an embedding of its
 * own. Which way is better is a convention, for early stopping: fewer active triplets, smaller distances of one class, larger ones of two.
 *
 * <p>Refused: {@code activeTriplets has no meaning with softmaxCrossEntropy}; {@code margin must be positive, got 0.0}.
 *
 * @param part which number
 * @param margin that of the loss; it does not matter for hard triplets and distances
 */
public record MiningScore(Part part, double margin) implements Metric {

    /** Which number. */
    public enum Part {
        /** The share of triplets that are hard or semi-hard: those that still cost something. */
        ACTIVE("activeTriplets"),
        /** The share of triplets whose other lies no farther than the own one. */
        HARD("hardTriplets"),
        /** The share of triplets whose other lies farther than the own one, and by less than the margin. */
        SEMI_HARD("semiHardTriplets"),
        /** The mean distance of two samples of one class. */
        OWN_DISTANCE("ownDistance"),
        /** The mean distance of two samples of different classes. */
        OTHER_DISTANCE("otherDistance");

        private final String column;

        Part(String column) {
            this.column = column;
        }
    }

    /** Checks the margin. */
    public MiningScore {
        Checks.requirePositive("margin", margin);
    }

    @Override
    public String name() {
        return part.column;
    }

    @Override
    public boolean higherIsBetter() {
        return part == Part.OTHER_DISTANCE;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("part", part.name().toLowerCase(Locale.ROOT), "margin", Double.toString(margin));
    }

    @Override
    public void check(Loss loss) {
        if (loss.task() != Task.EMBEDDINGS) {
            throw Answers.noMeaning(name(), loss);
        }
    }

    @Override
    public Tally tally(Task task) {
        return new MiningTally(this);
    }

    private double of(Mining mining) {
        return switch (part) {
            case ACTIVE -> mining.active();
            case HARD -> (double) mining.hard() / mining.triplets();
            case SEMI_HARD -> (double) mining.semiHard() / mining.triplets();
            case OWN_DISTANCE -> mining.own() == 0 ? Double.NaN : mining.meanOwn();
            case OTHER_DISTANCE -> mining.other() == 0 ? Double.NaN : mining.meanOther();
        };
    }

    /** Adds up the triplets of batches. */
    private static final class MiningTally implements Tally {

        private final MiningScore metric;
        private Mining all = new Mining(0, 0, 0, 0, 0, 0, 0);

        MiningTally(MiningScore metric) {
            this.metric = metric;
        }

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            int views = scores.shape().numDimensions() == 3 ? scores.size(1) : 1;
            int width = scores.shape().numDimensions() == 1 ? 1 : scores.size(-1);
            float[] labels = new float[targets.values().length * views];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = targets.values()[i / views];
            }
            FloatArray rows = scores.reshape(scores.values().length / width, width);
            all = all.plus(Mining.of(rows, FloatArray.of(labels, labels.length), metric.margin()));
        }

        @Override
        public double value() {
            return metric.of(all);
        }

        @Override
        public Optional<double[]> state() {
            return Optional.of(new double[] {
                all.triplets(), all.hard(), all.semiHard(), all.own(), all.meanOwn(), all.other(), all.meanOther()
            });
        }

        @Override
        public void restore(double[] s) {
            all = new Mining((long) s[0], (long) s[1], (long) s[2], (long) s[3], s[4], (long) s[5], s[6]);
        }
    }
}
