package polyview.models;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.losses.TargetRange;
import polyview.losses.Task;

/** Refuses targets of another shape than a loss wants, and says which loss or option takes such, where one does. */
final class TargetShapes {

    static {
        Startup.begin();
    }

    private TargetShapes() {}

    /**
     * Refused: {@code the model has 1 target [kind], the data has 0}; {@code target kind must have shape (N), got (N, 4): softmaxCrossEntropy
     * takes class indices, and one-hot targets with targetProbabilities()}; {@code target kind must have shape (N, 2), got (N):
     * binaryCrossEntropy takes a yes or no for each of 2 labels, and softmaxCrossEntropy class indices}.
     *
     * @param shapes batch dimension first
     */
    static void require(Program.Training training, List<Shape> shapes) {
        List<Program.Port> ports = training.targets();
        Feeds.requireCount("target", ports, shapes.size());
        for (int i = 0; i < ports.size(); i++) {
            String hint = i < training.heads().size()
                    ? hint(training.heads().get(i), ports.get(i).shape(), shapes.get(i))
                    : "";
            Feeds.requireShape("target", ports.get(i), shapes.get(i), hint);
        }
    }

    private static String hint(Program.HeadSpec head, Shape wanted, Shape got) {
        String loss = head.loss().split(" ", 2)[0];
        TargetRange range = head.targets();
        if (head.task() == Task.CLASSES && !range.sumsToOne() && isOneForEach(got, wanted, range.highest() + 1)) {
            boolean option = loss.startsWith("softmax") && range.ignored().isEmpty();
            return ": " + loss + " takes class indices, "
                    + (option ? "and one-hot targets with targetProbabilities()" : "not one-hot targets");
        }
        int rank = wanted.numDimensions();
        if (rank < 2 || !isOneForEach(wanted, got, wanted.get(rank - 1))) {
            return "";
        }
        if (head.task() == Task.CLASSES && range.sumsToOne()) {
            return ": without targetProbabilities() " + loss + " takes class indices";
        }
        return head.task() == Task.LABELS && wanted.get(rank - 1) > 1
                ? ": " + loss + " takes a yes or no for each of " + wanted.get(rank - 1)
                        + " labels, and softmaxCrossEntropy class indices"
                        + (rank > 2 ? ", as dice, iou and tversky do with ofClasses()" : "")
                : "";
    }

    /** Whether the first shape is the second with an axis of so many numbers behind it. */
    private static boolean isOneForEach(Shape longer, Shape shorter, double count) {
        int rank = shorter.numDimensions();
        return longer.numDimensions() == rank + 1
                && longer.get(rank) == count
                && longer.take(rank).isCompatibleWith(shorter);
    }
}
