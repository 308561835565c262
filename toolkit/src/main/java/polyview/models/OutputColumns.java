package polyview.models;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.manifest.SampleColumn;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * The numbers of one output as columns of a table, and the class that they decide for.
 *
 * <p>Whether they are probabilities is what compile found out, or what the last op of the graph tells; it is never guessed from values.
 */
final class OutputColumns {

    /** Stands for a manifest without a target for this output. */
    static final SampleColumn NONE = new SampleColumn("", SampleColumn.Kind.LABEL, List.of());

    /** A column for each of more numbers would be no table. */
    private static final int MOST = 1000;

    private final FloatArray values;
    private final SampleColumn target;
    private final List<String> classes;
    private final int width;
    private final Task task;
    private final FloatArray probabilities;

    OutputColumns(Program program, int index, FloatArray values, SampleColumn target, List<String> classes) {
        this.values = values;
        this.target = target;
        this.width = values.size(0) == 0 ? 0 : values.values().length / values.size(0);
        if (width > MOST) {
            throw new IllegalArgumentException("predictTable has a column for each number, and output "
                    + program.outputs().get(index).name() + " has " + width
                    + ", more than " + MOST + ": use predictReadable");
        }
        this.task = task(program, index, classes);
        int wanted = task == Task.LABELS ? 2 : width;
        if (!classes.isEmpty() && task.isClassification() && decides() && classes.size() != wanted) {
            throw new IllegalArgumentException("classes must be " + wanted + " for output "
                    + program.outputs().get(index).name() + ", got " + classes.size());
        }
        this.classes = classes;
        this.probabilities = decides() ? probabilities(program, index) : none();
    }

    /** What was trained for; of a model that is not compiled what the classes and the last op tell. */
    private Task task(Program program, int index, List<String> names) {
        if (program.training().isPresent()) {
            return program.training().get().heads().get(index).task();
        }
        boolean flat = values.shape().numDimensions() == 2;
        String last = LastOp.of(program, index);
        if (flat && (width > 1 && names.size() == width || last.equals("Softmax"))) {
            return Task.CLASSES;
        }
        return flat && width == 1 && names.size() == 2 && last.equals("Sigmoid") ? Task.LABELS : Task.NUMBERS;
    }

    /** Empty, with a row length of 0, where it is not known what the numbers are. */
    private FloatArray probabilities(Program program, int index) {
        if (program.training().isPresent()) {
            Program.HeadSpec head = program.training().get().heads().get(index);
            return head.predicted() == ScoreForm.OUTPUT
                    ? none()
                    : head.ofPrediction(values).as(ScoreForm.PROBABILITIES);
        }
        String last = LastOp.of(program, index);
        return last.equals("Softmax") || last.equals("Sigmoid") && task == Task.LABELS ? values : none();
    }

    private FloatArray none() {
        return FloatArray.zeros(Shape.of(values.size(0), 0));
    }

    /** Whether a row has one class. */
    boolean decides() {
        boolean flat = values.shape().numDimensions() <= 2;
        return flat && (task == Task.CLASSES && width > 1 || task == Task.LABELS && width == 1);
    }

    /** The class of the largest number, the first of equal ones; empty where a number is NaN or a decision needs what is not known. */
    String prediction(int row) {
        int best = best(row);
        return best < 0 ? "" : best < classes.size() ? classes.get(best) : Integer.toString(best);
    }

    private int best(int row) {
        if (IntStream.range(0, width).anyMatch(i -> Float.isNaN(number(row, i)))) {
            return -1;
        }
        if (task == Task.LABELS) {
            return isKnown() ? probability(row, 0) >= 0.5f ? 1 : 0 : -1;
        }
        int best = 0;
        for (int i = 1; i < width; i++) {
            best = number(row, i) > number(row, best) ? i : best;
        }
        return best;
    }

    /** The probability of the predicted class; NaN where it is not known. */
    float score(int row) {
        int best = best(row);
        if (best < 0 || !isKnown()) {
            return Float.NaN;
        }
        return task == Task.LABELS ? best == 1 ? probability(row, 0) : 1 - probability(row, 0) : probability(row, best);
    }

    private boolean isKnown() {
        return probabilities.values().length > 0;
    }

    private float probability(int row, int i) {
        return probabilities.values()[row * width + i];
    }

    float number(int row, int i) {
        return values.values()[row * width + i];
    }

    /** What the columns of the numbers are called. */
    List<String> names() {
        if (task == Task.CLASSES && classes.size() == width) {
            return classes.stream().map(name -> "output " + name).toList();
        }
        if (target.kind() == SampleColumn.Kind.NUMBERS && target.columns().size() == width) {
            return target.columns().stream().map(name -> "prediction " + name).toList();
        }
        return width == 1
                ? List.of("output")
                : IntStream.range(0, width).mapToObj(i -> "output " + i).toList();
    }
}
