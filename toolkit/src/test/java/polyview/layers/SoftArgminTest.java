package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Sum;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class SoftArgminTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape costs : List.of(Shape.of(3, 4, 5), Shape.of(1, 1, 1), Shape.of(5, 3, 4, 1), Shape.of(1, 2, 2, 1))) {
            cases.add(of("costs on " + costs, SoftArgmin::new, costs, 0, -1));
            cases.add(of("from -2 on " + costs, () -> new SoftArgmin().first(-2), costs, -2, -1));
            cases.add(of(
                    "cold on " + costs, () -> new SoftArgmin().temperature(0.25).first(3), costs, 3, -4));
            cases.add(of(
                    "similarities on " + costs,
                    () -> new SoftArgmin().similarities().temperature(0.5),
                    costs,
                    0,
                    2));
        }
        return cases;
    }

    private static LayerCase of(String name, Supplier<SoftArgmin> layer, Shape costs, int first, double factor) {
        LayerCase made = LayerCase.of(name, layer, costs).reference((in, w) -> expected(in.get(0), first, factor));
        return costs.numDimensions() == 3 ? made.sizesMayBeUnknown() : made;
    }

    private static DoubleArray expected(DoubleArray x, int first, double factor) {
        boolean volume = x.rank() == 5;
        int[] shape = {x.size(0), x.size(volume ? 2 : 1), x.size(volume ? 3 : 2), 1};
        return DoubleArray.generate(shape, at -> {
            double sum = 0;
            double weighted = 0;
            for (int k = 0; k < x.size(volume ? 1 : 3); k++) {
                double cost = volume ? x.get(at[0], k, at[1], at[2], 0) : x.get(at[0], at[1], at[2], k);
                double weight = Math.exp(factor * cost);
                sum += weight;
                weighted += weight * (first + k);
            }
            return weighted / sum;
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 4));
        Supplier<SoftArgmin> layer = SoftArgmin::new;
        String takes = "soft_argmin takes costs (N, H, W, D) or (N, D, H, W, 1), got ";
        return List.of(
                Refusal.option(() -> new SoftArgmin().temperature(0), "temperature must be positive, got 0.0"),
                Refusal.option(() -> new SoftArgmin().temperature(Double.NaN), "temperature must be finite, got NaN"),
                Refusal.input(layer, shapes(Shape.of(10)), takes + "(N, 10)", good),
                Refusal.input(layer, shapes(Shape.of(4, 8, 8, 2)), takes + "(N, 4, 8, 8, 2)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1)),
                        "soft_argmin needs a known number of disparities, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(-1, 8, 8, 1)),
                        "soft_argmin needs a known number of disparities, got (N, ?, 8, 8, 1)",
                        good),
                Refusal.input(layer, shapes(), "soft_argmin takes one input, got 0", good),
                Refusal.lateOption(layer, good, l -> l.first(1), "first"),
                Refusal.lateOption(layer, good, l -> l.temperature(2), "temperature"),
                Refusal.lateOption(layer, good, SoftArgmin::similarities, "similarities"));
    }

    @Test
    void exampleOfTheDocumentation() {
        for (float[][] example :
                new float[][][] {{{1, 0, 1}, {1}}, {{0, 0, 99}, {0.5f}}, {{0, (float) Math.log(3)}, {0.25f}}}) {
            Examples.values(
                    new SoftArgmin(),
                    List.of(FloatArray.of(example[0], 1, 1, 1, example[0].length)),
                    FloatArray.of(example[1], 1, 1, 1, 1));
        }
    }

    /** From a pair to disparities: the right image is the left one moved by 3 to the left. */
    @Test
    void aPairGivesItsDisparity() {
        var left = Input.image("left", 4, 24, 8);
        var right = Input.image("right", 4, 24, 8);
        var volume = new CostVolume(6).difference().apply(left, right);
        var costs = new Lambda((tf, x) -> tf.sum(tf.math.square(x), tf.array(4), Sum.keepDims(true))).apply(volume);
        var byCost = new SoftArgmin().temperature(0.02).apply(costs);
        var bySimilarity =
                new SoftArgmin().similarities().temperature(0.002).apply(new RowCorrelation(6).apply(left, right));
        DoubleArray first = LayerCase.draw(new SplittableRandom(8), 2, 4, 24, 8).map(x -> x > 0 ? 1 : -1);
        DoubleArray second = DoubleArray.generate(
                first.shape(), at -> at[2] + 3 < 24 ? first.get(at[0], at[1], at[2] + 3, at[3]) : 0);
        try (Model model = new Model(List.of(left, right), List.of(byCost, bySimilarity)).seed(1)) {
            for (FloatArray disparities : model.predictAll(first.floats(), second.floats())) {
                // From the sixth column on all disparities lie inside.
                FloatArray inside = disparities.rows(0).reshape(4, 24);
                for (int i = 0; i < 4; i++) {
                    for (int j = 5; j < 24; j++) {
                        assertEquals(3, inside.values()[i * 24 + j], 1e-3);
                    }
                }
            }
        }
    }
}
