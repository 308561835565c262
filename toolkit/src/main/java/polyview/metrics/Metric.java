package polyview.metrics;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Settings;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * A number that tells how well a model does, computed in Java from the model's outputs. Its value does not depend on the batch
 * size, but for that of {@link MiningScore}.
 *
 * <p>The metrics of the toolkit are the static methods here, {@link NWayAccuracy} and {@link RocCurve}. They are exact over the
 * whole pass and need constant memory, but for {@link #rocAuc()}, {@link #averagePrecision()} and {@link #recallAt}, which say what
 * they keep. Positions that a loss leaves out do not count ({@link Loss#ignoring}); weights of samples and classes have no effect.
 *
 * <p>A metric of your own needs a name, which way it is better, and a tally; example, the largest error:
 *
 * <pre>{@code
 * record LargestError() implements Metric {
 *     public String name() { return "largestError"; }
 *     public boolean higherIsBetter() { return false; }
 *     public Tally tally(Task task) {
 *         return new Tally() {
 *             private double largest = Double.NaN;
 *             public void add(FloatArray scores, FloatArray targets) {
 *                 for (int i = 0; i < targets.values().length; i++) {
 *                     double error = Math.abs(scores.values()[i] - targets.values()[i]);
 *                     largest = Double.isNaN(largest) ? error : Math.max(largest, error);
 *                 }
 *             }
 *             public double value() { return largest; }
 *         };
 *     }
 * }
 * model.compile(new Adam(), Loss.meanSquaredError(), new LargestError());
 * }</pre>
 *
 * <p>A metric travels to other processes with the runs of an experiment, by Java's serialization: what it holds must be serializable.
 */
public interface Metric extends Serializable {

    /** The name: that of its column in histories and tables. */
    String name();

    /**
     * Whether a larger value is better. Early stopping, the best variant and all verdicts follow it; nothing is guessed from the
     * name.
     */
    boolean higherIsBetter();

    /** Throws where the metric has no meaning with this loss; by default it takes every loss. */
    default void check(Loss loss) {}

    /**
     * Throws where the metric cannot be computed from such an output, because it needs images, for example; by default it takes
     * every output. It is called behind {@link #check}, when the model is compiled.
     *
     * @param output its shape, batch dimension first
     */
    default void checkOutput(Loss loss, Shape output) {}

    /**
     * Whether the value depends on the order of the samples; false by default. Such a metric is refused where a sample could not
     * be read, since the others then move up.
     */
    default boolean dependsOnOrder() {
        return false;
    }

    /**
     * The settings by name, such as {@code {among=20}}; by default the components of a record.
     *
     * <p>Name and settings together tell two metrics apart, in the directory of an experiment for example. Refused: {@code
     * metric f1 has the field threshold: make it a record, or override settings()}.
     */
    default Map<String, String> settings() {
        return Settings.ofRecordOrNoFields(this, "metric " + name());
    }

    /**
     * The form of the scores that the tally gets; by default {@link ScoreForm#OUTPUT}, what {@code predict} gives.
     *
     * <p>A metric that compares scores with a probability, such as 1/2, wants {@link ScoreForm#PROBABILITIES}, and gets them from
     * a model that ends in logits too. Refused when the model is compiled: {@code metric f1 wants PROBABILITIES, and whether
     * output distance holds logits or probabilities is not known: say so with fromLogits(true) or fromLogits(false) of loss
     * contrastive}.
     */
    default ScoreForm wants() {
        return ScoreForm.OUTPUT;
    }

    /**
     * A new, empty tally for one pass over a data set.
     *
     * @param task what the targets are
     */
    Tally tally(Task task);

    /** Collects batches and gives the number. */
    interface Tally {
        /** Takes one batch: the scores in the form that is wanted, and the targets. */
        void add(FloatArray scores, FloatArray targets);

        /** The number so far; NaN before the first batch. */
        double value();

        /** The number in the middle of a pass, for whoever looks on; the same as {@link #value} by default, and NaN where there is none yet. */
        default double valueSoFar() {
            return value();
        }

        /**
         * What was counted, as numbers from which {@link #restore} makes the same count; empty by default.
         *
         * <p>A checkpoint in the middle of an epoch keeps it. Without it, a training that goes on from there tells NaN for this
         * metric at the end of that epoch, and says so.
         */
        default Optional<double[]> state() {
            return Optional.empty();
        }

        /** Makes an empty tally the one whose {@link #state} this is. */
        default void restore(double[] state) {
            throw new UnsupportedOperationException("this tally has no state");
        }
    }

    /**
     * The fraction of the decisions that are right.
     *
     * <p>With a loss for classes, such as {@link Loss#softmaxCrossEntropy()}, the largest score decides, the first of equal ones;
     * targets are class indices, or one number for each class, the largest of which is right. With a loss for labels, such as
     * {@link Loss#binaryCrossEntropy()}, a probability above 1/2, which is a logit above 0, is a yes, and so is a target
     * of 0.5 and more.
     *
     * <p>Refused: {@code accuracy has no meaning with meanSquaredError}; what {@link #wants()} refuses.
     *
     * <p>Example: logits ((1, 3), (2, 0)) and classes (1, 1) give 0.5.
     */
    static Metric accuracy() {
        return new Accuracy();
    }

    /**
     * The mean of {@code |x - y|} over all numbers.
     *
     * <p>Refused: {@code meanAbsoluteError has no meaning with softmaxCrossEntropy}; {@code meanAbsoluteError needs targets of the shape of the
     * output, (N, 8, 8, 1), and those of imageFusion are (N, 8, 8, 2)}.
     *
     * <p>Example: (1, 2) against (1, 4) gives 1.
     */
    static Metric meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /**
     * The share of samples whose class is among the k with the largest scores; of equal scores the first count as larger. For losses
     * for classes; with k = 1 it is the {@link #accuracy()}. The column is {@code top5Accuracy}.
     *
     * <p>Refused: {@code top5Accuracy has no meaning with binaryCrossEntropy}; {@code top5Accuracy needs more than 5 classes: it is
     * always 1 of 4}.
     *
     * <p>Example: scores (3, 1, 2) of class 2 are wrong at 1 and right at 2; a sample with a score that is NaN is wrong.
     */
    static Metric topKAccuracy(int k) {
        return new TopKAccuracy(k);
    }

    /**
     * The mean over the classes of the share of their samples that is right, whatever the classes' sizes; classes that do not occur are
     * left out. Decisions as in {@link #accuracy()}; labels are the two classes no and yes.
     *
     * <p>Refused: {@code balancedAccuracy has no meaning with meanSquaredError}.
     *
     * <p>Example: classes (0, 0, 0, 1) answered (0, 0, 1, 1) give (2/3 + 1) / 2 = 0.8333.
     */
    static Metric balancedAccuracy() {
        return new BalancedAccuracy();
    }

    /**
     * What part of the yes is right, see {@link DecisionScore}: {@code Metric.precision().threshold(0.9)}. Of soft labels those of 0.5 and more
     * are positive.
     */
    static DecisionScore precision() {
        return DecisionScore.of(DecisionScore.Score.PRECISION);
    }

    /** What part of the positives, targets of 0.5 and more, is found, see {@link DecisionScore}. */
    static DecisionScore recall() {
        return DecisionScore.of(DecisionScore.Score.RECALL);
    }

    /** The harmonic mean of precision and recall, see {@link DecisionScore}: {@code Metric.f1().macro()} for several classes. */
    static DecisionScore f1() {
        return DecisionScore.of(DecisionScore.Score.F1);
    }

    /**
     * The intersection over union of masks, over all pixels of the epoch, see {@link DecisionScore}: {@code Metric.iou().macro()} is the
     * mean over classes, {@code Metric.iou().ofClass(3)} that of one. A pixel of a soft mask counts as a yes from 0.5 on.
     */
    static DecisionScore iou() {
        return DecisionScore.of(DecisionScore.Score.IOU);
    }

    /** The Dice coefficient of masks, over all pixels of the epoch; the same as {@link #f1()}. */
    static DecisionScore dice() {
        return DecisionScore.of(DecisionScore.Score.DICE);
    }

    /** The area under the ROC curve, see {@link RankingScore}, which also says what memory it needs. */
    static RankingScore rocAuc() {
        return new RankingScore(RankingScore.Curve.ROC, false, 0);
    }

    /** The area under the precision-recall curve, as a sum of steps, see {@link RankingScore}. */
    static RankingScore averagePrecision() {
        return new RankingScore(RankingScore.Curve.PRECISION_RECALL, false, 0);
    }

    /** Agreement beyond chance, see {@link CohenKappa}: {@code Metric.cohenKappa().quadratic()} for grades. */
    static CohenKappa cohenKappa() {
        return new CohenKappa(CohenKappa.Weights.NONE);
    }

    /**
     * The root of the mean of {@code (x - y)^2} over all numbers, as in Keras; scikit-learn takes the root for each output first.
     *
     * <p>Refused: {@code rootMeanSquaredError has no meaning with softmaxCrossEntropy}; other targets, as by {@link #meanAbsoluteError()}.
     *
     * <p>Example: (1, 2) against (1, 4) gives the root of 2, 1.4142.
     */
    static Metric rootMeanSquaredError() {
        return new RootMeanSquaredError();
    }

    /**
     * The coefficient of determination: 1 minus the squared errors divided by the squared distances of the targets from their mean. 0
     * is what the mean itself would reach.
     *
     * <p>Each number of a sample is an output of its own, and the value is the mean over them, as scikit-learn does by default ({@code
     * uniform_average}). As there, an output whose target never changes counts 1 where it is met exactly, else 0; of fewer than two
     * samples it is NaN. With {@link Loss#ignoring} all numbers are one output. Variances are added up by Welford's steps, so large
     * targets lose no digits.
     *
     * <p>Refused: {@code r2 has no meaning with softmaxCrossEntropy}; other targets, as by {@link #meanAbsoluteError()}; {@code r2 needs samples of one shape, got targets (4, 3) behind
     * samples of 2 numbers}.
     *
     * <p>Example: (1, 2, 4) against (1, 2, 3) gives 1 - 1 / 2 = 0.5.
     */
    static Metric r2() {
        return new R2();
    }

    /**
     * The mean over images of their peak signal-to-noise ratio, {@code 10 log10(maxValue^2 / e)} decibels, where e is the mean squared
     * error of the image; as {@code tf.image.psnr}. An image that is met exactly has an infinite one, and the mean is infinite then.
     *
     * <p>Refused: {@code psnr has no meaning with binaryCrossEntropy}; {@code psnr needs images (N, H, W, C), got (N, 3)}; {@code
     * psnr needs images (N, H, W, C), and the loss leaves out positions of it}; {@code psnr needs targets of the shape of the output, (N, 8, 8,
     * 1), and those of imageFusion are (N, 8, 8, 2)}; {@code maxValue must be positive, got 0.0}.
     *
     * <p>Example: pixels that are all off by 0.1 give 20 with a maxValue of 1.
     *
     * @param maxValue the distance of the lightest from the darkest possible pixel: 1 for 0..1, 2 for -1..1, 255 for bytes
     */
    static Metric psnr(double maxValue) {
        return new PeakSignalNoiseRatio(maxValue);
    }

    /**
     * The mean over images of their structural similarity, in 64 bits; window and constants are those of {@link
     * polyview.losses.StructuralSimilarity}, and {@code maxValue} as in {@link #psnr}.
     *
     * <p>Refused: {@code ssim has no meaning with binaryCrossEntropy}; {@code ssim needs images (N, H, W, C) of at least 11 x 11
     * pixels, got (N, 8, 8, 1)}; the rest as in {@link #psnr}.
     *
     * <p>Example: an image compared to itself gives 1.
     */
    static Metric ssim(double maxValue) {
        return new ImageSimilarity(maxValue);
    }

    /**
     * The mean over all points of how far a field moves them beside their partners, in pixels; for {@link
     * Loss#targetRegistrationError()}, which says what points and fields are, and in 64 bits.
     *
     * <p>Refused: {@code targetRegistrationError needs a loss whose targets are points (N, P, 4), as Loss.targetRegistrationError(), and
     * those of meanSquaredError are (N, 8, 8, 2)}; a field of another form ({@code targetRegistrationError needs a field (N, H, W, 2), got (N, 3)}).
     *
     * <p>Example: a field that is (0, 2) everywhere moves (5, 5) to (5, 7): 5 pixels from (8, 11), and 1 from (5, 8), so 3 for both.
     * {@link DisplacementFields#registrationErrors} has the error of each point.
     */
    static Metric targetRegistrationError() {
        return new TargetRegistrationError();
    }

    /**
     * The share of pixels where a field folds the image, which no real deformation does: where the determinant of the Jacobian of {@code p +
     * field[p]} is 0 or less, see {@link DisplacementFields#jacobianDeterminants}. The targets do not count.
     *
     * <p>Refused: {@code folds needs a field (N, H, W, 2) of at least 2 x 2 pixels, got (N, 3)}; {@code folds needs a field (N, H, W, 2),
     * and the loss leaves out positions of it}.
     *
     * <p>Example: a field of zeros has none; one that moves each column back to its mirror image, {@code v = W - 1 - 2 j}, folds everywhere.
     */
    static Metric folds() {
        return new Folds();
    }

    /**
     * The mean over all pixels of the distance between the displacement of a field and the true one, in pixels; for outputs {@code (N, ..., K)}
     * and targets of the same shape, vectors along the last axis. It is the AEPE of optical flow, and for {@code (N, H, W, 1)} the mean
     * absolute error of disparities.
     *
     * <p>Refused: {@code endpointError has no meaning with softmaxCrossEntropy}; {@code endpointError needs vectors (N, ..., K), got (N)};
     * {@code endpointError needs vectors (N, ..., K), and the loss leaves out positions of it}; {@code endpointError needs targets of the shape
     * of the output, (N, 8, 8, 2), and those of targetRegistrationError are (N, ?, 4)}.
     *
     * <p>Example: (3, 0) and (1, 1) against (0, 4) and (1, 1) give (5 + 0) / 2 = 2.5.
     */
    static Metric endpointError() {
        return new EndpointError();
    }

    /**
     * The mean over images of the entropy of their gray values, in bits, see {@link FusionScores#entropy}; the targets do not count, but as
     * images they tell the range: an output may overshoot it and is clipped, targets may not.
     *
     * <p>Refused: {@code entropy has no meaning with binaryCrossEntropy}; {@code entropy needs gray images (N, H, W, 1), got (N, 3)}; {@code
     * entropy needs targets from 0 to maxValue 2.0, got -1.0 to 0.98: bring images of -1..1, and what is made of them, to 0..1 by (x + 1) / 2,
     * with a maxValue of 1}; where targets are no images, outputs that are far outside, as by {@link FusionScores#entropy}.
     *
     * <p>Example: images that are half black and half white have 1 bit.
     *
     * @param maxValue the value of white, where black is 0: 1 for 0..1, 255 for bytes; not as in {@link #psnr}, since images of -1..1 have
     *     no black at 0
     */
    static Metric entropy(double maxValue) {
        return new FusionMetric(FusionMetric.Score.ENTROPY, maxValue);
    }

    /**
     * The mean over images of how many bits they tell of the sources that they were made of, see {@link FusionScores#mutualInformation};
     * targets are the sources, as of {@link Loss#imageFusion}. The output may overshoot 0..maxValue and is clipped, sources may not.
     *
     * <p>Refused: {@code mutualInformation has no meaning with binaryCrossEntropy}; {@code mutualInformation needs gray images (N, H, W, 1), got
     * (N, 3)}; other targets ({@code mutualInformation needs a loss whose targets are sources (N, H, W, S), as Loss.imageFusion, and those of
     * ... are ...}); {@code mutualInformation needs sources from 0 to maxValue 2.0, got -1.0 to 0.98: bring images of -1..1, and what is made of
     * them, to 0..1 by (x + 1) / 2, with a maxValue of 1}.
     *
     * @param maxValue the value of white, as in {@link #entropy}
     */
    static Metric mutualInformation(double maxValue) {
        return new FusionMetric(FusionMetric.Score.MUTUAL_INFORMATION, maxValue);
    }

    /**
     * The mean over images and their sources of the structural similarity of both, see {@link FusionScores#sourceSsim}; refused are other
     * outputs and targets, as in {@link #mutualInformation}, and images below 11 x 11 pixels.
     *
     * @param maxValue the distance of the lightest from the darkest possible pixel, as in {@link #psnr}
     */
    static Metric sourceSsim(double maxValue) {
        return new FusionMetric(FusionMetric.Score.SOURCE_SSIM, maxValue);
    }

    /**
     * The mean over images of how much of the edges of their sources they keep, Q^AB/F of Xydeas and Petrovic, see {@link
     * FusionScores#gradientTransfer}; refused are other outputs and targets, as in {@link #mutualInformation}, and images below 3 x 3 pixels.
     *
     * <p>Example: images equal to all their sources have 0.9748.
     */
    static Metric gradientTransfer() {
        return new FusionMetric(FusionMetric.Score.GRADIENT_TRANSFER, 1);
    }

    /** The share of embeddings with one of their own label among the k nearest others, see {@link RecallAtK}. */
    static RecallAtK recallAt(int k) {
        return new RecallAtK(k, false);
    }

    /** The share of the triplets of a batch that still cost something at this margin, see {@link MiningScore}: near 0 the loss is exhausted. */
    static MiningScore activeTriplets(double margin) {
        return new MiningScore(MiningScore.Part.ACTIVE, margin);
    }

    /** The share of the triplets of a batch whose other lies no farther than the own one, see {@link MiningScore}. */
    static MiningScore hardTriplets() {
        return new MiningScore(MiningScore.Part.HARD, 1);
    }

    /** The share of the triplets of a batch that are semi-hard at this margin, see {@link MiningScore}. */
    static MiningScore semiHardTriplets(double margin) {
        return new MiningScore(MiningScore.Part.SEMI_HARD, margin);
    }

    /** The mean distance of two samples of one class in a batch, see {@link MiningScore}: that of a collapsed embedding is 0. */
    static MiningScore ownDistance() {
        return new MiningScore(MiningScore.Part.OWN_DISTANCE, 1);
    }

    /** The mean distance of two samples of different classes in a batch, see {@link MiningScore}. */
    static MiningScore otherDistance() {
        return new MiningScore(MiningScore.Part.OTHER_DISTANCE, 1);
    }
}
