package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.benchmarks.steps.Numbers;
import polyview.benchmarks.steps.Work;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Callback;
import polyview.training.Fit;

/** Polyview, as a user writes it: layers, compile, and fit over a data set in memory. */
final class PolyviewSteps implements Steps {

    /** Batches in an epoch, so that what belongs to an epoch is not taken for a part of every step. */
    private static final int EPOCH = 8;

    private final Model model;
    private final Batch batch;
    private final MemoryDataset data;

    PolyviewSteps(Work work) {
        boolean classes = work.mask().length == 0;
        model = Models.of(work)
                .seed(1)
                .compile(new Adam(), classes ? Loss.softmaxCrossEntropy() : Loss.binaryCrossEntropy());
        setWeights();
        List<FloatArray> inputs = new ArrayList<>();
        for (int i = 0; i < work.inputs().size(); i++) {
            inputs.add(FloatArray.of(
                    Numbers.input(work, i),
                    Numbers.batched(work.batch(), work.inputs().get(i))));
        }
        batch = new Batch(inputs, List.of(classes ? classes(work) : mask(work)));
        data = new MemoryDataset(
                batch.inputs().stream().map(PolyviewSteps::repeated).toList(),
                batch.targets().stream().map(PolyviewSteps::repeated).toList());
    }

    private static FloatArray classes(Work work) {
        int[] classes = Numbers.classes(work);
        float[] numbers = new float[classes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = classes[i];
        }
        return FloatArray.of(numbers, numbers.length);
    }

    private static FloatArray mask(Work work) {
        return FloatArray.of(Numbers.mask(work), Numbers.batched(work.batch(), work.mask()));
    }

    private static FloatArray repeated(FloatArray array) {
        return FloatArray.concat(Collections.nCopies(EPOCH, array));
    }

    /** The values of all contenders; the layers declare their weights in the order in which the work does. */
    private void setWeights() {
        Map<String, FloatArray> values = new LinkedHashMap<>();
        for (Map.Entry<String, FloatArray> weight : model.weights().entrySet()) {
            Shape shape = weight.getValue().shape();
            values.put(weight.getKey(), FloatArray.of(Numbers.weight(values.size(), shape.asArray()), shape));
        }
        model.setWeights(values);
    }

    Model model() {
        return model;
    }

    Batch batch() {
        return batch;
    }

    @Override
    public void step() {
        model.engine().trainOnBatch(batch);
    }

    @Override
    public double loss() {
        return model.engine().testOnBatch(batch).loss();
    }

    @Override
    public void predict() {
        model.predictAll(batch.inputs().toArray(FloatArray[]::new));
    }

    /** Steps of fit, each from the end of the one before it. */
    @Override
    public double[] times(int steps) {
        Clock clock = new Clock(steps);
        int epochs = (steps + EPOCH) / EPOCH;
        model.fit(
                data,
                Fit.epochs(epochs)
                        .batchSize(batch.size())
                        .shuffle(false)
                        .verbose(false)
                        .callbacks(clock));
        return clock.times;
    }

    /** One call of predict over so many batches; each is given the mean. */
    @Override
    public double[] predictTimes(int batches) {
        MemoryDataset many = new MemoryDataset(
                batch.inputs().stream()
                        .map(array -> FloatArray.concat(Collections.nCopies(batches, array)))
                        .toList(),
                List.of());
        long start = System.nanoTime();
        model.predict(many, batch.size());
        double[] times = new double[batches];
        Arrays.fill(times, (System.nanoTime() - start) / 1e6 / batches);
        return times;
    }

    @Override
    public void close() {
        model.close();
    }

    private static final class Clock implements Callback {

        private final double[] times;
        private int ends;
        private long last;

        Clock(int steps) {
            this.times = new double[steps];
        }

        @Override
        public void onBatchEnd(Run run) {
            long now = System.nanoTime();
            if (ends > 0 && ends <= times.length) {
                times[ends - 1] = (now - last) / 1e6;
            }
            if (ends++ == times.length) {
                run.stop();
            }
            last = now;
        }
    }
}
