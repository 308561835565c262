package polyview.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.LayerUse;
import polyview.models.Sensitivity;

/**
 * Grad-CAM: the feature maps of a convolution, each weighed by its mean gradient.
 *
 * <p>For the feature maps {@code A (h, w, F)} of a view, {@code map = max(0, sum_f g_f A_f)} with {@code g_f = mean over (h, w) of
 * ds/dA_f}, enlarged to the view's size by linear interpolation. The amount of a view, for its share, is the sum of its map over the
 * {@code h w} cells before it is enlarged: where a global mean and a dense layer follow, that is what the view adds to the score. It
 * shows what speaks for the score and not what speaks against it; a view whose map is 0 everywhere has a share of 0.
 *
 * <p>Each image needs a layer that sees it alone. It is the last convolution of its branch, if there is one only, or the layer that you
 * name. A layer that sees several images with the same weights, as in a Siamese network, has a map of each; so has one inside {@code
 * PerView}, {@code TimeDistributed} or {@code PerChannel} (with {@link Decision#channelsAsViews}). Where images are stacked or fused
 * before the first convolution, there is no such layer. Source: Selvaraju et al. 2017, equations 1 and 2.
 *
 * <p>Refused: {@code there is no last convolution of left but 2: say which with layer("left", name), of [wide, narrow]}; {@code no
 * convolution sees left alone, as Grad-CAM needs it: occlusion and integrated gradients do not}; {@code layer merged has no map of left
 * alone, it sees [[left, right]]; there are [conv2d]}; {@code layer conv2d sees all 4 views of input views at once: it has no map of
 * each}; what {@link Decision} refuses.
 *
 * <p>Example: a view of one feature map (1, 2; 0, 3) with gradients (0.5, 0.5; 0.5, 0.5) has the map (0.5, 1; 0, 1.5) and the amount 3.
 *
 * @param layers by the names of inputs, the paths of layers; one by an empty name is for all inputs that have none of their own
 */
public record GradCam(Map<String, String> layers) implements Explainer {

    /** At the last convolution of each branch. */
    public GradCam() {
        this(Map.of());
    }

    /** Copies the map. */
    public GradCam {
        layers = Map.copyOf(layers);
    }

    /** At this layer for all inputs, as {@code conv2d_1} or {@code per_view/model/conv2d_1}. */
    public GradCam layer(String path) {
        return layer("", path);
    }

    /** At this layer for one input. */
    public GradCam layer(String input, String path) {
        Map<String, String> more = new LinkedHashMap<>(layers);
        more.put(input, path);
        return new GradCam(more);
    }

    @Override
    public Attribution explain(Decision decision, List<FloatArray> inputs) {
        List<String> names = decision.inputNames();
        List<LayerUse> uses = new ArrayList<>();
        try (Question question = Question.of(decision, inputs, wanted -> {
            List<String> images = ImageViews.of(names, inputs, decision.channelViews()).stream()
                    .map(view -> names.get(view.input()))
                    .distinct()
                    .toList();
            uses.addAll(new CamLayers(decision.model(), images).of(layers));
            return wanted.byUses(uses.toArray(LayerUse[]::new));
        })) {
            List<FloatArray> maps = question.emptyMaps();
            FloatArray amounts = question.emptyAmounts();
            for (int[] part : question.parts()) {
                List<FloatArray> rows = Question.rows(question.inputs(), part);
                Sensitivity.At at = question.at(rows, part);
                for (int v = 0; v < maps.size(); v++) {
                    ViewPixels view = question.views().get(v);
                    int use = question.images().indexOf(view.input());
                    FloatArray features = at.features().get(use);
                    FloatArray gradients = at.byFeatures().get(use);
                    int[] places = FeatureRows.of(uses.get(use), view, names, rows, features.size(0));
                    for (int i = 0; i < part.length; i++) {
                        if (places[i] >= 0) {
                            FloatArray map = map(features.row(places[i]), gradients.row(places[i]));
                            amounts.set(sum(map), part[i], v);
                            put(maps.get(v), part[i], Enlarged.of(map, view.height(), view.width()));
                        }
                    }
                }
            }
            return question.found(
                    "Grad-CAM at "
                            + uses.stream().map(LayerUse::layer).distinct().toList()
                            + "; a share is a view's part of the sum of all maps",
                    maps,
                    amounts,
                    List.of());
        }
    }

    private static void put(FloatArray maps, int sample, FloatArray map) {
        System.arraycopy(map.values(), 0, maps.values(), sample * map.values().length, map.values().length);
    }

    private static float sum(FloatArray map) {
        double sum = 0;
        for (float value : map.values()) {
            sum += value;
        }
        return (float) sum;
    }

    /** {@code (h, w, F)} and gradients of the same shape to {@code (h, w)}. */
    private static FloatArray map(FloatArray features, FloatArray gradients) {
        int filters = features.size(2);
        int cells = features.size(0) * features.size(1);
        double[] weights = new double[filters];
        for (int i = 0; i < gradients.values().length; i++) {
            weights[i % filters] += gradients.values()[i] / (double) cells;
        }
        FloatArray map = FloatArray.zeros(Shape.of(features.size(0), features.size(1)));
        for (int cell = 0; cell < cells; cell++) {
            double sum = 0;
            for (int f = 0; f < filters; f++) {
                sum += weights[f] * features.values()[cell * filters + f];
            }
            map.values()[cell] = (float) Math.max(0, sum);
        }
        return map;
    }
}
