package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import polyview.benchmarks.steps.Numbers;
import polyview.benchmarks.steps.Work;

/** libtorch through JavaCPP: the ops as calls, its autograd and its Adam. */
final class LibTorchSteps implements Steps {

    private static final double RATE = 1e-3;
    private static final double EPSILON = 1e-7;

    private final Work work;
    private final LibTorchNet net = new LibTorchNet();
    private final List<Tensor> inputs = new ArrayList<>();
    private final Tensor target;
    private final Adam adam;

    LibTorchSteps(Work work) {
        this.work = work;
        for (int i = 0; i < work.inputs().size(); i++) {
            inputs.add(images(
                    Numbers.input(work, i),
                    Numbers.batched(work.batch(), work.inputs().get(i))));
        }
        target = work.mask().length == 0
                ? Tensor.create(
                        Arrays.stream(Numbers.classes(work)).asLongStream().toArray())
                : images(Numbers.mask(work), Numbers.batched(work.batch(), work.mask()));
        // The weights are made here, outside of the scope of a step.
        logits();
        AdamOptions options = new AdamOptions(RATE);
        options.eps().put(EPSILON);
        adam = new Adam(new TensorVector(net.weights().all().toArray(Tensor[]::new)), options);
    }

    /** Images, channels last in memory, are (N, C, H, W) to libtorch; matrices stay as they are. */
    private static Tensor images(float[] values, long[] shape) {
        Tensor all = Tensor.create(values, shape);
        return shape.length == 4 ? all.permute(0, 3, 1, 2) : all;
    }

    private Tensor logits() {
        net.weights().rewind();
        return work.logits(net, inputs);
    }

    private Tensor ofBatch() {
        return work.mask().length == 0
                ? torch.cross_entropy_loss(logits(), target)
                : torch.binary_cross_entropy_with_logits(logits(), target);
    }

    /** Does a task whose tensors are freed at its end. */
    private static <R> R freeing(boolean gradients, Supplier<R> task) {
        PointerScope scope = new PointerScope();
        AutoGradMode mode = new AutoGradMode(gradients);
        try {
            return task.get();
        } finally {
            mode.close();
            scope.close();
        }
    }

    @Override
    public void step() {
        freeing(true, () -> {
            adam.zero_grad();
            Tensor loss = ofBatch();
            loss.backward();
            adam.step();
            // As Polyview and TensorFlow do, which give the loss of every step.
            return loss.item_float();
        });
    }

    @Override
    public double loss() {
        return freeing(false, () -> ofBatch().item_float());
    }

    @Override
    public void predict() {
        freeing(false, () -> {
            Tensor values = logits().contiguous();
            float[] array = new float[Math.toIntExact(values.numel())];
            values.data_ptr_float().get(array);
            return array;
        });
    }

    @Override
    public void close() {
        adam.close();
    }
}
