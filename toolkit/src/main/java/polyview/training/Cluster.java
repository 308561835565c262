package polyview.training;

import java.util.List;

/**
 * Machines that train one model together, as {@link Fit#on(Cluster)} uses them: the data is dealt to a number of parts, and each round
 * every part is done by whichever machine is free.
 *
 * <p>How many machines there are changes how long a training takes, and no bit of its result: that depends on the number of parts.
 * {@code polyview-spark} has one, on Apache Spark; another needs these three methods, and {@link Link}. Example, all parts one after the
 * other in this process:
 *
 * <pre>{@code
 * record OneByOne(int parts, Averaging averaging) implements Cluster {
 *     public Link link(PartTask task) {
 *         return new Link() {
 *             public List<byte[]> round(byte[] request) {
 *                 return IntStream.range(0, parts).mapToObj(part -> task.run(part, request)).toList();
 *             }
 *             public void close() {
 *                 PartTask.forget(task.training());
 *             }
 *         };
 *     }
 * }
 * model.fit(train, Fit.epochs(10).batchSize(64).on(new OneByOne(2, Averaging.gradients())));
 * }</pre>
 */
public interface Cluster {

    /** Into how many parts the data is dealt: row r belongs to part {@code r mod parts}. */
    int parts();

    /** What the mean is made of. */
    Averaging averaging();

    /** Begins a training: sends the task to the machines, or prepares to. */
    Link link(PartTask task);

    /** What carries the rounds of one training. */
    interface Link extends AutoCloseable {

        /**
         * Does one round: {@code task.run(part, request)} for each part, wherever, and gives the answers in the order of the parts.
         *
         * <p>The answer of a part depends on the request alone: one that is lost with its machine is asked for again, from another. An
         * interrupt of the thread does not end the round; the flag stays set.
         */
        List<byte[]> round(byte[] request);

        /** Ends the training: machines free what they keep for it, {@link PartTask#forget}. */
        @Override
        void close();
    }
}
