package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * The numbers of one output of a model in prediction, and their gradients with respect to the images that go in and to what layers give:
 * what explanations are made of.
 *
 * <p>For weights {@code w} of {@code (N, K)}, the gradients are those of {@code sum_nk w[n, k] s[n, k]} over the scores s; samples do
 * not depend on one another in prediction, so that row n has the gradient of sample n. Nothing of the model changes; a graph of its own
 * is built, with the weights of the moment or those that are given, and freed by {@link #close()}.
 *
 * <p>Scores are logits where these are known: what goes into a softmax or sigmoid at the end, or what the loss of compile takes for
 * logits. Otherwise they are the output as it is, as {@link #form()} tells.
 *
 * <p>Refused: {@code no output named dens; there are [dense]}; an output of more axes ({@code scores are (N) or (N, K), output mask is (N,
 * 64, 64, 1): make numbers of its pixels, by a GlobalAveragePooling2D behind model.asLayer(), and explain that model}); probabilities where they are not known ({@code it is not known whether output dense holds logits or probabilities:
 * compile the model with a loss that tells, or end it in a softmax or a sigmoid}); an op without a gradient ({@code TensorFlow has no
 * gradient for op Floor, which stands between input left and output dense}).
 *
 * <pre>{@code
 * try (var s = Sensitivity.of(model, Sensitivity.Wanted.of("dense").byInputs("left", "right"))) {
 *     s.at(List.of(left, right), FloatArray.of(new float[] {0, 1}, 1, 2)).byInputs().get(0)   // of the second logit, by left
 * }
 * }</pre>
 */
public final class Sensitivity implements AutoCloseable {

    static {
        Startup.begin();
    }

    /**
     * What is asked of a model.
     *
     * @param output whose numbers
     * @param probabilities whether these are to be probabilities, and not logits
     * @param inputs the inputs by which gradients are taken, by name
     * @param uses the applications of layers whose outputs are given, with the gradients by them
     * @param weights values of weights, by path, in place of the model's
     */
    public record Wanted(
            String output,
            boolean probabilities,
            List<String> inputs,
            List<LayerUse> uses,
            Map<String, FloatArray> weights) {

        /** Copies lists and map. */
        public Wanted {
            inputs = List.copyOf(inputs);
            uses = List.copyOf(uses);
            weights = Map.copyOf(weights);
        }

        /** The logits of an output, without gradients. */
        public static Wanted of(String output) {
            return new Wanted(output, false, List.of(), List.of(), Map.of());
        }

        /** The same with gradients by these inputs. */
        public Wanted byInputs(String... names) {
            return new Wanted(output, probabilities, List.of(names), uses, weights);
        }

        /** The same with gradients by what layers give. */
        public Wanted byUses(LayerUse... some) {
            return new Wanted(output, probabilities, inputs, List.of(some), weights);
        }

        /** The same of probabilities. */
        public Wanted ofProbabilities() {
            return new Wanted(output, true, inputs, uses, weights);
        }

        /** The same with other values of some weights. */
        public Wanted withWeights(Map<String, FloatArray> values) {
            return new Wanted(output, probabilities, inputs, uses, values);
        }
    }

    /**
     * Scores and gradients at some inputs.
     *
     * @param scores {@code (N, K)}
     * @param byInputs a gradient for each input that was asked for, in its shape
     * @param features what each of the layers gives
     * @param byFeatures the gradient by each of these, in its shape
     */
    public record At(
            FloatArray scores, List<FloatArray> byInputs, List<FloatArray> features, List<FloatArray> byFeatures) {}

    private final RunningProgram running;
    private final SensitivityStage.Made made;

    private Sensitivity(RunningProgram running, SensitivityStage.Made made) {
        this.running = running;
        this.made = made;
    }

    /** Builds it for a model, which stays as it is. */
    public static Sensitivity of(Model model, Wanted wanted) {
        Network network = model.life().network();
        Engine engine = model.engine();
        SensitivityStage.Made made = SensitivityStage.of(network, engine.program(), wanted);
        RunningProgram running = new RunningProgram(made.program(), engine.seed());
        try {
            WeightValues.write(running, engine.weights());
            WeightValues.write(running, wanted.weights());
            return new Sensitivity(running, made);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** The number K of scores of a sample. */
    public int size() {
        return made.size();
    }

    /** What the scores are. */
    public ScoreForm form() {
        return made.form();
    }

    /** What the output was trained for; of a model that is not compiled what its last op tells, numbers where that is nothing. */
    public Task task() {
        return made.task();
    }

    /** The scores at these inputs, {@code (N, K)}: one array for each input of the model. */
    public FloatArray scores(List<FloatArray> inputs) {
        return running.reading(() -> run(inputs, FloatArray.zeros(Shape.of(0, size())), 1))
                .get(0);
    }

    /** Scores and gradients at these inputs, for weights {@code (N, K)} of the scores; refused: weights of another shape. */
    public At at(List<FloatArray> inputs, FloatArray weights) {
        int samples = inputs.isEmpty() ? 0 : inputs.get(0).size(0);
        if (weights.shape().numDimensions() != 2 || weights.size(0) != samples || weights.size(1) != size()) {
            throw new IllegalArgumentException(
                    "weights must have the shape [" + samples + ", " + size() + "], got " + weights.shape());
        }
        List<FloatArray> all = running.reading(
                () -> run(inputs, weights, made.program().outputs().size()));
        int behindInputs = 1 + made.inputs();
        int uses = (all.size() - behindInputs) / 2;
        return new At(
                all.get(0),
                all.subList(1, behindInputs),
                all.subList(behindInputs, behindInputs + uses),
                all.subList(behindInputs + uses, all.size()));
    }

    private List<FloatArray> run(List<FloatArray> inputs, FloatArray weights, int fetches) {
        Program program = made.program();
        List<Program.Port> ports = program.inputs().subList(0, program.inputs().size() - 1);
        Feeds.requireCount("input", ports, inputs.size());
        Session.Runner runner = running.runner();
        List<Program.Port> wanted = program.outputs().subList(0, fetches);
        wanted.forEach(port -> runner.fetch(port.tensor()));
        List<FloatArray> fed = new ArrayList<>(inputs);
        fed.add(weights);
        List<FloatArray> found = running.run(runner, feeds -> feeds.arrays("input", program.inputs(), fed));
        Feeds.requireSamples(
                wanted.subList(0, 1), found.subList(0, 1), inputs.get(0).size(0));
        return found;
    }

    /** Frees the native memory; closing twice does nothing more. */
    @Override
    public void close() {
        running.close();
    }
}
