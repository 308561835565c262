package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.data.Tensors;
import polyview.layers.Call;
import polyview.layers.Weight;

/** A network in a graph of its own, whose inputs and weights are all fed: outputs and gradients at any values. */
final class GradientProbe implements AutoCloseable {

    static {
        Startup.begin();
    }

    private final Graph graph = new Graph();
    private final Ops tf = GraphScope.ops(graph);
    private final List<String> names = new ArrayList<>();
    private final List<FloatArray> values = new ArrayList<>();
    private final List<Operand<TFloat32>> fed = new ArrayList<>();
    private final Operand<TFloat32> output;
    private Optional<NativeSession> running = Optional.empty();

    GradientProbe(Network network, List<FloatArray> inputs) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < inputs.size(); i++) {
            // A copy: the values are changed one by one.
            FloatArray copy =
                    FloatArray.of(inputs.get(i).values().clone(), inputs.get(i).shape());
            feed("input " + i, network.inputs().get(i).shape(), copy);
        }
        List<Operand<TFloat32>> operands = List.copyOf(fed);
        Map<Weight, Operand<TFloat32>> weights = new LinkedHashMap<>();
        network.weights().forEach((weight, slot) -> {
            FloatArray drawn = GradientCheck.random(random, weight.shape());
            if (!weight.learned()) {
                // States such as variances must be positive.
                for (int i = 0; i < drawn.values().length; i++) {
                    drawn.values()[i] = Math.abs(drawn.values()[i]);
                }
            }
            weights.put(weight, feed(slot.path(), weight.shape(), drawn));
        });
        Call call = Call.start(tf, true, weights::get, tf.constant(0L), tf.constant(0L));
        // An op of its own: the output may be an input, which cannot be fed and fetched.
        output = tf.identity(network.call(call, operands).get(0));
    }

    private Operand<TFloat32> feed(String name, Shape shape, FloatArray value) {
        Operand<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        names.add(name);
        values.add(value);
        fed.add(placeholder);
        return placeholder;
    }

    /** What the inputs and weights are called. */
    List<String> names() {
        return names;
    }

    /** The values that are fed, which may be changed in place. */
    List<FloatArray> values() {
        return values;
    }

    FloatArray output() {
        return run(List.of(output)).get(0);
    }

    /** The gradients of {@code sum(output * factor)} for every input and weight. */
    List<FloatArray> gradients(FloatArray factor) {
        Operand<TFloat32> weighted = tf.math.mul(output, tf.constant(factor.shape(), DataBuffers.of(factor.values())));
        List<Operand<TFloat32>> sums = new ArrayList<>(List.of(sum(weighted)));
        // Nothing is added, but every input and weight has a path to the loss: one that the layer does not use has
        // gradient 0.
        fed.forEach(x -> sums.add(tf.math.mul(sum(x), tf.constant(0f))));
        Output<?>[] found = graph.addGradients(
                tf.math.addN(sums).asOutput(),
                fed.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
        List<Operand<TFloat32>> ends = new ArrayList<>();
        for (Output<?> gradient : found) {
            ends.add(tf.identity(gradient.expect(TFloat32.class)));
        }
        stop(); // it does not know the new ops
        return run(ends);
    }

    private Operand<TFloat32> sum(Operand<TFloat32> x) {
        return tf.reduceSum(tf.reshape(x, tf.array(-1)), tf.array(0));
    }

    private List<FloatArray> run(List<Operand<TFloat32>> fetches) {
        if (running.isEmpty()) {
            running = Optional.of(new NativeSession(graph.toGraphDef()));
        }
        Session.Runner runner = running.get().session().runner();
        List<TFloat32> tensors = new ArrayList<>();
        try {
            for (int i = 0; i < fed.size(); i++) {
                tensors.add(Tensors.of(values.get(i)));
                runner.feed(fed.get(i).op().name(), tensors.get(i));
            }
            fetches.forEach(end -> runner.fetch(end.op().name()));
            try (Result result = runner.run()) {
                List<FloatArray> arrays = new ArrayList<>();
                result.forEach(e -> arrays.add(Tensors.read((TFloat32) e.getValue())));
                return arrays;
            }
        } finally {
            tensors.forEach(TFloat32::close);
        }
    }

    private void stop() {
        running.ifPresent(NativeSession::run);
        running = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        graph.close();
    }
}
