package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.layers.Layer;

/**
 * Turns a network, and what compile was told, into a {@link Program}, in stages: {@link ForwardStage}, {@link RuleStage},
 * {@link GradientStage}, {@link UpdateStage}.
 */
final class Compiler {

    static {
        Startup.begin();
    }

    private Compiler() {}

    static Program compile(
            Network network, Optional<Compilation> compilation, List<GraphRule> rules, Precision precision) {
        try (Graph graph = new Graph()) {
            return ruled(graph, new ForwardStage(network, graph).outputs(compilation), compilation, rules)
                    .with(precision);
        }
    }

    /** A program whose outputs are those of one layer in prediction, one for each application. */
    static Program features(Network network, String name, Layer layer) {
        try (Graph graph = new Graph()) {
            return finished(graph, new ForwardStage(network, graph).features(name, layer), Optional.empty());
        }
    }

    private static Program ruled(
            Graph graph, Forward forward, Optional<Compilation> compilation, List<GraphRule> rules) {
        if (rules.isEmpty()) {
            return finished(graph, forward, compilation);
        }
        try (Graph rewritten = RuleStage.rewritten(graph, forward.ends(), rules)) {
            return finished(rewritten, forward, compilation);
        }
    }

    private static Program finished(Graph graph, Forward forward, Optional<Compilation> compilation) {
        List<Program.Variable> variables = new ArrayList<>();
        List<Op> initial = new ArrayList<>();
        for (Forward.Held held : forward.weights()) {
            variables.add(held.variable());
            initial.add(GradientStage.output(graph, held.initial()));
        }
        List<Forward.Held> learned = forward.training().isEmpty() ? List.of() : forward.learned();
        List<Operand<TFloat32>> gradients = forward.training()
                .map(t -> GradientStage.add(graph, t.trainLoss(), learned))
                .orElse(List.of());
        Ops tf = GraphScope.ops(graph);
        Optional<Program.Training> training = Optional.empty();
        if (compilation.isPresent()) {
            UpdateStage update = new UpdateStage(graph, tf, forward);
            training = Optional.of(update.add(compilation.get(), learned, gradients));
            for (VariableOps.Made slot : update.slots()) {
                variables.add(slot.variable());
                initial.add(GradientStage.output(graph, slot.initial()));
            }
        }
        requireOwnPaths(variables);
        Op initialise =
                tf.withControlDependencies(initial).withName("initialise").noOp();
        // The last thing to do: whatever joins the graph later is not in the program.
        return new Program(
                graph.toGraphDef().toByteArray(),
                forward.inputs(),
                forward.outputs(),
                variables,
                VariableOps.name(initialise),
                forward.seed(),
                forward.step(),
                Precision.FLOAT32,
                training);
    }

    /** A file of weights keeps each under its path. */
    private static void requireOwnPaths(List<Program.Variable> variables) {
        Set<String> taken = new HashSet<>();
        for (Program.Variable variable : variables) {
            if (!taken.add(variable.path())) {
                String second = variable.role() == Program.Role.OPTIMIZER ? "what the optimizer keeps" : "a weight";
                throw new IllegalArgumentException("path " + variable.path() + " belongs to a weight and to " + second
                        + ": give the layer, its part or the weight another name");
            }
        }
    }
}
