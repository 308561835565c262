package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * A loss for embeddings: an anchor must lie nearer to samples of its own label than to others, by a margin: {@code max(0, d(a, p) - d(a,
 * n) + margin)}. {@link Loss#triplet} makes it.
 *
 * <p>Output {@code (N, E)}, targets {@code (N)}: a whole number for each sample, the same for samples that belong together. Distances are
 * Euclidean; where embeddings are to have length 1, end the model so, with {@link LossOps#unit} in a layer of your own.
 *
 * <p>Triplets are formed within a batch, so a batch must hold samples that belong together: the loss of one sample depends on the others,
 * and that of an evaluation on the size of the batches. Where a batch has no triplet its loss is 0. All distances of a batch are
 * computed at once: {@code N^2 E} numbers, with {@link Mining#ALL} and {@link Mining#SEMI_HARD} also {@code N^3}.
 *
 * <p>Refused: {@code margin must be positive, got 0.0}; when the model is compiled {@code triplet needs embeddings (N, E), got (N, 4, 4,
 * 8)}; in a batch {@code label must be a whole number from 0 to 16777215, got 0.5 at sample 3 of the batch}.
 *
 * <p>Example: embeddings 0, 1 and 3 with labels 0, 0 and 1 and a margin of 4 have the triplets 1 - 3 + 4 = 2 and 1 - 2 + 4 = 3, mean 2.5. With a margin of 1.5 they cost 0 and 0.5, and the mean is over the one that costs
 * something: 0.5.
 *
 * @param margin by how much
 * @param mining which triplets count
 */
public record TripletLoss(double margin, Mining mining) implements Loss {

    /** Which of the triplets of a batch count. */
    public enum Mining {
        /** All that still cost something; the mean is over these, as in Hermans et al. 2017. */
        ALL,
        /** For each anchor the farthest of its own and the nearest other; the mean is over the anchors that have both. */
        HARD,
        /**
         * For each pair the nearest other that is farther off than the pair, or, where there is none, the farthest other; the mean is over
         * the pairs, as in FaceNet.
         */
        SEMI_HARD
    }

    /** Farther than any distance. */
    private static final float FAR = 1e30f;

    /** Checks the margin. */
    public TripletLoss {
        Checks.requirePositive("margin", margin);
    }

    /** The same with the hardest triplet of each anchor. */
    public TripletLoss hard() {
        return new TripletLoss(margin, Mining.HARD);
    }

    /** The same with a semi-hard triplet for each pair. */
    public TripletLoss semiHard() {
        return new TripletLoss(margin, Mining.SEMI_HARD);
    }

    @Override
    public String name() {
        return "triplet";
    }

    @Override
    public Task task() {
        return Task.EMBEDDINGS;
    }

    @Override
    public Shape targetShape(Shape output) {
        if (output.numDimensions() != 2) {
            throw new IllegalArgumentException("triplet needs embeddings (N, E), got " + Shapes.text(output));
        }
        return Shape.scalar();
    }

    @Override
    public TargetRange targets(Shape output) {
        return TargetRange.groups();
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        // Embeddings of one number come as (N).
        Operand<TFloat32> x = scores.shape().numDimensions() == 1 ? tf.expandDims(scores, tf.constant(1)) : scores;
        Operand<TFloat32> distances = LossOps.distances(tf, x);
        Groups groups = Groups.of(tf, targets);
        return switch (mining) {
            case ALL -> all(tf, distances, groups);
            case HARD -> hard(tf, distances, groups);
            case SEMI_HARD -> semiHard(tf, distances, groups);
        };
    }

    private Operand<TFloat32> cost(Ops tf, Operand<TFloat32> own, Operand<TFloat32> other) {
        return tf.nn.relu(tf.math.add(tf.math.sub(own, other), tf.constant((float) margin)));
    }

    private Operand<TFloat32> all(Ops tf, Operand<TFloat32> distances, Groups groups) {
        Operand<TFloat32> costs =
                cost(tf, tf.expandDims(distances, tf.constant(2)), tf.expandDims(distances, tf.constant(1)));
        Operand<TBool> triplets = tf.math.logicalAnd(
                tf.expandDims(groups.same(), tf.constant(2)), tf.expandDims(groups.other(), tf.constant(1)));
        Operand<TBool> counting = tf.math.logicalAnd(triplets, tf.math.greater(costs, tf.constant(0f)));
        Operand<TFloat32> kept = tf.math.mul(costs, Groups.numbers(tf, counting));
        return Groups.meanOver(tf, tf.sum(kept, tf.array(1, 2)), counting);
    }

    private Operand<TFloat32> hard(Ops tf, Operand<TFloat32> distances, Groups groups) {
        Operand<TFloat32> own = tf.max(where(tf, groups.same(), distances, 0), tf.array(1));
        Operand<TFloat32> other = tf.min(where(tf, groups.other(), distances, FAR), tf.array(1));
        Operand<TBool> counting = tf.math.logicalAnd(Groups.any(tf, groups.same()), Groups.any(tf, groups.other()));
        return Groups.meanOver(tf, tf.math.mul(cost(tf, own, other), Groups.numbers(tf, counting)), counting);
    }

    private Operand<TFloat32> semiHard(Ops tf, Operand<TFloat32> distances, Groups groups) {
        Operand<TFloat32> ofPair = tf.expandDims(distances, tf.constant(2));
        Operand<TFloat32> toOther = tf.math.add(tf.expandDims(distances, tf.constant(1)), tf.zerosLike(ofPair));
        Operand<TBool> farther =
                tf.math.logicalAnd(tf.expandDims(groups.other(), tf.constant(1)), tf.math.greater(toOther, ofPair));
        Operand<TFloat32> nearest = tf.min(where(tf, farther, toOther, FAR), tf.array(2));
        Operand<TFloat32> farthest =
                tf.expandDims(tf.max(where(tf, groups.other(), distances, 0), tf.array(1)), tf.constant(1));
        Operand<TFloat32> chosen = tf.select(tf.any(farther, tf.array(2)), nearest, farthest);
        Operand<TBool> counting =
                tf.math.logicalAnd(groups.same(), tf.expandDims(Groups.any(tf, groups.other()), tf.constant(1)));
        Operand<TFloat32> kept = tf.math.mul(cost(tf, distances, chosen), Groups.numbers(tf, counting));
        return Groups.meanOver(tf, tf.sum(kept, tf.array(1)), counting);
    }

    private static Operand<TFloat32> where(
            Ops tf, Operand<TBool> wanted, Operand<TFloat32> distances, float otherwise) {
        return tf.select(wanted, distances, tf.constant(otherwise));
    }
}
