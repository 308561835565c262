package polyview.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import polyview.benchmarks.steps.Numbers;
import polyview.benchmarks.steps.Work;

/** A graph of TensorFlow Java written by hand, and a session. Polyview is not used. */
public final class TensorFlowSteps implements Steps {

    private static final float RATE = 1e-3f;
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Graph graph = new Graph();
    private final Session session;
    private final List<Placeholder<TFloat32>> ends = new ArrayList<>();
    private final List<TFloat32> values = new ArrayList<>();
    private final Placeholder<TFloat32> number;
    private final Operand<TFloat32> logits;
    private final Operand<TFloat32> loss;
    private final List<Op> updates = new ArrayList<>();
    private final int inputs;
    private int done;

    /** Builds the graph, and draws the weights. */
    public TensorFlowSteps(Work work) {
        Ops tf = Ops.create(graph);
        inputs = work.inputs().size();
        List<Operand<TFloat32>> images = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            images.add(end(tf, Numbers.batched(-1, work.inputs().get(i)), work.batch(), Numbers.input(work, i)));
        }
        TensorFlowNet net = new TensorFlowNet(tf);
        logits = work.logits(net, images);
        loss = tf.math.mean(crossEntropy(tf, work), tf.constant(0));
        number = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        List<Op> first = new ArrayList<>(net.first());
        adam(tf, net.weights(), first);
        session = new Session(graph);
        Session.Runner runner = session.runner();
        first.forEach(runner::addTarget);
        runner.run().close();
    }

    private Placeholder<TFloat32> end(Ops tf, long[] shape, int batch, float[] data) {
        Placeholder<TFloat32> end = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
        long[] known = shape.clone();
        known[0] = batch;
        ends.add(end);
        values.add(TFloat32.tensorOf(Shape.of(known), DataBuffers.of(data)));
        return end;
    }

    private Operand<TFloat32> crossEntropy(Ops tf, Work work) {
        if (work.mask().length == 0) {
            Placeholder<TFloat32> rows = end(tf, new long[] {-1, Work.CLASSES}, work.batch(), Numbers.oneHot(work));
            return tf.nn.softmaxCrossEntropyWithLogits(logits, rows).loss();
        }
        Placeholder<TFloat32> mask = end(tf, Numbers.batched(-1, work.mask()), work.batch(), Numbers.mask(work));
        Operand<TFloat32> each = tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, mask));
        return tf.math.mean(each, tf.array(1, 2, 3));
    }

    private void adam(Ops tf, List<Variable<TFloat32>> weights, List<Op> first) {
        Output<?>[] changed = weights.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), changed);
        // Else a weight could change before the gradient of the layer below has read it.
        Ops last = tf.withControlDependencyOps(
                Arrays.stream(gradients).map(Output::op).toList());
        Operand<TFloat32> firstPower = tf.math.pow(tf.constant(FIRST), number);
        Operand<TFloat32> secondPower = tf.math.pow(tf.constant(SECOND), number);
        for (int i = 0; i < gradients.length; i++) {
            Shape shape = weights.get(i).shape();
            Variable<TFloat32> m = tf.variable(shape, TFloat32.class);
            Variable<TFloat32> v = tf.variable(shape, TFloat32.class);
            for (Variable<TFloat32> moment : List.of(m, v)) {
                float[] zeros = new float[Math.toIntExact(shape.size())];
                first.add(tf.assign(moment, tf.constant(shape, DataBuffers.of(zeros))));
            }
            @SuppressWarnings("unchecked")
            Output<TFloat32> gradient = (Output<TFloat32>) gradients[i];
            updates.add(last.train.applyAdam(
                    weights.get(i),
                    m,
                    v,
                    firstPower,
                    secondPower,
                    tf.constant(RATE),
                    tf.constant(FIRST),
                    tf.constant(SECOND),
                    tf.constant(EPSILON),
                    gradient));
        }
    }

    private Session.Runner fed(int count) {
        return fed(values.subList(0, count));
    }

    private Session.Runner fed(List<TFloat32> tensors) {
        Session.Runner runner = session.runner();
        for (int i = 0; i < tensors.size(); i++) {
            runner.feed(ends.get(i), tensors.get(i));
        }
        return runner;
    }

    @Override
    public void step() {
        step(values.subList(0, inputs));
    }

    /** One step with other images; the targets stay the same. */
    public void step(List<TFloat32> images) {
        List<TFloat32> tensors = new ArrayList<>(images);
        tensors.addAll(values.subList(inputs, values.size()));
        done++;
        try (TFloat32 step = TFloat32.scalarOf(done)) {
            Session.Runner runner = fed(tensors).feed(number, step).fetch(loss);
            updates.forEach(runner::addTarget);
            runner.run().close();
        }
    }

    @Override
    public double loss() {
        try (Result result = fed(ends.size()).fetch(loss).run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    public void predict() {
        try (Result result = fed(inputs).fetch(logits).run()) {
            // As a user takes it: into an array.
            TFloat32 values = (TFloat32) result.get(0);
            values.asRawTensor().data().asFloats().read(new float[Math.toIntExact(values.size())]);
        }
    }

    @Override
    public void close() {
        session.close();
        values.forEach(TFloat32::close);
        graph.close();
    }
}
