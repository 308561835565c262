package polyview.training;

import java.util.Arrays;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;

/** The pass of one part over its rows in one epoch, and where it stands. */
final class PartPass implements AutoCloseable {

    private final PartTask task;
    private final int part;
    private final Dataset data;
    private final int number;
    private final long seed;
    private final Epoch rows;
    private long steps;
    private int samples;

    private PartPass(PartTask task, int part, Dataset data, PartRequest request) {
        this.task = task;
        this.part = part;
        this.data = data;
        this.number = request.epoch();
        this.seed = request.state().seed();
        this.rows = data.epoch(task.batchSize(), order());
    }

    /** Opens the epoch that is asked for, and passes over the steps before the round. */
    static PartPass open(PartTask task, int part, Dataset data, PartRequest request) {
        PartPass pass = new PartPass(task, part, data, request);
        pass.samples = pass.rows.skip(request.firstStep());
        pass.steps = request.firstStep();
        return pass;
    }

    /** This one where it stands there, else another. */
    PartPass at(PartRequest request) {
        // A part may have had no more steps while others had.
        boolean there = steps == request.firstStep() || steps < request.firstStep() && !rows.hasNext();
        if (request.epoch() == number && request.state().seed() == seed && there) {
            return this;
        }
        close();
        return open(task, part, data, request);
    }

    private Order order() {
        Order.Seeded all = task.shuffle() ? Order.shuffled(seed, number) : Order.asStored(seed, number);
        return Order.part(all, part, task.parts());
    }

    boolean hasNext() {
        return rows.hasNext();
    }

    Batch next() {
        Batch batch = rows.next();
        steps++;
        samples += batch.size();
        return batch;
    }

    /** Samples of the epoch up to here. */
    int samples() {
        return samples;
    }

    /** The rows of the last batch, of {@code size} samples. */
    int[] numbers(int size) {
        return rows.samples().orElseGet(() -> {
            int[] visit = order().permutation(data.size());
            return Arrays.copyOfRange(visit, samples - size, samples);
        });
    }

    @Override
    public void close() {
        rows.close();
    }
}
