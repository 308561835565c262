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
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.layers.Layer;
import polyview.rules.Fired;
import polyview.rules.Rules;

/**
 * Turns a network, and what compile was told, into a {@link Program}, in stages: {@link ForwardStage}, {@link RuleStage},
 * {@link GradientStage}, {@link UpdateStage}, {@link RuleStage} once more for rules that see the gradients.
 */
final class Compiler {

    static {
        Startup.begin();
    }

    private Compiler() {}

    /** A program, and which rules changed something on the way to it. */
    record Compiled(Program program, List<Fired> fired) {}

    static Compiled compile(Network network, Optional<Compilation> compilation, Rules rules, Precision precision) {
        try (Graph graph = new Graph()) {
            Compiled compiled = ruled(graph, new ForwardStage(network, graph).outputs(compilation), compilation, rules);
            return new Compiled(compiled.program().with(precision), compiled.fired());
        }
    }

    /** A program whose outputs are those of one layer in prediction, one for each application. */
    static Program features(Network network, String name, Layer layer) {
        try (Graph graph = new Graph()) {
            Forward forward = new ForwardStage(network, graph).features(name, layer);
            return finished(graph, forward, Optional.empty(), Rules.none()).program();
        }
    }

    /** A program that predicts what was added to a graph, by no rules. */
    static Program finished(Graph graph, Forward forward, Precision precision) {
        return finished(graph, forward, Optional.empty(), Rules.none())
                .program()
                .with(precision);
    }

    private static Compiled ruled(Graph graph, Forward forward, Optional<Compilation> compilation, Rules rules) {
        RuleStage.Ruled ruled = RuleStage.before(graph.toGraphDef(), forward.ends(), rules);
        Compiled compiled;
        if (ruled.changed()) {
            try (Graph better = new Graph()) {
                better.importGraphDef(ruled.graph());
                compiled = finished(better, forward, compilation, rules);
            }
        } else {
            compiled = finished(graph, forward, compilation, rules);
        }
        List<Fired> fired = new ArrayList<>(ruled.fired());
        fired.addAll(compiled.fired());
        return new Compiled(compiled.program(), List.copyOf(fired));
    }

    private static Compiled finished(Graph graph, Forward forward, Optional<Compilation> compilation, Rules rules) {
        List<Program.Variable> variables = new ArrayList<>();
        List<Op> initial = new ArrayList<>();
        for (Forward.Held held : forward.weights()) {
            variables.add(held.variable());
            initial.add(GradientStage.output(graph, held.variable().assign()));
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
                initial.add(GradientStage.output(graph, slot.variable().assign()));
            }
        }
        requireOwnPaths(variables);
        Op initialise =
                tf.withControlDependencies(initial).withName("initialise").noOp();
        // The last thing to do: whatever joins the graph later is not in the program.
        GraphDef whole = graph.toGraphDef();
        Program program = new Program(
                new byte[0],
                forward.inputs(),
                forward.outputs(),
                variables,
                VariableOps.name(initialise),
                forward.seed(),
                forward.step(),
                Precision.FLOAT32,
                training);
        RuleStage.Ruled ruled = RuleStage.after(NeededNodes.of(whole, program.allEnds()), program.allEnds(), rules);
        return new Compiled(program.withGraph(ruled.graph()), ruled.fired());
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
