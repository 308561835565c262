package polyview.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Checks;
import polyview.base.Settings;
import polyview.base.Startup;
import polyview.losses.Loss;
import polyview.losses.TargetRange;
import polyview.metrics.Metric;
import polyview.metrics.MetricSpec;
import polyview.optimizers.Optimizer;

/**
 * The stage of a compile that changes the weights.
 *
 * <p>Variables change in place, so nothing may change before everything that reads the old values is done. One op, {@code
 * all_read}, waits for all that reads; the ends of the gradients wait for it; a second op, {@code all_given}, waits for what
 * comes out of these ends, and all that changes waits for it. So the number of edges grows with the number of weights, and
 * where gradients are fed into their ends, nothing of the network has to run. What is not finite fails before {@code
 * all_given}, so that no weight takes it; see {@link Finite}.
 */
final class UpdateStage {

    static {
        Startup.begin();
    }

    private static final String UPDATE = "update";

    private final Graph graph;
    private final Ops tf;
    private final Forward forward;
    private final Slots slots;

    /** Made when the gradients are in the graph. */
    UpdateStage(Graph graph, Ops tf, Forward forward) {
        this.graph = graph;
        this.tf = tf;
        this.forward = forward;
        this.slots = new Slots(tf);
    }

    /** A value that a variable follows: its gradient, or what it is to become. */
    private record Given(
            Program.Variable variable, Operand<TFloat32> variableOperand, Program.Port end, Operand<TFloat32> value) {}

    /** Adds the ops, and tells the ends of the training. */
    Program.Training add(Compilation c, List<Forward.Held> learned, List<Operand<TFloat32>> gradients) {
        Forward.Training t = forward.training().orElseThrow();
        double firstRate = Checks.requirePositive(
                "learningRate of optimizer " + c.optimizer().name(),
                c.optimizer().learningRate());
        Operand<TFloat32> rate =
                tf.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        Ops afterReading = tf.withControlDependencies(List.of(allRead(t, gradients)));
        List<Given> changes = new ArrayList<>();
        for (int i = 0; i < learned.size(); i++) {
            changes.add(given(afterReading, "gradient.", learned.get(i).variable(), gradients.get(i)));
        }
        List<Given> states = new ArrayList<>();
        Map<String, Program.Variable> variables = new HashMap<>();
        forward.weights().forEach(held -> variables.put(held.variable().path(), held.variable()));
        for (Program.Port next : t.states()) {
            states.add(given(afterReading, "state.", variables.get(next.name()), node(next.tensor())));
        }
        List<Op> received = new ArrayList<>();
        changes.forEach(g -> received.add(g.value()));
        states.forEach(g -> received.add(g.value()));
        Op allGiven = tf.withControlDependencies(received).withName("all_given").noOp();
        Ops update = tf.withSubScope(UPDATE).withControlDependencies(List.of(allGiven));
        List<Op> done = new ArrayList<>(List.of(allGiven));
        done.addAll(optimize(c.optimizer(), update, rate, changes));
        states.forEach(g -> done.add(update.assign(g.variableOperand(), g.value())));
        Op step = tf.withControlDependencies(done).withName("train_step").noOp();
        return new Program.Training(
                VariableOps.name(rate),
                firstRate,
                Settings.text(c.optimizer().name(), c.optimizer().settings()),
                heads(c),
                t.targets(),
                t.trainLoss(),
                t.trainScores(),
                VariableOps.name(step),
                allFinite(),
                t.testLoss(),
                t.testScores(),
                changes.stream().map(Given::end).toList(),
                states.stream().map(Given::end).toList());
    }

    private List<Program.HeadSpec> heads(Compilation c) {
        List<Program.HeadSpec> specs = new ArrayList<>();
        for (int i = 0; i < c.heads().size(); i++) {
            HeadScores scores = forward.training().orElseThrow().heads().get(i);
            Head head = scores.head();
            Loss loss = head.loss();
            Shape output = forward.outputs().get(i).shape();
            TargetRange range = loss.targets(output);
            head.metrics().forEach(metric -> {
                metric.checkOutput(loss, output);
                requireWhole(range, metric);
            });
            specs.add(new Program.HeadSpec(
                    head.output(),
                    Settings.text(loss.name(), loss.settings()),
                    loss.task(),
                    head.weight(),
                    scores.form(),
                    scores.output(),
                    range,
                    head.metrics().stream().map(MetricSpec::of).toList()));
        }
        return specs;
    }

    /** A metric of the order has no meaning where samples are left out. */
    private static void requireWhole(TargetRange range, Metric metric) {
        if (metric.dependsOnOrder() && range.ignored().isPresent()) {
            throw new IllegalArgumentException(metric.name()
                    + " needs all samples in their order, and the loss leaves out those with target "
                    + range.ignored().get());
        }
    }

    /** What the optimizer keeps. */
    List<VariableOps.Made> slots() {
        return slots.all();
    }

    private String allFinite() {
        Map<Program.Variable, Operand<TFloat32>> weights = new LinkedHashMap<>();
        forward.weights()
                .forEach(held ->
                        weights.put(held.variable(), node(held.variable().tensor())));
        return Finite.addAll(tf, slots.all(), weights);
    }

    private Op allRead(Forward.Training t, List<Operand<TFloat32>> gradients) {
        List<Op> reads = new ArrayList<>(gradients);
        t.states().forEach(next -> reads.add(node(next.tensor())));
        reads.add(Finite.checked(tf, "finite_loss", node(t.trainLoss())));
        t.trainScores().forEach(scores -> reads.add(node(scores)));
        return tf.withControlDependencies(reads).withName("all_read").noOp();
    }

    /** The end that is fetched or fed, and behind it what is computed with. */
    private Given given(Ops afterReading, String kind, Program.Variable variable, Operand<TFloat32> value) {
        String name = VariableOps.dotted(variable.path());
        Operand<TFloat32> end = afterReading.withName(kind + name).identity(value);
        Operand<TFloat32> received = end.shape().equals(variable.shape())
                ? end
                : tf.withName("shaped." + name).ensureShape(end, variable.shape());
        Program.Port port = new Program.Port(variable.path(), VariableOps.name(end), variable.shape());
        // The check is no identity: TensorFlow's optimizer takes identities away, and what waits for this op would then
        // wait
        // for the network itself where the end is fed.
        return new Given(variable, node(variable.tensor()), port, Finite.checked(tf, "given." + name, received));
    }

    private List<Op> optimize(Optimizer optimizer, Ops update, Operand<TFloat32> rate, List<Given> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Operand<TInt64> step = graph.operation(forward.step()).<TInt64>output(0);
        Operand<TInt64> count = tf.math.add(step, tf.constant(1L));
        Operand<TFloat32> number = tf.dtypes.cast(count, TFloat32.class);
        List<Optimizer.Change> seen = changes.stream()
                .map(g -> new Optimizer.Change(
                        g.variable().path(), g.variableOperand(), g.value(), name -> slots.of(g.variable(), name)))
                .toList();
        List<Op> done = optimizer.apply(new Optimizer.Step(update, rate, number, count, seen));
        if (done == null || done.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    "optimizer " + optimizer.name() + " must give the ops that change the weights, got " + done);
        }
        Set<String> changed = ChangedWeights.by(done, UPDATE);
        for (Given g : changes) {
            if (!changed.contains(g.variable().tensor())) {
                throw new IllegalArgumentException("optimizer " + optimizer.name() + " never changes weight "
                        + g.variable().path() + ": what apply gives must hold, or lead to, an op that changes it, as"
                        + " applyGradientDescent or assign");
            }
        }
        return done;
    }

    private Operand<TFloat32> node(String name) {
        return GradientStage.output(graph, name);
    }
}
