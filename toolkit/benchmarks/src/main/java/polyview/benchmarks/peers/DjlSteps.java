package polyview.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import polyview.benchmarks.steps.Numbers;
import polyview.benchmarks.steps.Work;

/** DJL on PyTorch: its ops, its gradients and its Adam. */
final class DjlSteps implements Steps {

    private static final float RATE = 1e-3f;
    private static final float EPSILON = 1e-7f;

    private final Work work;
    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private final DjlNet net = new DjlNet(manager);
    private final Optimizer adam = Optimizer.adam()
            .optLearningRateTracker(Tracker.fixed(RATE))
            .optEpsilon(EPSILON)
            .build();
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private final List<NDArray> inputs = new ArrayList<>();
    private final NDArray target;

    DjlSteps(Work work) {
        this.work = work;
        for (int i = 0; i < work.inputs().size(); i++) {
            inputs.add(images(
                    Numbers.input(work, i),
                    Numbers.batched(work.batch(), work.inputs().get(i))));
        }
        target = work.mask().length == 0
                ? manager.create(Numbers.classes(work))
                : images(Numbers.mask(work), Numbers.batched(work.batch(), work.mask()));
        logits();
    }

    private NDArray images(float[] values, long[] shape) {
        NDArray all = manager.create(values, new Shape(shape));
        return shape.length == 4 ? all.transpose(0, 3, 1, 2).duplicate() : all;
    }

    private NDArray logits() {
        net.weights().rewind();
        return work.logits(net, inputs);
    }

    private NDArray ofBatch() {
        NDArray x = logits();
        if (work.mask().length == 0) {
            return crossEntropy.evaluate(new NDList(target), new NDList(x));
        }
        // log(1 + e^x) - x y, and the first term without an overflow.
        NDArray softplus = x.maximum(0).add(x.abs().neg().exp().add(1).log());
        return softplus.sub(x.mul(target)).mean();
    }

    /** Does a task whose arrays belong to a manager that frees them. */
    private <R> R freeing(Supplier<R> task) {
        NDManager scope = manager.newSubManager();
        try {
            inputs.forEach(input -> input.tempAttach(scope));
            net.weights().all().forEach(weight -> weight.tempAttach(scope));
            return task.get();
        } finally {
            scope.close();
        }
    }

    @Override
    public void step() {
        freeing(() -> {
            NDArray loss;
            try (GradientCollector collector = engine.newGradientCollector()) {
                collector.zeroGradients();
                loss = ofBatch();
                collector.backward(loss);
            }
            List<NDArray> weights = net.weights().all();
            for (int i = 0; i < weights.size(); i++) {
                adam.update("weight" + i, weights.get(i), weights.get(i).getGradient());
            }
            return loss.getFloat();
        });
    }

    @Override
    public double loss() {
        return freeing(() -> ofBatch().getFloat());
    }

    @Override
    public void predict() {
        freeing(() -> logits().toFloatArray());
    }

    @Override
    public void close() {
        manager.close();
    }
}
