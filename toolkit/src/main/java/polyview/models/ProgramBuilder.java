package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.PreventGradient;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Startup;
import polyview.layers.Call;
import polyview.layers.Layer;
import polyview.layers.Regularizer;
import polyview.layers.Shapes;
import polyview.layers.SymbolicTensor;
import polyview.layers.Weight;

/** Turns a network, and what compile was told, into a {@link Program}. */
final class ProgramBuilder {

    static {
        Startup.begin();
    }

    private static final Pattern WITHOUT_GRADIENT = Pattern.compile("^No gradient defined for op: (\\w+)");

    private final Network network;
    private final Ops tf;
    private final Operand<TInt64> seed;
    private final Operand<TInt64> step;
    private final Map<Weight, Network.Slot> weights;
    private final Variables variables;
    private final List<Operand<TFloat32>> inputs = new ArrayList<>();

    private ProgramBuilder(Network network, Graph graph) {
        this.network = network;
        this.tf = GraphScope.ops(graph);
        this.seed = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        this.step = tf.withName("step").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        this.variables = new Variables(tf, seed);
        for (SymbolicTensor input : network.inputs()) {
            inputs.add(floats("input." + input.name(), input.shape()));
        }
        this.weights = network.weights();
        weights.forEach(variables::add);
    }

    static Program build(Network network, Optional<Compilation> compilation) {
        try (Graph graph = new Graph()) {
            ProgramBuilder builder = new ProgramBuilder(network, graph);
            return builder.program(graph, compilation);
        }
    }

    /** A program whose outputs are those of one layer in prediction, one for each application. */
    static Program features(Network network, String name, Layer layer) {
        try (Graph graph = new Graph()) {
            ProgramBuilder builder = new ProgramBuilder(network, graph);
            Forward forward = builder.forward(builder.tf.withSubScope("predict"), false);
            String initialise = name(builder.variables.initialise());
            List<Operand<TFloat32>> ends = builder.ends("output", forward.call().outputsOf(layer));
            List<Program.Port> outputs = ends.stream()
                    .map(end -> new Program.Port(name, name(end), end.shape()))
                    .toList();
            return builder.program(graph, outputs, initialise, Optional.empty());
        }
    }

    private Program program(Graph graph, Optional<Compilation> compilation) {
        List<Operand<TFloat32>> outputs =
                forward(tf.withSubScope("predict"), false).outputs();
        Optional<Program.Training> training = compilation.map(c -> training(graph, c, outputs));
        String initialise = name(variables.initialise());
        List<Operand<TFloat32>> ends = ends("output", outputs);
        return program(graph, ports(network.outputNames(), network.outputs(), ends), initialise, training);
    }

    /** The last thing to do: whatever joins the graph later is not in the program. */
    private Program program(
            Graph graph, List<Program.Port> outputs, String initialise, Optional<Program.Training> training) {
        return new Program(
                graph.toGraphDef().toByteArray(),
                ports(network.inputs().stream().map(SymbolicTensor::name).toList(), network.inputs(), inputs),
                outputs,
                variables.all(),
                initialise,
                name(seed),
                name(step),
                training);
    }

    private record Forward(Call call, List<Operand<TFloat32>> outputs) {}

    private Forward forward(Ops scope, boolean training) {
        Call call = Call.start(scope, training, variables::value, seed, step);
        return new Forward(call, network.call(call, inputs));
    }

    private Program.Training training(Graph graph, Compilation c, List<Operand<TFloat32>> predicted) {
        List<Program.Port> targetPorts = new ArrayList<>();
        List<Operand<TFloat32>> targets = new ArrayList<>();
        for (int i = 0; i < predicted.size(); i++) {
            String outputName = network.outputNames().get(i);
            Shape shape = c.objectives()
                    .get(i)
                    .targetShape(network.outputs().get(i).shape())
                    .prepend(-1);
            Operand<TFloat32> target = floats("target." + i, shape);
            targets.add(target);
            targetPorts.add(new Program.Port(outputName, name(target), shape));
        }
        Operand<TFloat32> rate = floats("learning_rate", Shape.scalar());
        Forward forward = forward(tf.withSubScope("train"), true);
        List<Operand<TFloat32>> penalties = penalties();
        Losses train = losses(c, forward.outputs(), targets, penalties, Objective::perTrainingSample);
        Losses test = losses(c, predicted, targets, penalties, Objective::perSample);
        List<Operand<TFloat32>> trainScores = ends("train_score", train.scores());
        Operand<TFloat32> trainLoss = tf.withName("train_loss").identity(train.total());
        Op done = update(graph, c.rule(), forward.call(), trainLoss, trainScores, rate);
        return new Program.Training(
                name(rate),
                c.rule().learningRate(),
                c.objectives(),
                c.scores(),
                targetPorts,
                name(trainLoss),
                names(trainScores),
                name(done),
                name(tf.withName("test_loss").identity(test.total())),
                names(ends("test_score", test.scores())));
    }

    /** What makes of one objective the losses of the samples. */
    private interface PerSample {
        Operand<TFloat32> of(Objective objective, Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);
    }

    private record Losses(Operand<TFloat32> total, List<Operand<TFloat32>> scores) {}

    private Losses losses(
            Compilation c,
            List<Operand<TFloat32>> outputs,
            List<Operand<TFloat32>> targets,
            List<Operand<TFloat32>> penalties,
            PerSample perSample) {
        List<Operand<TFloat32>> losses = new ArrayList<>();
        List<Operand<TFloat32>> scores = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Objective objective = c.objectives().get(i);
            Operand<TFloat32> score = objective.scores(outputs.get(i));
            scores.add(score);
            losses.add(tf.math.mean(perSample.of(objective, tf, score, targets.get(i)), tf.array(0)));
        }
        losses.addAll(penalties);
        return new Losses(losses.size() == 1 ? losses.get(0) : tf.math.addN(losses), scores);
    }

    /** What the regularisers of the weights add, of those weights that training changes. */
    private List<Operand<TFloat32>> penalties() {
        List<Operand<TFloat32>> penalties = new ArrayList<>();
        weights.forEach((weight, slot) -> {
            if (slot.trainable() && weight.regularizer() != Regularizer.NONE) {
                Operand<TFloat32> penalty = weight.regularizer().penalty(tf, variables.value(weight));
                if (penalty.shape().numDimensions() != 0) {
                    throw new IllegalArgumentException("regularizer of weight " + slot.path()
                            + " must give a scalar, got " + Shapes.text(penalty.shape()));
                }
                penalties.add(penalty);
            }
        });
        return penalties;
    }

    private Op update(
            Graph graph,
            UpdateRule rule,
            Call call,
            Operand<TFloat32> loss,
            List<Operand<TFloat32>> scores,
            Operand<TFloat32> rate) {
        Map<Weight, Operand<TFloat32>> gradients = gradients(graph, loss);
        // Variables change in place: nothing may change before everything that reads the old values is done. One op
        // waits for
        // all that reads, and all that changes waits for it: an edge from each to each would grow with the square of
        // the depth.
        List<Op> reads = new ArrayList<>(gradients.values());
        reads.add(loss);
        reads.addAll(scores);
        Op allRead = tf.withControlDependencies(reads).withName("all_read").noOp();
        Ops after = tf.withSubScope("update").withControlDependencies(List.of(allRead));
        Operand<TFloat32> count = tf.dtypes.cast(tf.math.add(step, tf.constant(1L)), TFloat32.class);
        List<Op> done = new ArrayList<>(List.of(allRead));
        gradients.forEach((weight, gradient) -> done.add(rule.apply(new UpdateRule.Update(
                after, variables.variable(weight), gradient, rate, count, slot -> variables.slot(weight, slot)))));
        done.addAll(stateUpdates(call, allRead));
        return tf.withControlDependencies(done).withName("train_step").noOp();
    }

    private List<Op> stateUpdates(Call call, Op allRead) {
        Ops state = tf.withSubScope("state");
        Map<Weight, Op> last = new LinkedHashMap<>();
        for (Call.Update update : call.updates()) {
            Ops after = state.withControlDependencies(List.of(last.getOrDefault(update.weight(), allRead)));
            Operand<TFloat32> variable = variables.variable(update.weight());
            last.put(update.weight(), after.assign(variable, update.next().apply(after.identity(variable))));
        }
        return List.copyOf(last.values());
    }

    private Map<Weight, Operand<TFloat32>> gradients(Graph graph, Operand<TFloat32> loss) {
        List<Weight> learned = weights.entrySet().stream()
                .filter(e -> e.getValue().trainable())
                .map(Map.Entry::getKey)
                .toList();
        Map<Weight, Operand<TFloat32>> gradients = new LinkedHashMap<>();
        if (learned.isEmpty()) {
            return gradients;
        }
        Output<?>[] of =
                learned.stream().map(w -> variables.value(w).asOutput()).toArray(Output<?>[]::new);
        Output<?>[] found = addGradients(graph, loss, of, learned);
        for (int i = 0; i < of.length; i++) {
            // Where a path leads from a weight to the loss but no gradient comes back, TensorFlow gives an output that
            // fails only when it is used.
            if (found[i] == null || found[i].isClosed()) {
                throw unreachable(learned.get(i));
            }
            gradients.put(learned.get(i), found[i].expect(TFloat32.class));
        }
        return gradients;
    }

    private Output<?>[] addGradients(Graph graph, Operand<TFloat32> loss, Output<?>[] of, List<Weight> learned) {
        try {
            return graph.addGradients(loss.asOutput(), of);
        } catch (TFInvalidArgumentException e) {
            // Where no path leads from a weight to the loss, TensorFlow refuses and names the variable.
            for (Weight weight : learned) {
                if (e.getMessage().contains("node '" + name(variables.value(weight)) + "' as it's unreachable")) {
                    throw unreachable(weight);
                }
            }
            throw e;
        } catch (TensorFlowException e) {
            Matcher op = WITHOUT_GRADIENT.matcher(String.valueOf(e.getMessage()));
            if (op.find()) {
                refuseBarriers(graph, learned);
                throw new IllegalArgumentException(
                        "TensorFlow has no gradient for op " + op.group(1)
                                + ", which stands between a weight and the loss: use another op, or write its gradient as"
                                + " a GradientFunction",
                        e);
            }
            throw e;
        }
    }

    /** A layer that says of itself that it has no gradient is named, not the op by which it does so. */
    private void refuseBarriers(Graph graph, List<Weight> learned) {
        for (Weight weight : learned) {
            for (GraphOperation op : graph.subgraphFrom(Set.of(variables.value(weight)))) {
                if (op.type().equals(PreventGradient.OP_NAME)) {
                    throw new IllegalArgumentException(op.attributes().getAttrString("message") + " to weight "
                            + weights.get(weight).path()
                            + ": apply it to inputs, before all layers that learn, or fix these with trainable(false)");
                }
            }
        }
    }

    private IllegalArgumentException unreachable(Weight weight) {
        return new IllegalArgumentException("no gradient reaches weight "
                + weights.get(weight).path()
                + ": use its layer on the way to an output, or fix it with trainable(false)");
    }

    private Operand<TFloat32> floats(String name, Shape shape) {
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
    }

    /** An op of its own for each end: TensorFlow refuses to fetch one tensor twice. */
    private List<Operand<TFloat32>> ends(String name, List<Operand<TFloat32>> operands) {
        List<Operand<TFloat32>> ends = new ArrayList<>();
        operands.forEach(o -> ends.add(tf.withName(name + "." + ends.size()).identity(o)));
        return ends;
    }

    private static List<Program.Port> ports(
            List<String> names, List<SymbolicTensor> tensors, List<Operand<TFloat32>> operands) {
        List<Program.Port> ports = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            ports.add(new Program.Port(
                    names.get(i), name(operands.get(i)), tensors.get(i).shape()));
        }
        return ports;
    }

    private static List<String> names(List<Operand<TFloat32>> operands) {
        return operands.stream().map(ProgramBuilder::name).toList();
    }

    static String name(Op op) {
        return op.op().name();
    }
}
