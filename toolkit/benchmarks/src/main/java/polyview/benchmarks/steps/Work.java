package polyview.benchmarks.steps;

import java.util.List;

/** A network whose training step is measured, with its data. */
public interface Work {

    /** The classes of a softmax at the end. */
    int CLASSES = 10;

    /** What it is called in the table, such as {@code attention}. */
    String name();

    /** The samples of a step. */
    int batch();

    /** The sizes of one sample of each input, without the batch. */
    List<long[]> inputs();

    /** Logits: {@code (N, 10)} for a softmax, or {@link #mask()}. */
    <T> T logits(Net<T> net, List<T> inputs);

    /** The sizes of a map of yes and no for each sample, where the loss is a sigmoid cross-entropy; none for classes. */
    default long[] mask() {
        return new long[0];
    }
}
