package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Layer;
import polyview.layers.PerChannel;
import polyview.layers.PerView;
import polyview.layers.Sequential;
import polyview.layers.ViewPooling;
import polyview.models.Input;
import polyview.models.Model;

/** Grad-CAM against its formula, on features that the model gives itself. */
@Tag("models")
class GradCamTest {

    /** The map of one view by the formula, for a global mean and a dense layer behind the features (h, w, F). */
    private static float[] map(FloatArray features, FloatArray kernel, int firstRow, int output, int views) {
        int cells = features.size(0) * features.size(1);
        int filters = features.size(2);
        float[] map = new float[cells];
        for (int i = 0; i < cells; i++) {
            double sum = 0;
            for (int f = 0; f < filters; f++) {
                // The gradient is the same in each cell, so that it is its own mean.
                sum += kernel.get(firstRow + f, output) / cells / views * features.values()[i * filters + f];
            }
            map[i] = (float) Math.max(0, sum);
        }
        return map;
    }

    private static double sum(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void aSiameseEncoderHasAMapOfEachImage() {
        try (Model model = Explained.siamese(4)) {
            FloatArray left = Explained.random(1, 2, 12, 12, 1);
            FloatArray right = Explained.random(2, 2, 12, 12, 1);
            Attribution a = new GradCam().explain(Decision.of(model).ofClass(1), List.of(left, right));
            List<FloatArray> features = model.featuresAll("second", left, right);
            FloatArray kernel = model.weights().get("dense/kernel");
            for (int n = 0; n < 2; n++) {
                for (int v = 0; v < 2; v++) {
                    float[] map = map(features.get(v).row(n), kernel, 5 * v, 1, 1);
                    assertEquals(sum(map), a.amounts().get(n, v), 1e-5);
                    assertEquals(12, a.map(n, v).size(0));
                    // 8 cells of 1.5 pixels: the first pixel is nearer to the edge than the middle of the first cell.
                    assertEquals(map[0], a.map(n, v).get(0, 0), 1e-5);
                    // Pixel 1 has its middle in the middle of cells 0 and 1, at 0.5 from 0.
                    assertEquals(
                            (map[0] + map[1] + map[8] + map[9]) / 4, a.map(n, v).get(1, 1), 1e-5);
                }
            }
            assertEquals(List.of(1, 1), a.classes());
            assertTrue(
                    a.told().contains("of the class that was asked for of output dense by Grad-CAM at [second]"),
                    a.told());
        }
    }

    @Test
    void ofViewsOfWhichOneIsMissing() {
        var views = Input.of("views", 3, 8, 8, 1);
        var presence = Input.of("presence", 3);
        Layer encoder =
                new Sequential(new Conv2D(4, 3).activation(Activation.RELU).name("seen"), new GlobalAveragePooling2D());
        var x = ViewPooling.mean().apply(new PerView(encoder).apply(views, presence), presence);
        try (Model model = new Model(List.of(views, presence), new Dense(2).apply(x)).seed(2)) {
            FloatArray images = Explained.random(3, 2, 3, 8, 8, 1);
            FloatArray there = FloatArray.of(new float[] {0, 1, 0, 1, 0, 1}, 2, 3);
            Attribution a = new GradCam().explain(Decision.of(model).ofClass(0), List.of(images, there));
            FloatArray all = features(model, images.reshape(6, 8, 8, 1));
            FloatArray kernel = model.weights().get("dense/kernel");
            float[] only = map(all.row(1), kernel, 0, 0, 1);
            assertEquals(0, a.amounts().get(0, 0), 0);
            assertEquals(sum(only), a.amounts().get(0, 1), 1e-5);
            float[] last = map(all.row(5), kernel, 0, 0, 2);
            assertEquals(0, a.amounts().get(1, 1), 0);
            assertEquals(sum(last), a.amounts().get(1, 2), 1e-5);
        }
    }

    /** What the convolution gives for single images, in a model of its own. */
    private static FloatArray features(Model model, FloatArray images) {
        var image = Input.image("image", 8, 8, 1);
        try (Model alone = new Model(
                image, new Conv2D(4, 3).activation(Activation.RELU).name("seen").apply(image))) {
            for (String weight : List.of("seen/kernel", "seen/bias")) {
                alone.setWeights(Map.of(weight, model.weights().get("per_view/sequential/" + weight)));
            }
            return alone.predict(images);
        }
    }

    @Test
    void channelsAreViewsWhereTheyAreSaidToBe() {
        var views = Input.image("views", 8, 8, 3);
        Layer encoder =
                new Sequential(new Conv2D(4, 3).activation(Activation.RELU).name("seen"), new GlobalAveragePooling2D());
        var x = ViewPooling.mean().apply(new PerChannel(encoder).apply(views));
        try (Model model = new Model(views, new Dense(2).apply(x)).seed(2)) {
            FloatArray images = Explained.random(3, 2, 8, 8, 3);
            Attribution a =
                    new GradCam().explain(Decision.of(model).ofClass(0).channelsAsViews("views"), List.of(images));
            assertEquals(
                    List.of("views 0", "views 1", "views 2"),
                    a.views().stream().map(View::name).toList());
            // One image is its own three views: each has the amounts of the first.
            Attribution same = new GradCam()
                    .explain(Decision.of(model).ofClass(0).channelsAsViews("views"), List.of(images.channels(1, 1, 1)));
            for (int n = 0; n < 2; n++) {
                for (int v = 0; v < 3; v++) {
                    assertEquals(a.amounts().get(n, 1), same.amounts().get(n, v), 1e-5);
                }
            }
            requireRefused(
                    "layer per_channel/sequential/seen gives 6 rows for 2 samples of 1 view: which are whose is not known",
                    model,
                    new GradCam(),
                    images);
        }
    }

    @Test
    void aBranchWithTwoEndsMustBeDecided() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        Layer pool = new GlobalAveragePooling2D();
        var x = new Concatenate()
                .apply(
                        pool.apply(new Conv2D(2, 3).name("narrow").apply(left)),
                        pool.apply(new Conv2D(2, 5).name("wide").apply(left)),
                        pool.apply(new Conv2D(2, 3).name("other").apply(right)));
        try (Model model = new Model(List.of(left, right), new Dense(2).apply(x)).seed(1)) {
            FloatArray image = Explained.random(1, 1, 8, 8, 1);
            requireRefused(
                    "there is no last convolution of left but 2: say which with layer(\"left\", name), of [narrow, wide]",
                    model,
                    new GradCam(),
                    image,
                    image);
            Attribution a = new GradCam().layer("left", "wide").explain(model, image, image);
            assertTrue(a.told().contains("[wide, other]"), a.told());
            requireRefused(
                    "layer dense has no map of left alone, it sees [[left, right]]; there are [narrow, wide]",
                    model,
                    new GradCam().layer("dense"),
                    image,
                    image);
            requireRefused(
                    "no layer named edges; there are [narrow, global_average_pooling2d, wide, other, concatenate, dense]",
                    model,
                    new GradCam().layer("left", "edges"),
                    image,
                    image);
            requireRefused(
                    "no input named top; the images are [left, right]",
                    model,
                    new GradCam().layer("top", "wide"),
                    image,
                    image);
        }
    }

    @Test
    void imagesThatAreFusedFirstHaveNoLayer() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        FloatArray image = Explained.random(1, 1, 8, 8, 1);
        var stacked = new Conv2D(2, 3).apply(new Concatenate().apply(left, right));
        try (Model model = new Model(List.of(left, right), new GlobalAveragePooling2D().apply(stacked))) {
            requireRefused(
                    "no convolution sees left alone, as Grad-CAM needs it: occlusion and integrated gradients do not",
                    model,
                    new GradCam(),
                    image,
                    image);
        }
        // The parts of a layer for two images see one each.
        var dual = new DualConv2D(2, 3).apply(left, right);
        try (Model model = new Model(List.of(left, right), new GlobalAveragePooling2D().apply(dual)).seed(1)) {
            Attribution a = new GradCam().explain(model, image, image);
            assertTrue(a.told().contains("[dual_conv2d/first, dual_conv2d/second]"), a.told());
        }
    }

    private static void requireRefused(String message, Model model, Explainer explainer, FloatArray... inputs) {
        var e = assertThrows(IllegalArgumentException.class, () -> explainer.explain(model, inputs));
        assertEquals(message, e.getMessage());
    }
}
