package polyview.benchmarks.peers;

/** A network in one framework, with a batch in its memory that it works on over and over. */
public interface Steps extends AutoCloseable {

    /** One step of training. */
    void step();

    /** The loss of the batch with the weights as they are. */
    double loss();

    /** The logits of the batch, into a Java array. */
    void predict();

    /** The times of so many steps of training, in milliseconds. */
    default double[] times(int steps) {
        return times(steps, this::step);
    }

    /** The times of so many batches of prediction, in milliseconds. */
    default double[] predictTimes(int batches) {
        return times(batches, this::predict);
    }

    private static double[] times(int count, Runnable task) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            task.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    @Override
    void close();
}
