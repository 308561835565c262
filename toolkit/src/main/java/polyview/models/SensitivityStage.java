package polyview.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/** The program of a {@link Sensitivity}: a prediction, and behind it gradients of its scores. */
final class SensitivityStage {

    static {
        Startup.begin();
    }

    private static final Pattern WITHOUT_GRADIENT = Pattern.compile("No gradient defined for op: (\\w+)");

    /**
     * A program.
     *
     * @param program the model's inputs and the weights of the scores; scores, gradients by inputs, features, gradients by these
     * @param inputs by how many inputs gradients are taken
     * @param size the number of scores of a sample
     */
    record Made(Program program, int inputs, int size, ScoreForm form, Task task) {}

    private final Graph graph;
    private final Ops tf;
    private final String output;

    private SensitivityStage(Graph graph, String output) {
        this.graph = graph;
        this.tf = GraphScope.ops(graph);
        this.output = output;
    }

    static Made of(Network network, Program compiled, Sensitivity.Wanted wanted) {
        int index = network.outputNames().indexOf(wanted.output());
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no output named " + wanted.output() + "; there are " + network.outputNames());
        }
        try (Graph graph = new Graph()) {
            ForwardStage.Sensed sensed =
                    new ForwardStage(network, graph).sensed(index, compiled, wanted.probabilities(), wanted.uses());
            List<Program.Port> by = new ArrayList<>();
            wanted.inputs().forEach(name -> by.add(port(sensed.forward().inputs(), name)));
            by.addAll(sensed.features());
            SensitivityStage stage = new SensitivityStage(graph, wanted.output());
            List<Program.Port> gradients = stage.gradients(sensed.total(), by);
            List<Program.Port> outputs = new ArrayList<>(sensed.forward().outputs());
            outputs.addAll(gradients.subList(0, wanted.inputs().size()));
            outputs.addAll(stage.ends(sensed.features()));
            outputs.addAll(gradients.subList(wanted.inputs().size(), gradients.size()));
            Program program = Compiler.finished(graph, sensed.forward().with(outputs), Precision.FLOAT32);
            int size = Math.toIntExact(sensed.forward().outputs().get(0).shape().get(1));
            return new Made(
                    program,
                    wanted.inputs().size(),
                    size,
                    sensed.scores().form(),
                    sensed.scores().task());
        }
    }

    private static Program.Port port(List<Program.Port> ports, String name) {
        return ports.stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = ports.stream().map(Program.Port::name).toList();
                    // The last one is no input of the model but the weights of the scores.
                    return new IllegalArgumentException(
                            "no input named " + name + "; there are " + names.subList(0, names.size() - 1));
                });
    }

    /** TensorFlow refuses to fetch what is fed, and to fetch one tensor twice. */
    private List<Program.Port> ends(List<Program.Port> ports) {
        List<Program.Port> ends = new ArrayList<>();
        for (Program.Port port : ports) {
            Operand<TFloat32> end =
                    tf.withName("seen." + ends.size()).identity(GradientStage.output(graph, port.tensor()));
            ends.add(new Program.Port(port.name(), VariableOps.name(end), port.shape()));
        }
        return ends;
    }

    /** A gradient for each, zeros where nothing leads to the scores. */
    private List<Program.Port> gradients(String total, List<Program.Port> by) {
        Map<String, NodeDef> defs = new HashMap<>();
        graph.toGraphDef().getNodeList().forEach(node -> defs.put(node.getName(), node));
        Set<String> before = LayerUses.ancestors(defs, total);
        List<Program.Port> reached =
                by.stream().filter(port -> before.contains(port.tensor())).toList();
        Map<String, Operand<TFloat32>> found = new HashMap<>();
        Output<TFloat32> of = GradientStage.output(graph, total);
        if (!reached.isEmpty()) {
            Output<?>[] together = together(of, reached);
            for (int i = 0; i < reached.size(); i++) {
                found.put(reached.get(i).tensor(), together[i].expect(TFloat32.class));
            }
        }
        Ops after = GraphScope.ops(graph);
        List<Program.Port> ends = new ArrayList<>();
        for (Program.Port port : by) {
            Operand<TFloat32> gradient =
                    found.getOrDefault(port.tensor(), after.zerosLike(GradientStage.output(graph, port.tensor())));
            Operand<TFloat32> end = after.withName("gradient." + ends.size()).identity(gradient);
            ends.add(new Program.Port(port.name(), VariableOps.name(end), port.shape()));
        }
        return ends;
    }

    private Output<?>[] together(Output<TFloat32> of, List<Program.Port> reached) {
        Output<?>[] x = reached.stream()
                .map(port -> GradientStage.output(graph, port.tensor()))
                .toArray(Output<?>[]::new);
        try {
            Output<?>[] found = graph.addGradients(of, x);
            for (int i = 0; i < found.length; i++) {
                // Where a path leads to the output but no gradient comes back, as through a comparison.
                if (found[i] == null || found[i].isClosed()) {
                    throw new IllegalArgumentException("no gradient of output " + output + " reaches "
                            + reached.get(i).name());
                }
            }
            return found;
        } catch (TensorFlowException e) {
            Matcher op = WITHOUT_GRADIENT.matcher(String.valueOf(e.getMessage()));
            if (op.find()) {
                throw new IllegalArgumentException(
                        "TensorFlow has no gradient for op " + op.group(1) + ", which stands between "
                                + reached.stream().map(Program.Port::name).toList() + " and output " + output,
                        e);
            }
            throw e;
        }
    }
}
