package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Tensors;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

class SmoothnessTest extends LayerBattery {

    /** The output is the input; what it adds to the loss is tested below. */
    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape field : List.of(Shape.of(3, 4, 2), Shape.of(1, 1, 1))) {
            cases.add(of("squares on " + field, () -> new Smoothness(0.5), field));
            cases.add(of("absolute on " + field, () -> new Smoothness(2).absolute(), field));
        }
        return cases;
    }

    private static LayerCase of(String name, Supplier<Smoothness> layer, Shape field) {
        return LayerCase.of(name, layer, field).reference((in, w) -> in.get(0)).sizesMayBeUnknown();
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 2));
        Supplier<Smoothness> layer = () -> new Smoothness(1);
        return List.of(
                Refusal.option(() -> new Smoothness(0), "weight must be positive, got 0.0"),
                Refusal.option(() -> new Smoothness(-1), "weight must be positive, got -1.0"),
                Refusal.input(layer, shapes(Shape.of(10)), "smoothness takes (N, H, W, K), got (N, 10)", good),
                Refusal.input(
                        layer, shapes(Shape.of(8, 8, 2), Shape.of(8, 8, 2)), "smoothness takes one input, got 2", good),
                Refusal.lateOption(layer, good, Smoothness::absolute, "absolute"));
    }

    /** The penalty and its gradient, by the formula and by central differences. */
    @Test
    void thePenaltyIsThatOfTheFormula() {
        for (int[] size : new int[][] {{2, 3, 4, 2}, {3, 1, 5, 1}, {1, 4, 1, 2}, {2, 1, 1, 2}}) {
            for (boolean absolute : new boolean[] {false, true}) {
                for (boolean open : new boolean[] {false, true}) {
                    DoubleArray x = LayerCase.draw(new SplittableRandom(size[1]), size);
                    DoubleArray gradient = x.map(v -> 0);
                    for (int i = 0; i < x.values().length; i++) {
                        double middle = x.values()[i];
                        x.values()[i] = middle + 1e-6;
                        double above = penalty(x, 0.3, absolute);
                        x.values()[i] = middle - 1e-6;
                        gradient.values()[i] = (above - penalty(x, 0.3, absolute)) / 2e-6;
                        x.values()[i] = middle;
                    }
                    Smoothness layer = absolute ? new Smoothness(0.3).absolute() : new Smoothness(0.3);
                    List<FloatArray> got = run(layer, x.floats(), open);
                    assertEquals(penalty(x, 0.3, absolute), got.get(0).values()[0], 1e-6);
                    new Closeness().check("gradient", gradient, got.get(1), 1e-5);
                }
            }
        }
    }

    private static double penalty(DoubleArray x, double weight, boolean absolute) {
        double sum = 0;
        for (int axis = 1; axis <= 2; axis++) {
            int pairs = (x.size(axis) - 1) * x.size(3 - axis) * x.size(3) * x.size(0);
            double along = 0;
            for (int n = 0; n < x.size(0); n++) {
                for (int i = axis == 1 ? 1 : 0; i < x.size(1); i++) {
                    for (int j = axis == 2 ? 1 : 0; j < x.size(2); j++) {
                        for (int k = 0; k < x.size(3); k++) {
                            double before = axis == 1 ? x.get(n, i - 1, j, k) : x.get(n, i, j - 1, k);
                            double step = x.get(n, i, j, k) - before;
                            along += absolute ? Math.abs(step) : step * step;
                        }
                    }
                }
            }
            sum += pairs == 0 ? 0 : along / pairs;
        }
        return weight * sum;
    }

    /** The loss that the layer adds, and its gradient. */
    private static List<FloatArray> run(Layer layer, FloatArray x, boolean open) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Shape shape =
                    open ? Shape.of(-1, -1, -1, x.size(3)) : x.shape().tail().prepend(-1);
            Placeholder<TFloat32> field = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            Call call = Call.start(tf, true, w -> tf.constant(0f), tf.constant(0L), tf.constant(0L));
            call.apply(layer, field);
            Operand<TFloat32> loss = call.losses().get(0);
            Output<?>[] gradient = graph.addGradients(loss.asOutput(), new Output<?>[] {field.asOutput()});
            try (TFloat32 fed = Tensors.of(x);
                    Result result = session.runner()
                            .feed(field, fed)
                            .fetch(tf.identity(loss))
                            .fetch(gradient[0])
                            .run()) {
                return List.of(Tensors.read((TFloat32) result.get(0)), Tensors.read((TFloat32) result.get(1)));
            }
        }
    }

    /** The example: in the loss of training and of evaluation, not in a prediction. */
    @Test
    void exampleOfTheDocumentation() {
        FloatArray row = FloatArray.of(new float[] {0, 1, 3}, 1, 1, 3, 1);
        for (boolean absolute : new boolean[] {false, true}) {
            var x = Input.image("x", 1, 3, 1);
            Smoothness layer = absolute ? new Smoothness(0.1).absolute() : new Smoothness(0.1);
            var y = layer.apply(
                    new Conv2D(1, 1).kernelInitializer(Initializer.ones()).apply(x));
            try (Model model = new Model(x, y).seed(1).compile(new SGD(0.1), Loss.meanSquaredError())) {
                assertEquals(row, model.predict(row));
                var data = Dataset.of(List.of(row), row);
                double loss = absolute ? 0.15 : 0.25;
                assertEquals(loss, model.evaluate(data, 1).get("loss"), 1e-6);
                assertEquals(loss, model.engine().gradients(data.all()).result().loss(), 1e-6);
            }
        }
    }
}
