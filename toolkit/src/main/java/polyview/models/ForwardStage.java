package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Startup;
import polyview.layers.Call;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.layers.Weight;
import polyview.losses.Loss;

/** The first stage of a compile: the layers of a network in a graph, for prediction and for training, up to the losses. */
final class ForwardStage {

    static {
        Startup.begin();
    }

    private final Network network;
    private final Ops tf;
    private final Operand<TInt64> seed;
    private final Operand<TInt64> step;
    private final Variables variables;
    private final List<Operand<TFloat32>> inputs = new ArrayList<>();

    ForwardStage(Network network, Graph graph) {
        this.network = network;
        this.tf = GraphScope.ops(graph);
        this.seed = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        this.step = tf.withName("step").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        this.variables = new Variables(tf, seed);
        for (SymbolicTensor input : network.inputs()) {
            inputs.add(floats(inputNode(input.name()), input.shape()));
        }
        network.weights().forEach(variables::add);
    }

    /** The node of an input. */
    static String inputNode(String input) {
        return "input." + input;
    }

    /** The outputs of the network, and the losses where it is to be trained. */
    Forward outputs(Optional<Compilation> compilation) {
        Call pass = pass("predict", false);
        List<Operand<TFloat32>> predicted = network.call(pass, inputs);
        Optional<Forward.Training> training = compilation.map(c -> training(c, predicted, pass.losses()));
        return forward(ports(network.outputNames(), network.outputs(), ends("output", predicted)), training);
    }

    /** What one layer gives in prediction, one output for each application. */
    Forward features(String name, Layer layer) {
        Call call = pass("predict", false);
        network.call(call, inputs);
        List<Program.Port> outputs = ends("output", call.outputsOf(layer)).stream()
                .map(end -> new Program.Port(name, VariableOps.name(end), end.shape()))
                .toList();
        return forward(outputs, Optional.empty());
    }

    /** Every output of every layer in prediction, by the path of the layer. */
    Map<String, List<Operand<TFloat32>>> layerOutputs() {
        Call call = pass("predict", false);
        network.call(call, inputs);
        Map<String, List<Operand<TFloat32>>> outputs = new LinkedHashMap<>();
        network.layerPaths().forEach((path, layer) -> outputs.put(path, call.outputsOf(layer)));
        return outputs;
    }

    /**
     * A prediction from which gradients can be taken.
     *
     * @param forward its inputs, and behind them weights (N, K) of the scores; the scores are its output
     * @param total the sum of the scores times their weights
     * @param scores what the scores are
     * @param features what the layers give
     */
    record Sensed(Forward forward, String total, OutputScores scores, List<Program.Port> features) {}

    /** The scores of one output in prediction, and what some layers give on the way to it. */
    Sensed sensed(int output, Program compiled, boolean probabilities, List<LayerUse> uses) {
        Call call = pass("predict", false);
        String name = network.outputNames().get(output);
        OutputScores scores = OutputScores.of(
                tf,
                name,
                network.call(call, inputs).get(output),
                compiled.training().map(t -> t.heads().get(output)),
                probabilities);
        Shape shape = scores.scores().shape();
        Operand<TFloat32> weights = floats("score_weights", shape);
        Operand<TFloat32> total = tf.withName("total").reduceSum(tf.math.mul(scores.scores(), weights), tf.array(0, 1));
        List<Program.Port> features = new ArrayList<>();
        for (LayerUse use : uses) {
            Operand<TFloat32> seen = call.outputsOf(network.layer(use.layer())).get(use.application());
            features.add(new Program.Port(use.layer(), VariableOps.name(seen), seen.shape()));
        }
        List<Operand<TFloat32>> ends = ends("output", List.of(scores.scores()));
        Forward plain =
                forward(List.of(new Program.Port(name, VariableOps.name(ends.get(0)), shape)), Optional.empty());
        List<Program.Port> fed = new ArrayList<>(plain.inputs());
        fed.add(new Program.Port("weights of the scores", VariableOps.name(weights), shape));
        return new Sensed(plain.fedWith(fed), VariableOps.name(total), scores, features);
    }

    private Forward forward(List<Program.Port> outputs, Optional<Forward.Training> training) {
        List<String> names = network.inputs().stream().map(SymbolicTensor::name).toList();
        return new Forward(
                ports(names, network.inputs(), inputs),
                outputs,
                variables.all(),
                VariableOps.name(seed),
                VariableOps.name(step),
                training);
    }

    private Call pass(String name, boolean training) {
        return Call.start(tf.withSubScope(name), training, variables::value, seed, step);
    }

    private Forward.Training training(
            Compilation c, List<Operand<TFloat32>> predicted, List<Operand<TFloat32>> addedInTest) {
        List<Program.Port> targetPorts = new ArrayList<>();
        List<Operand<TFloat32>> targets = new ArrayList<>();
        for (int i = 0; i < predicted.size(); i++) {
            String outputName = network.outputNames().get(i);
            Shape shape = c.heads()
                    .get(i)
                    .loss()
                    .targetShape(network.outputs().get(i).shape())
                    .prepend(-1);
            Operand<TFloat32> target = floats("target." + i, shape);
            targets.add(target);
            targetPorts.add(new Program.Port(outputName, VariableOps.name(target), shape));
        }
        List<Optional<Operand<TFloat32>>> sampleWeights = new ArrayList<>();
        for (int i = 0; i < predicted.size(); i++) {
            sampleWeights.add(
                    c.heads().get(i).loss().hasSampleWeights()
                            ? Optional.of(sampleWeights(i, targetPorts))
                            : Optional.empty());
        }
        Call pass = pass("train", true);
        List<Operand<TFloat32>> trained = network.call(pass, inputs);
        List<OutputEnd> trainedEnds = outputEnds(trained);
        List<OutputEnd> predictedEnds = outputEnds(predicted);
        List<HeadScores> heads = new ArrayList<>();
        for (int i = 0; i < predicted.size(); i++) {
            heads.add(HeadScores.of(c.heads().get(i), predictedEnds.get(i), trainedEnds.get(i)));
        }
        ModelLoss losses =
                new ModelLoss(tf, targets, sampleWeights, ModelLoss.penalties(tf, network.weights(), variables));
        ModelLoss.Total train = losses.of(trained, trainedEnds, pass.losses(), heads, Loss::perTrainingSample);
        ModelLoss.Total test = losses.of(predicted, predictedEnds, addedInTest, heads, Loss::perSample);
        return new Forward.Training(
                targetPorts,
                VariableOps.name(tf.withName("train_loss").identity(train.loss())),
                VariableOps.names(ends("train_score", train.scores())),
                VariableOps.name(tf.withName("test_loss").identity(test.loss())),
                VariableOps.names(ends("test_score", test.scores())),
                states(pass),
                heads);
    }

    /** One more target: the weights of the samples for one output. */
    private Operand<TFloat32> sampleWeights(int output, List<Program.Port> targetPorts) {
        Shape shape = Shape.of(-1);
        Operand<TFloat32> weights = floats("sample_weight." + output, shape);
        targetPorts.add(new Program.Port(
                network.outputNames().get(output) + " sample weight", VariableOps.name(weights), shape));
        return weights;
    }

    private List<OutputEnd> outputEnds(List<Operand<TFloat32>> outputs) {
        return outputs.stream().map(output -> OutputEnd.of(tf, output)).toList();
    }

    /** What the layers want their states to be after the step; several updates of one weight follow one another. */
    private List<Program.Port> states(Call pass) {
        Map<Weight, Operand<TFloat32>> next = new LinkedHashMap<>();
        for (Call.Update update : pass.updates()) {
            Operand<TFloat32> before = next.getOrDefault(update.weight(), variables.value(update.weight()));
            next.put(update.weight(), update.next().apply(before));
        }
        List<Program.Port> states = new ArrayList<>();
        next.forEach((weight, value) -> {
            String path = variables.path(weight);
            Operand<TFloat32> end =
                    tf.withName("next." + VariableOps.dotted(path)).identity(value);
            states.add(new Program.Port(path, VariableOps.name(end), weight.shape()));
        });
        return states;
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
                    names.get(i),
                    VariableOps.name(operands.get(i)),
                    tensors.get(i).shape()));
        }
        return ports;
    }
}
