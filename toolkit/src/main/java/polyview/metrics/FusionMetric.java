package polyview.metrics;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** The mean over the images of one of the {@link FusionScores}. */
record FusionMetric(Score score, double maxValue) implements Metric {

    /** What is counted. */
    enum Score {
        ENTROPY("entropy", 1, false),
        MUTUAL_INFORMATION("mutualInformation", 1, true),
        SOURCE_SSIM("sourceSsim", ImageSimilarity.LEAST, true),
        GRADIENT_TRANSFER("gradientTransfer", GradientTransfer.LEAST, true);

        private final String text;
        private final int least;
        private final boolean ofSources;

        Score(String text, int least, boolean ofSources) {
            this.text = text;
            this.least = least;
            this.ofSources = ofSources;
        }
    }

    FusionMetric {
        Checks.requirePositive("maxValue", maxValue);
    }

    @Override
    public String name() {
        return score.text;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        // Edges are compared by their ratio, whatever white is.
        return score == Score.GRADIENT_TRANSFER ? Map.of() : Map.of("maxValue", Double.toString(maxValue));
    }

    @Override
    public void check(Loss loss) {
        Answers.requireNumbers(name(), loss);
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        FusionScores.requireGray(name(), output, score.least);
        Answers.requireAllPositions(name(), "gray images (N, H, W, 1)", loss, output);
        Shape targets = loss.targetShape(output);
        if (score.ofSources && (targets.numDimensions() != 3 || targets.get(2) == 0)) {
            throw new IllegalArgumentException(
                    name() + " needs a loss whose targets are sources (N, H, W, S), as Loss.imageFusion, and those of "
                            + loss.name() + " are " + Shapes.text(targets.prepend(-1)));
        }
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                switch (score) {
                    case ENTROPY -> {
                        requireRange(scores, targets);
                        FusionScores.entropy(scores, maxValue, this::add);
                    }
                    case MUTUAL_INFORMATION -> {
                        FusionScores.requireSourcesInRange(name(), scores, targets, maxValue);
                        FusionScores.mutualInformation(scores, targets, maxValue, this::add);
                    }
                    case SOURCE_SSIM -> FusionScores.sourceSsim(scores, targets, maxValue, this::add);
                    case GRADIENT_TRANSFER -> FusionScores.gradientTransfer(scores, targets, this::add);
                }
            }
        };
    }

    /** Targets of the size of the images are images too: sources, or the true one. A network may overshoot these, early on by far. */
    private void requireRange(FloatArray images, FloatArray targets) {
        FusionScores.requireGray(name(), images.shape(), 1);
        Shape shape = targets.shape();
        if (shape.numDimensions() == 4 && shape.take(3).equals(images.shape().take(3))) {
            GrayRange.require(name(), "targets", targets, maxValue);
        } else {
            FusionScores.requireNearlyInRange(name(), images, maxValue);
        }
    }
}
