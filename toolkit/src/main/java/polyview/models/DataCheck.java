package polyview.models;

import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.Dataset;

/** Looks at data before the first batch of it is read: whether a program can take it, with which order of inputs and classes. */
final class DataCheck {

    static {
        Startup.begin();
    }

    private final Program program;
    private final ClassOrder classes = new ClassOrder();

    DataCheck(Program program) {
        this.program = program;
    }

    /** The data with its inputs and targets in the order of the program's. */
    Dataset inOrder(Dataset data) {
        Dataset ordered = inputsInOrder(data);
        return program.training()
                .map(training -> TargetOrder.of(training, ordered))
                .orElse(ordered);
    }

    /** The data with its inputs in the order of the program's; its targets are of no concern. */
    Dataset inputsInOrder(Dataset data) {
        return InputOrder.of(program.inputs(), data);
    }

    /** Refuses data that cannot be predicted. */
    void requireInputs(Dataset data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("the data set is empty");
        }
        List<Program.Port> ports = program.inputs();
        List<Shape> shapes = data.inputShapes();
        Feeds.requireCount("input", ports, shapes.size());
        for (int i = 0; i < ports.size(); i++) {
            Feeds.requireShape("input", ports.get(i), shapes.get(i).prepend(-1), "");
        }
    }

    /** Refuses data that cannot be trained on or evaluated. */
    void requireMatching(Dataset data) {
        requireInputs(data);
        TargetShapes.require(
                program.requireTraining(),
                data.targetShapes().stream().map(shape -> shape.prepend(-1)).toList());
    }

    /** The same for both data sets of a training, whose classes are those of the program from now on. */
    void requireMatching(Dataset training, Optional<Dataset> validation) {
        requireMatching(training);
        validation.ifPresent(data -> {
            requireMatching(data);
            ClassOrder.requireEqual(training.targetClasses(), data.targetClasses());
        });
        classes.learn(training);
    }

    /** Refuses other classes than those of the training. */
    void requireClasses(Dataset data) {
        classes.require(data);
    }
}
