package polyview.models;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import polyview.base.Shapes;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.TargetRange;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.metrics.MetricSpec;
import polyview.metrics.Scores;

/**
 * A compiled model as data: TensorFlow's graph, and the names of its ends.
 *
 * <p>Everything that runs, runs from a program; none of the layers is needed any more. It is written to a file or serialized, as what
 * the file holds. The graph holds no values: the first
 * weights are drawn when an {@link Engine} is started with a seed.
 *
 * @param graphDef the graph, as TensorFlow's GraphDef
 * @param inputs what is fed, in the order of the model's inputs
 * @param outputs what the model puts out in prediction
 * @param variables the weights, and what the optimizer keeps
 * @param initialise the op that gives every variable its first value
 * @param seed the scalar that decides everything random
 * @param step the scalar that counts training steps from 0
 * @param precision what it computes with, where the machine gains by it
 * @param training what compile added; empty for a model that only predicts
 */
public record Program(
        byte[] graphDef,
        List<Port> inputs,
        List<Port> outputs,
        List<Variable> variables,
        String initialise,
        String seed,
        String step,
        Precision precision,
        Optional<Training> training)
        implements Serializable {

    /** What travels where a program is serialized: the lines and the graph of its file. */
    private record Sent(String lines, byte[] graph) implements Serializable {

        private Object readResolve() {
            return ProgramText.read(lines, graph).program();
        }
    }

    private Object writeReplace() {
        return new Sent(ProgramText.write(this, 0), graphDef);
    }

    /**
     * A tensor that goes in or comes out.
     *
     * @param name as the user knows it
     * @param tensor as the graph knows it
     * @param shape batch dimension first
     */
    public record Port(String name, String tensor, Shape shape) {}

    /**
     * Something that keeps its value from step to step.
     *
     * @param path such as {@code conv2d/kernel}
     * @param shape every dimension known
     * @param tensor what reads it
     * @param fed what a new value is fed to
     * @param assign the op that stores the fed value
     * @param role what it is for
     */
    public record Variable(String path, Shape shape, String tensor, String fed, String assign, Role role) {}

    /** What a variable is for. */
    public enum Role {
        /** A weight that training changes. */
        TRAINABLE,
        /** A weight that no gradient changes: fixed, or a moving average. */
        FIXED,
        /** What the optimizer keeps for a weight. */
        OPTIMIZER
    }

    /**
     * What compile adds to a model.
     *
     * @param learningRate the scalar to feed
     * @param firstLearningRate its value to begin with
     * @param optimizer name and settings, as reports show it; the graph holds what it does
     * @param heads one for each output
     * @param targets what the outputs are to become, and behind these the weights of samples where a loss has them
     * @param trainLoss the loss of a training step
     * @param trainScores what metrics see in a training step, one for each output
     * @param trainStep the op that does a training step
     * @param allFinite the op that fails where a weight, or what the optimizer keeps, is not finite
     * @param testLoss the loss as evaluation sees it
     * @param testScores what metrics see in evaluation, one for each output
     * @param gradients by the paths of the weights that training changes: fetched, the gradients of a batch; fed, what the
     *     training step changes the weights by
     * @param states by the paths of weights that follow the batches without a gradient, such as moving means: fetched, what a
     *     batch makes of them; fed, what the training step sets them to
     */
    public record Training(
            String learningRate,
            double firstLearningRate,
            String optimizer,
            List<HeadSpec> heads,
            List<Port> targets,
            String trainLoss,
            List<String> trainScores,
            String trainStep,
            String allFinite,
            String testLoss,
            List<String> testScores,
            List<Port> gradients,
            List<Port> states) {

        /** Which way is better, for each column of an evaluation: {@code {loss=false, accuracy=true}}, loss first. */
        public Map<String, Boolean> higherIsBetter() {
            Map<String, Boolean> columns = new LinkedHashMap<>(Map.of("loss", false));
            metrics().forEach((column, metric) -> columns.put(column, metric.higherIsBetter()));
            return Collections.unmodifiableMap(columns);
        }

        /** The metric of each column of an evaluation; the loss is none. */
        public Map<String, MetricSpec> metrics() {
            Map<String, MetricSpec> columns = new LinkedHashMap<>();
            for (HeadSpec head : heads) {
                head.metrics().forEach(metric -> columns.put(column(head, metric.name()), metric));
            }
            return Collections.unmodifiableMap(columns);
        }

        /**
         * What the loss of a batch is a mean over: its samples or, of one output whose loss leaves out positions, the positions that
         * count. Means of several batches are weighted by it.
         */
        public double lossWeight(Batch batch) {
            return Totals.lossWeight(heads, batch);
        }

        /** What a target may be; behind those of the heads come the weights of samples. */
        TargetRange rangeOfTarget(int index) {
            return index < heads.size() ? heads.get(index).targets() : TargetRange.sampleWeight();
        }

        /** The column of a metric: with several outputs, the output's name is in front. */
        String column(HeadSpec head, String metric) {
            return column(heads.size(), head.output(), metric);
        }

        static String column(int heads, String output, String metric) {
            return heads == 1 ? metric : output + "_" + metric;
        }
    }

    /**
     * What one output is trained for, as data.
     *
     * @param output its name
     * @param loss name and settings, as reports show it; the graph holds what it does
     * @param task what the targets are
     * @param weight of the loss in the sum
     * @param scores what the numbers are that metrics are computed from
     * @param predicted what the numbers are that {@code predict} gives
     * @param targets which targets are taken
     * @param metrics in the order of the columns
     */
    public record HeadSpec(
            String output,
            String loss,
            Task task,
            double weight,
            ScoreForm scores,
            ScoreForm predicted,
            TargetRange targets,
            List<MetricSpec> metrics) {

        /** What a step gave, for metrics. */
        public Scores ofStep(FloatArray values) {
            return new Scores(values, scores, predicted, task);
        }

        /** What metrics see: the scores of the positions that count, and their targets. */
        CountedTargets counted(Scores all, FloatArray allTargets) {
            return CountedTargets.of(targets, all, allTargets);
        }

        /**
         * Takes what {@code predict} gave for a batch into a tally: of the positions that count, see {@link
         * polyview.losses.Loss#ignoring}, in the form that the metric wants.
         */
        public void tally(Metric metric, Metric.Tally tally, FloatArray prediction, FloatArray allTargets) {
            CountedTargets seen = counted(ofPrediction(prediction), allTargets);
            tally.add(seen.scores().as(metric.wants()), seen.targets());
        }

        /** What {@code predict} gave, for metrics. */
        public Scores ofPrediction(FloatArray values) {
            return new Scores(values, predicted, predicted, task);
        }
    }

    /** The same program, computing with another precision. */
    public Program with(Precision other) {
        return new Program(graphDef, inputs, outputs, variables, initialise, seed, step, other, training);
    }

    /** The number of values in all weights, fixed ones too; what the optimizer keeps is left out. */
    public long parameters() {
        return variables.stream()
                .filter(v -> v.role() != Role.OPTIMIZER)
                .mapToLong(v -> v.shape().size())
                .sum();
    }

    /**
     * A SHA-256 of the program, 64 hexadecimal digits: the same for a model built the same way, in whatever process, and
     * another one where a layer, an option, a loss, the optimizer or one of its numbers is another.
     */
    public String fingerprint() {
        return ProgramFingerprint.of(this);
    }

    /**
     * Writes the program to a file, without weights: {@link #read} in another process gives the same program, which trains there
     * to the same bits from the same seed, with none of the classes of layers, losses, metrics and optimizers.
     *
     * <p>A metric of your own is known there only where {@link polyview.metrics.Metrics#add} was told of it; see {@link
     * Engine#Engine(Program, long)}.
     *
     * <pre>{@code
     * model.engine().program().write(Path.of("pairs.program"));
     * try (var engine = new Engine(Program.read(Path.of("pairs.program")), 7)) {   // in another process
     *     engine.trainOnBatch(batch);
     * }
     * }</pre>
     */
    public void write(Path file) {
        ProgramFile.write(file, this);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * <p>A program runs what is in it: read only what comes from someone you trust. Refused with an {@link
     * java.io.UncheckedIOException}: {@code cannot read a.program: it is not a model saved by Polyview}, other versions, and
     * what is damaged.
     */
    public static Program read(Path file) {
        return ProgramFile.readProgram(file);
    }

    /** What compile added; refused: {@code the model is not compiled: call compile before training or evaluating it}. */
    Training requireTraining() {
        return training.orElseThrow(() ->
                new IllegalStateException("the model is not compiled: call compile before training or evaluating it"));
    }

    /** The same program with another graph, which has the same ends. */
    Program withGraph(GraphDef graph) {
        return new Program(
                graph.toByteArray(), inputs, outputs, variables, initialise, seed, step, precision, training);
    }

    /** The names in the graph of everything that is used. */
    Set<String> allEnds() {
        Set<String> all = new LinkedHashSet<>(ends());
        training.ifPresent(t -> {
            t.targets().forEach(port -> all.add(port.tensor()));
            t.gradients().forEach(port -> all.add(port.tensor()));
            t.states().forEach(port -> all.add(port.tensor()));
            all.addAll(List.of(t.learningRate(), t.trainLoss(), t.trainStep(), t.allFinite(), t.testLoss()));
            all.addAll(t.trainScores());
            all.addAll(t.testScores());
        });
        return all;
    }

    /** The names in the graph of everything that prediction uses. */
    List<String> ends() {
        List<String> ends = new ArrayList<>(List.of(initialise, seed, step));
        inputs.forEach(port -> ends.add(port.tensor()));
        outputs.forEach(port -> ends.add(port.tensor()));
        variables.forEach(v -> ends.addAll(List.of(v.tensor(), v.fed(), v.assign())));
        return ends;
    }

    /** The ends that a user knows, in one line. */
    @Override
    public String toString() {
        return "Program " + text(inputs) + " -> " + text(outputs) + ", " + Shapes.count(variables.size(), "variable")
                + ", graph of " + Shapes.count(graphDef.length, "byte")
                + (training.isPresent() ? ", trains" : ", predicts only");
    }

    private static List<String> text(List<Port> ports) {
        return ports.stream().map(p -> p.name() + " " + Shapes.text(p.shape())).toList();
    }
}
