package polyview.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polyview.data.FloatArray;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Sensitivity;

/**
 * What is explained: one number of a model's output for each sample.
 *
 * <p>Without more words it is the logit of the predicted class, of the only output. With K classes that is the largest of K; where one
 * number decides between two classes by a sigmoid, it is that number for class 1, and its negative for class 0. Where an output holds
 * numbers, as in a regression, one must be asked for, if there are several.
 *
 * <pre>{@code
 * new Occlusion(8).explain(Decision.of(model).ofClass(1).probabilities(), List.of(left, right))
 * }</pre>
 *
 * <p>Refused: {@code the model has outputs [kind, angle]: say which with output("kind")}; {@code class must lie in [0, 4), got 4}; {@code
 * output pose holds 3 numbers: say which with ofClass(0)}; {@code classes must be one, or one for each of the 10 samples, got 3}; what
 * {@link Sensitivity} refuses.
 *
 * @param model the model, which stays as it is
 * @param output the name of the output, or an empty string for the only one
 * @param classes the class, or number, to explain: one for all samples, one for each, or none for the predicted ones
 * @param score which number of a class is explained
 * @param channelViews the inputs of {@code (H, W, C)} whose channels are views of their own
 * @param weights values of weights, by path, in place of the model's
 */
public record Decision(
        Model model,
        String output,
        List<Integer> classes,
        Score score,
        Set<String> channelViews,
        Map<String, FloatArray> weights) {

    /** Which number of a class is explained. */
    public enum Score {
        /** What goes into the softmax or sigmoid; the output as it is where nothing tells that there is one. */
        LOGIT,
        /** Log odds of the class against all others. */
        LOG_ODDS,
        /** The probability. */
        PROBABILITY
    }

    /** Copies the collections. */
    public Decision {
        classes = List.copyOf(classes);
        channelViews = Set.copyOf(channelViews);
        weights = Map.copyOf(weights);
    }

    /** The logit of the predicted class of the only output. */
    public static Decision of(Model model) {
        return new Decision(model, "", List.of(), Score.LOGIT, Set.of(), Map.of());
    }

    /** The same of another output. */
    public Decision output(String name) {
        return new Decision(model, name, classes, score, channelViews, weights);
    }

    /** The same of this class or number, or one for each sample; without any, of the predicted ones. */
    public Decision ofClass(int... some) {
        return new Decision(model, output, Arrays.stream(some).boxed().toList(), score, channelViews, weights);
    }

    /** The same of probabilities: they saturate near 0 and 1, where logits do not. */
    public Decision probabilities() {
        return new Decision(model, output, classes, Score.PROBABILITY, channelViews, weights);
    }

    /**
     * The same of the log odds of a class against all others, {@code z_c - log sum_k exp(z_k)} over k other than c: what says how sure a
     * softmax is, where a single logit says nothing without the others. For a sigmoid it is the logit.
     */
    public Decision logOdds() {
        return new Decision(model, output, classes, Score.LOG_ODDS, channelViews, weights);
    }

    /** The channels of these inputs are views, as {@code MadeBulbs.dataset()} gives them, and not colours of one. */
    public Decision channelsAsViews(String... inputs) {
        return new Decision(model, output, classes, score, Set.of(inputs), weights);
    }

    /** The same with other values of some weights; the model keeps its own. */
    public Decision withWeights(Map<String, FloatArray> values) {
        return new Decision(model, output, classes, score, channelViews, values);
    }

    /** The names of the model's inputs. */
    List<String> inputNames() {
        return names(model.engine().program().inputs());
    }

    private static List<String> names(List<Program.Port> ports) {
        return ports.stream().map(Program.Port::name).toList();
    }

    /** What is asked of the model. */
    Sensitivity.Wanted wanted() {
        List<String> outputs = names(model.engine().program().outputs());
        if (output.isEmpty() && outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "the model has outputs " + outputs + ": say which with output(\"" + outputs.get(0) + "\")");
        }
        return new Sensitivity.Wanted(
                output.isEmpty() ? outputs.get(0) : output, score == Score.PROBABILITY, List.of(), List.of(), weights);
    }
}
