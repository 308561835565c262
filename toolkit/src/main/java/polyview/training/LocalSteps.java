package polyview.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.Order;
import polyview.models.Engine;
import polyview.models.StepResult;
import polyview.models.Totals;

/** The steps of a training that this machine does by itself, batch by batch. */
record LocalSteps(Engine engine, Dataset data, int batchSize) implements StepSource {

    @Override
    public Pass pass(Order.Seeded order) {
        Epoch pass = data.epoch(batchSize, order);
        return new Pass() {
            private int done;

            @Override
            public boolean hasNext() {
                return pass.hasNext();
            }

            @Override
            public Step next() {
                Batch batch = pass.next();
                int before = done;
                done += batch.size();
                return new Step() {
                    @Override
                    public Done train(Totals totals) {
                        StepResult result = engine.trainOnBatch(batch);
                        totals.add(batch, result);
                        return new Done(result.loss(), batch.size());
                    }

                    @Override
                    public List<Integer> samples() {
                        return numbers(pass, batch, order, before);
                    }
                };
            }

            @Override
            public int skip(long steps, int samples) {
                done = pass.skip(steps);
                return done;
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    /** An epoch that does not tell them gives all samples in the order of the visit. */
    private List<Integer> numbers(Epoch pass, Batch batch, Order order, int before) {
        int[] numbers = pass.samples()
                .orElseGet(() -> Arrays.copyOfRange(order.permutation(data.size()), before, before + batch.size()));
        return IntStream.of(numbers).boxed().toList();
    }

    @Override
    public void close() {
        // The engine and the data are the caller's.
    }
}
