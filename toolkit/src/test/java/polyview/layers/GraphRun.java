package polyview.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
import polyview.data.FloatArray;
import polyview.models.Loaded;

/**
 * A layer alone in a graph of its own, without model and training loop: values in, outputs and gradients out.
 *
 * <p>The graph runs as an engine runs the graph of a program, so that what is tested is what a model computes.
 *
 * <p>The layer may be applied several times in the graph. Gradients are those of the sum of {@code output * factor} over all
 * elements of all outputs.
 */
final class GraphRun implements AutoCloseable {

    /** What came out; gradients by input of each application, and by path of the weight. */
    record Gradients(List<List<FloatArray>> inputs, Map<String, FloatArray> weights) {}

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Map<Weight, Placeholder<TFloat32>> weights = new LinkedHashMap<>();
    private final List<List<Operand<TFloat32>>> inputs = new ArrayList<>();
    private final List<Operand<TFloat32>> outputs = new ArrayList<>();
    private final Map<Operand<TFloat32>, FloatArray> fed = new LinkedHashMap<>();
    private final Layer layer;
    private final Call call;

    GraphRun(Layer layer, boolean training) {
        this.layer = layer;
        this.call = Call.start(tf, training, this::weight, tf.constant(7L), tf.constant(0L));
    }

    /** Applies the layer to inputs of unknown batch size. */
    GraphRun apply(List<DoubleArray> values) {
        return apply(values, shape -> Shape.of(-1).append(shape.tail()));
    }

    /** Applies the layer to images of unknown number, height and width. */
    GraphRun applyToUnknownSizes(List<DoubleArray> values) {
        return apply(values, shape -> Shape.of(-1, -1, -1, shape.get(3)));
    }

    /** Applies the layer to inputs of which the graph knows the given shapes only. */
    GraphRun apply(List<DoubleArray> values, UnaryOperator<Shape> declared) {
        List<Operand<TFloat32>> operands = new ArrayList<>();
        for (DoubleArray value : values) {
            FloatArray array = value.floats();
            operands.add(feed(array, declared.apply(array.shape())));
        }
        inputs.add(operands);
        outputs.add(call.apply(layer, operands));
        return this;
    }

    /** The shape of the last output as TensorFlow infers it. */
    Shape inferredShape() {
        return outputs.get(outputs.size() - 1).shape();
    }

    /** The outputs of all applications. */
    List<FloatArray> outputs(Map<String, DoubleArray> weightValues) {
        // Ops of their own: an output may be an input, which cannot be fed and fetched.
        List<Operand<TFloat32>> ends = new ArrayList<>();
        outputs.forEach(output -> ends.add(tf.identity(output)));
        return run(weightValues, ends);
    }

    /** The gradients with respect to every input and every learned weight. */
    Gradients gradients(Map<String, DoubleArray> weightValues, List<DoubleArray> factors) {
        List<Operand<TFloat32>> sums = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            FloatArray factor = factors.get(i).floats();
            Operand<TFloat32> product = tf.math.mul(outputs.get(i), feed(factor, factor.shape()));
            sums.add(tf.reduceSum(tf.reshape(product, tf.array(-1)), tf.array(0)));
        }
        Map<String, Weight> learned = new LinkedHashMap<>(WeightPaths.of(layer));
        learned.values().removeIf(w -> !w.learned());
        List<Operand<TFloat32>> wanted = new ArrayList<>();
        inputs.forEach(wanted::addAll);
        learned.values().forEach(w -> wanted.add(weight(w)));
        Output<?>[] found = graph.addGradients(
                tf.math.addN(sums).asOutput(),
                wanted.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
        List<Operand<TFloat32>> ends = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            // Without a way from an input to the output there is no gradient: it is 0, which the reference must find
            // too.
            ends.add(found[i].isClosed() ? tf.zerosLike(wanted.get(i)) : tf.identity(found[i].expect(TFloat32.class)));
        }
        List<FloatArray> arrays = new ArrayList<>(run(weightValues, ends));
        List<List<FloatArray>> byInput = new ArrayList<>();
        for (List<Operand<TFloat32>> application : inputs) {
            List<FloatArray> own = arrays.subList(0, application.size());
            byInput.add(List.copyOf(own));
            own.clear();
        }
        Map<String, FloatArray> byWeight = new LinkedHashMap<>();
        learned.keySet().forEach(path -> byWeight.put(path, arrays.remove(0)));
        return new Gradients(byInput, byWeight);
    }

    private Operand<TFloat32> weight(Weight weight) {
        return weights.computeIfAbsent(weight, w -> tf.placeholder(TFloat32.class, Placeholder.shape(w.shape())));
    }

    private Operand<TFloat32> feed(FloatArray value, Shape declared) {
        Operand<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(declared));
        fed.put(placeholder, value);
        return placeholder;
    }

    private List<FloatArray> run(Map<String, DoubleArray> weightValues, List<Operand<TFloat32>> fetches) {
        Map<Operand<TFloat32>, FloatArray> feeds = new LinkedHashMap<>(fed);
        WeightPaths.of(layer).forEach((path, weight) -> {
            if (weights.containsKey(weight)) {
                feeds.put(weights.get(weight), weightValues.get(path).floats());
            }
        });
        List<TFloat32> tensors = new ArrayList<>();
        try (Loaded loaded = new Loaded(graph.toGraphDef())) {
            Session.Runner runner = loaded.session().runner();
            feeds.forEach((operand, value) -> {
                TFloat32 tensor = TFloat32.tensorOf(value.shape(), DataBuffers.of(value.values()));
                tensors.add(tensor);
                runner.feed(operand.op().name(), tensor);
            });
            fetches.forEach(end -> runner.fetch(end.op().name()));
            try (Result result = runner.run()) {
                List<FloatArray> arrays = new ArrayList<>();
                for (int i = 0; i < result.size(); i++) {
                    arrays.add(read((TFloat32) result.get(i)));
                }
                return arrays;
            }
        } finally {
            tensors.forEach(TFloat32::close);
        }
    }

    private static FloatArray read(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(DataBuffers.of(values));
        return FloatArray.of(values, tensor.shape());
    }

    @Override
    public void close() {
        graph.close();
    }
}
