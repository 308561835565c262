package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.experiments.Experiment;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** A name stands for one thing, and what has names on both sides is matched by them. */
class NamesTest {

    private static final FloatArray LEFT = FloatArray.of(new float[] {1, 2, 3}, 3, 1);
    private static final FloatArray RIGHT = FloatArray.of(new float[] {10, 20, 30}, 3, 1);

    private static String refused(Runnable code) {
        return assertThrows(IllegalArgumentException.class, code::run).getMessage();
    }

    /** 1 right + 2 left: what it puts out tells which input is which. */
    private static Model rightThenLeft() {
        var right = Input.of("right", 1);
        var left = Input.of("left", 1);
        var both = new Concatenate().apply(right, left);
        var model =
                new Model(List.of(right, left), List.of(new Dense(1).name("sum").apply(both))).seed(1);
        model.setWeights(Map.of("sum/kernel", FloatArray.of(new float[] {1, 2}, 2, 1)));
        return model.compile(new SGD(1e-30), Loss.meanSquaredError());
    }

    private static Dataset leftThenRight(String... names) {
        var data = Dataset.of(List.of(LEFT, RIGHT), FloatArray.of(new float[] {12, 24, 36}, 3));
        return names.length == 0 ? data : data.named(names);
    }

    @Test
    void inputsOfNamedDataAreMatchedByName() {
        try (var model = rightThenLeft()) {
            var named = leftThenRight("left", "right");
            assertEquals(FloatArray.of(new float[] {12, 24, 36}, 3, 1), model.predict(named));
            assertEquals(0, model.evaluate(named).loss(), 1e-9);
            var history = model.fit(named, Fit.epochs(1).validation(named).verbose(false));
            assertEquals(0, history.get("loss")[0], 1e-9);
            assertEquals(0, history.get("val_loss")[0], 1e-9);
            // Without names the place counts: 1 left + 2 right.
            assertEquals(FloatArray.of(new float[] {21, 42, 63}, 3, 1), model.predict(leftThenRight()));
        }
    }

    @Test
    void otherNamesAreRefused() {
        String rule = "inputs are matched by name: the model has [right, left], the data has [before, after]; name the"
                + " model's inputs so, or give the data other names with named(\"right\", \"left\")";
        try (var model = rightThenLeft()) {
            var other = leftThenRight("before", "after");
            assertEquals(rule, refused(() -> model.predict(other)));
            assertEquals(rule, refused(() -> model.evaluate(other)));
            assertEquals(rule, refused(() -> model.fit(other, Fit.epochs(1).verbose(false))));
            assertEquals(
                    rule,
                    refused(() -> model.fit(
                            leftThenRight(), Fit.epochs(1).validation(other).verbose(false))));
        }
        assertEquals("names must be 2 different ones, one for each input, got [left]", refused(() -> leftThenRight()
                .named("left")));
        assertEquals(
                "names must be 2 different ones, one for each input, got [left, left]",
                refused(() -> leftThenRight().named("left", "left")));
    }

    private static Metric named(String name) {
        return new KnownMetrics.Mean(name, true);
    }

    @Test
    void aColumnHasOneMeaning() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Dense(1).name("y").apply(x)).seed(1)) {
            for (String name : List.of("loss", "Loss", "epoch", "seconds", "images_per_second", "seed", "p_value")) {
                assertEquals(
                        "metric " + name + " must have another name: every table has a column of this name",
                        refused(() -> model.compile(new SGD(), Loss.meanSquaredError(), named(name))));
            }
            assertEquals(
                    "metric val_mean must have another name: val_ stands for validation",
                    refused(() -> model.compile(new SGD(), Loss.meanSquaredError(), named("val_mean"))));
            assertEquals(
                    "metric Mean must have another name: two have this one",
                    refused(() -> model.compile(new SGD(), Loss.meanSquaredError(), named("mean"), named("Mean"))));
            assertEquals(
                    "metric must have a name, got \" \"",
                    refused(() -> model.compile(new SGD(), Loss.meanSquaredError(), named(" "))));
        }
        assertEquals(
                "measure seconds must have another name: every table has a column of this name",
                refused(() -> Experiment.named("e").measure("seconds", leftThenRight(), Metric.meanAbsoluteError())));
    }

    @Test
    void columnsOfTwoOutputsAreToldApart() {
        var x = Input.of("x", 1);
        var a = new Dense(1).name("a").apply(x);
        var ab = new Dense(1).name("a_b").apply(x);
        try (var model = new Model(List.of(x), List.of(a, ab)).seed(1)) {
            assertEquals(
                    "metric a_b_c must have another name: two have this one",
                    refused(() -> model.compile(
                            new SGD(),
                            Head.of("a", Loss.meanSquaredError(), named("b_c")),
                            Head.of("a_b", Loss.meanSquaredError(), named("c")))));
        }
    }

    /** A layer whose two weights have the names that a user gives. */
    private static final class Scaled extends Layer {
        private final List<String> names;
        private Optional<Layer> part = Optional.empty();
        private List<Weight> scales = List.of();

        Scaled(String... names) {
            this.names = List.of(names);
        }

        Scaled with(Layer inner) {
            part = Optional.of(inner);
            return this;
        }

        @Override
        protected void build(Build b, Shape input) {
            scales = names.stream()
                    .map(name -> b.weight(name, Shape.of(1), Initializer.ones()))
                    .toList();
        }

        @Override
        protected Operand<TFloat32> call(Call call, Operand<TFloat32> input) {
            Operand<TFloat32> y = input;
            if (part.isPresent()) {
                y = call.apply(part.get(), y);
            }
            for (Weight scale : scales) {
                y = call.tf().math.mul(y, call.value(scale));
            }
            return y;
        }
    }

    @Test
    void aPathHasOneWeight() {
        for (var optimizer : List.of(new SGD(), new Adam())) {
            var x = Input.of("x", 1);
            // Adam keeps the first moment of the weight gain under gain/m, where the part gain has its weight m.
            var layer = new Scaled("gain").with(new Scaled("m").name("gain"));
            try (var model = new Model(x, layer.name("scaled").apply(x)).seed(1)) {
                if (optimizer instanceof Adam) {
                    assertEquals(
                            "path scaled/gain/m belongs to a weight and to what the optimizer keeps: give the layer, its"
                                    + " part or the weight another name",
                            refused(() -> model.compile(optimizer, Loss.meanSquaredError())));
                } else {
                    model.compile(optimizer, Loss.meanSquaredError());
                    assertEquals(
                            List.of("scaled/gain", "scaled/gain/m"),
                            List.copyOf(model.weights().keySet()));
                }
            }
        }
        assertTrue(refused(() -> {
                    var x = Input.of("x", 1);
                    new Model(x, new Scaled("gain", "gain").name("scaled").apply(x))
                            .seed(1)
                            .engine();
                })
                .contains("gain"));
    }

    /** (N, 3) -> (3 N, 1), as a reshape over all axes does. */
    private static final class Mixed extends Layer {
        @Override
        protected Operand<TFloat32> call(Call call, Operand<TFloat32> input) {
            return call.tf().reshape(input, call.tf().array(-1, 1));
        }
    }

    @Test
    void outputsHaveTheSamplesOfTheirBatch() {
        var x = Input.of("x", 3);
        try (var model = new Model(x, new Mixed().name("mixed").apply(x)).seed(1)) {
            var four = FloatArray.of(new float[12], 4, 3);
            assertEquals(
                    "output mixed must have 4 samples, got 12: a layer has mixed samples",
                    refused(() -> model.predict(four)));
        }
    }

    @Test
    void arraysOfABatchHaveTheSameNumberOfSamples() {
        assertEquals(
                "every array of a batch must have 3 samples, got [2]",
                refused(() -> new Batch(List.of(LEFT, RIGHT), List.of(FloatArray.of(new float[2], 2)))));
        assertTrue(refused(() -> new MemoryDataset(List.of(LEFT), List.of(FloatArray.of(new float[2], 2))))
                .contains("3"));
        try (var model = rightThenLeft()) {
            assertTrue(refused(() -> model.predict(LEFT, FloatArray.of(new float[2], 2, 1)))
                    .contains("3 samples"));
        }
    }
}
