package polyview.explain;

import java.util.List;
import polyview.data.FloatArray;
import polyview.models.Model;

/**
 * A way to say which images, and which pixels of them, made a model decide as it did: {@link GradCam}, {@link Occlusion}, {@link
 * IntegratedGradients}, or your own.
 */
@FunctionalInterface
public interface Explainer {

    /**
     * Explains a decision at these samples.
     *
     * @param decision the model, and what of it is explained
     * @param inputs one array {@code (N, ...)} for each input of the model, in its order
     */
    Attribution explain(Decision decision, List<FloatArray> inputs);

    /** The same of the predicted class of a model with one output; see {@link Decision#of}. */
    default Attribution explain(Model model, FloatArray... inputs) {
        return explain(Decision.of(model), List.of(inputs));
    }
}
