package polyview.experiments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.metrics.MetricSpec;
import polyview.models.Engine;
import polyview.models.Model;
import polyview.models.Program;

/**
 * Everything needed to run a variant from any seed, without the user's classes: what a {@link RunTask} is made of.
 *
 * @param program the compiled model
 * @param metrics those of each output
 * @param set the weights that the variant sets itself, by path; all others are drawn from the seed of the run
 */
public record Blueprint(Program program, List<List<Metric>> metrics, Map<String, FloatArray> set) {

    /** Builds the model of a variant, extracts what is needed, and closes it; throws what the variant throws, and refuses a model that is not compiled. */
    public static Blueprint of(Variant variant) {
        try (Model model = variant.model().get()) {
            if (model == null) {
                throw new IllegalStateException("the function of the model gave null");
            }
            Engine engine = model.engine();
            engine.training(); // refuses a model that is not compiled
            return new Blueprint(engine.program(), engine.metrics(), set(engine));
        }
    }

    /** The weights that differ from those that the model's seed gives. */
    private static Map<String, FloatArray> set(Engine engine) {
        Map<String, FloatArray> set = new LinkedHashMap<>();
        try (Engine drawn = new Engine(engine.program(), engine.seed(), engine.metrics())) {
            Map<String, FloatArray> first = drawn.weights();
            engine.weights().forEach((path, value) -> {
                if (!value.equals(first.get(path))) {
                    set.put(path, value);
                }
            });
        }
        return set;
    }

    /** An engine in the state before the first step. */
    Engine start(long seed) {
        Engine engine = new Engine(program, seed, metrics);
        try {
            engine.setWeights(set);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** The loss of each output with its weight in the sum: {@code [meanSquaredError 1.0]}. */
    public List<String> losses() {
        return program.training().orElseThrow().heads().stream()
                .map(head -> head.loss() + " " + head.weight())
                .toList();
    }

    /** The metric of each column of an evaluation. */
    public Map<String, MetricSpec> metricSpecs() {
        return program.training().orElseThrow().metrics();
    }

    /** The scores of an evaluation, loss first, and for each whether higher is better. */
    public Map<String, Boolean> higherIsBetter() {
        return program.training().orElseThrow().higherIsBetter();
    }
}
