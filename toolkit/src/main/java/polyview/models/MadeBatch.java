package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.TargetRange;

/** A batch of the shapes of a program, without a meaning: inputs from 0 to 1, and targets that its losses take. */
final class MadeBatch {

    private final SplittableRandom random = new SplittableRandom(1);
    private final int samples;

    private MadeBatch(int samples) {
        this.samples = samples;
    }

    /** Refused: {@code explain cannot make input left (N, ?, ?, 3): give it a batch}. */
    static Batch of(Program program, int samples) {
        MadeBatch made = new MadeBatch(samples);
        List<FloatArray> inputs = new ArrayList<>();
        program.inputs().forEach(port -> inputs.add(made.array("input", port, made.random::nextDouble)));
        List<FloatArray> targets = new ArrayList<>();
        Optional<Program.Training> training = program.training();
        for (int i = 0; training.isPresent() && i < training.get().targets().size(); i++) {
            TargetRange range = training.get().rangeOfTarget(i);
            FloatArray drawn = made.array("target", training.get().targets().get(i), () -> made.target(range));
            targets.add(range.sumsToOne() ? distributions(drawn) : drawn);
        }
        return new Batch(inputs, targets);
    }

    /** The numbers along the last axis, divided by their sum. */
    private static FloatArray distributions(FloatArray drawn) {
        float[] values = drawn.values();
        int classes = drawn.size(drawn.shape().numDimensions() - 1);
        for (int from = 0; from < values.length; from += classes) {
            double sum = 0;
            for (int k = from; k < from + classes; k++) {
                sum += values[k];
            }
            for (int k = from; k < from + classes; k++) {
                values[k] = (float) (values[k] / sum);
            }
        }
        return drawn;
    }

    private double target(TargetRange range) {
        if (range.whole()) {
            return Math.ceil(range.lowest())
                    + random.nextInt((int) Math.min(1000, range.highest() - range.lowest() + 1));
        }
        double drawn = random.nextDouble();
        return Math.max(range.lowest(), Math.min(range.highest(), drawn));
    }

    private FloatArray array(String what, Program.Port port, DoubleSupplier numbers) {
        long[] sizes = port.shape().asArray();
        sizes[0] = samples;
        Shape shape = Shape.of(sizes);
        if (shape.hasUnknownDimension()) {
            throw new IllegalArgumentException("explain cannot make " + what + " " + port.name() + " "
                    + Shapes.text(port.shape()) + ": give it a batch");
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.getAsDouble();
        }
        return FloatArray.of(values, sizes);
    }
}
