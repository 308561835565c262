package polyview.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import polyview.base.Startup;
import polyview.data.FloatArray;
import polyview.models.Engine;
import polyview.models.Model;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether maps depend on what a model has learned: its weights are drawn anew, layer by layer from the output to the inputs, and the maps
 * of each step are compared with those of the trained model. Maps that stay much the same say more about the images than about the model.
 *
 * <p>Compared are the ranks of the pixels of each map (Spearman): 1 for the same order, 0 for orders that have nothing to do with each
 * other. With attributions of both signs read {@code correlation}; {@code correlation of sizes} leaves out the signs, and stays high for
 * what is multiplied with the image, as integrated gradients are, wherever the image is dark. The classes that are explained are those of
 * the trained model in every step. Source: Adebayo et al. 2018, cascading randomization.
 *
 * <p>A map that is the same everywhere has no order: such pairs count as {@code without order}, and in no mean. With random weights
 * Grad-CAM gives maps of zeros where nothing speaks for the class.
 *
 * <pre>{@code
 * SanityCheck.of(new GradCam(), Decision.of(model), List.of(left, right), 7).table()
 * // layer        without order  correlation  correlation of sizes
 * // dense                    0         0.31                  0.31
 * // conv2d_1                 2         0.08                  0.08
 * }</pre>
 *
 * @param steps the layers, from the output to the inputs
 */
public record SanityCheck(List<Step> steps) {

    static {
        Startup.begin();
    }

    /**
     * The maps after one more layer was drawn anew.
     *
     * @param layer the path of the layer
     * @param compared pairs of maps that have an order
     * @param withoutOrder pairs of which a map is the same everywhere
     * @param correlation mean over the pairs compared; empty where there are none
     * @param ofSizes the same without signs
     */
    public record Step(
            String layer, int compared, int withoutOrder, OptionalDouble correlation, OptionalDouble ofSizes) {}

    /** Copies the list. */
    public SanityCheck {
        steps = List.copyOf(steps);
    }

    /**
     * Does the check; the model stays as it is.
     *
     * @param explainer whose maps are looked at
     * @param decision what is explained
     * @param inputs some samples, one array for each input of the model
     * @param seed of the weights that are drawn
     */
    public static SanityCheck of(Explainer explainer, Decision decision, List<FloatArray> inputs, long seed) {
        Attribution trained = explainer.explain(decision, inputs);
        Decision same = decision.ofClass(
                trained.classes().stream().mapToInt(Integer::intValue).toArray());
        Map<String, FloatArray> drawn = drawn(decision.model(), seed);
        List<String> layers = new ArrayList<>(
                drawn.keySet().stream().map(SanityCheck::layer).distinct().toList());
        Collections.reverse(layers);
        Map<String, FloatArray> weights = new LinkedHashMap<>(decision.weights());
        List<Step> steps = new ArrayList<>();
        for (String layer : layers) {
            drawn.forEach((path, value) -> {
                if (layer(path).equals(layer)) {
                    weights.put(path, value);
                }
            });
            steps.add(step(layer, trained, explainer.explain(same.withWeights(weights), inputs)));
        }
        return new SanityCheck(steps);
    }

    private static Map<String, FloatArray> drawn(Model model, long seed) {
        try (Engine fresh =
                new Engine(model.engine().program(), seed, model.engine().metrics())) {
            return fresh.weights();
        }
    }

    /** The layer of a weight: {@code encoder/conv2d} of {@code encoder/conv2d/kernel}. */
    private static String layer(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static Step step(String layer, Attribution trained, Attribution random) {
        List<Double> ranks = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        int pairs = 0;
        for (int n = 0; n < trained.samples(); n++) {
            for (int v = 0; v < trained.views().size(); v++) {
                float[] before = trained.map(n, v).values();
                float[] after = random.map(n, v).values();
                pairs++;
                RankCorrelation.of(before, after).ifPresent(ranks::add);
                RankCorrelation.ofSizes(before, after).ifPresent(sizes::add);
            }
        }
        return new Step(layer, ranks.size(), pairs - ranks.size(), mean(ranks), mean(sizes));
    }

    private static OptionalDouble mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average();
    }

    /**
     * A row for each step: {@code layer}, {@code without order}, {@code correlation}, {@code correlation of sizes}; missing where no pair
     * has an order.
     */
    public Table table() {
        StringColumn layer = StringColumn.create("layer");
        IntColumn without = IntColumn.create("without order");
        DoubleColumn ranks = DoubleColumn.create("correlation");
        DoubleColumn sizes = DoubleColumn.create("correlation of sizes");
        for (Step step : steps) {
            layer.append(step.layer());
            without.append(step.withoutOrder());
            append(ranks, step.correlation());
            append(sizes, step.ofSizes());
        }
        return Table.create("weights drawn anew, from the output to the inputs", layer, without, ranks, sizes);
    }

    private static void append(DoubleColumn column, OptionalDouble value) {
        if (value.isPresent()) {
            column.append(Math.rint(1000 * value.getAsDouble()) / 1000);
        } else {
            column.appendMissing();
        }
    }
}
