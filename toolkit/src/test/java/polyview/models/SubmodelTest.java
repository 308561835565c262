package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Layer;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** A model as a layer of another one. */
@Tag("models")
class SubmodelTest {

    private final FloatArray left = Samples.uniform(1, 4, 5, 5, 1);
    private final FloatArray right = Samples.uniform(2, 4, 5, 5, 1);

    private static Model eye() {
        var image = Input.image("image", 5, 5, 1);
        var x = new Conv2D(2, 3).activation(Activation.TANH).apply(image);
        return new Model(image, new Dense(3).apply(new Flatten().apply(x))).seed(1);
    }

    private static Model siamese(Layer first, Layer second) {
        var left = Input.image("left", 5, 5, 1);
        var right = Input.image("right", 5, 5, 1);
        var both = new Concatenate().apply(first.apply(left), second.apply(right));
        return new Model(List.of(left, right), both).seed(2);
    }

    @Test
    void appliedTwiceItSharesItsWeights() {
        try (var eye = eye()) {
            Layer shared = eye.asLayer().name("eye");
            try (var model = siamese(shared, shared)) {
                assertEquals(
                        Set.of("eye/conv2d/kernel", "eye/conv2d/bias", "eye/dense/kernel", "eye/dense/bias"),
                        model.weights().keySet());
                // 9*2+2 = 20 and 18*3+3 = 57.
                assertEquals(77, model.summary().parameters());
                FloatArray same = model.predict(left, left);
                for (int n = 0; n < 4; n++) {
                    for (int k = 0; k < 3; k++) {
                        assertEquals(same.get(n, k), same.get(n, k + 3));
                    }
                }
            }
        }
    }

    @Test
    void twoLayersOfOneModelShareToo() {
        try (var eye = eye();
                var model = siamese(eye.asLayer(), eye.asLayer())) {
            assertEquals(77, model.summary().parameters());
            assertEquals(4, model.weights().size());
        }
    }

    @Test
    void withoutANameItIsCalledModel() {
        try (var eye = eye();
                var other = eye();
                var model = siamese(eye.asLayer(), other.asLayer())) {
            assertEquals(
                    List.of("left Input", "right Input", "model Model", "model_1 Model", "concatenate Concatenate"),
                    model.summary().rows().stream()
                            .map(r -> r.name() + " " + r.type())
                            .toList());
            assertEquals(
                    Set.of("model", "model_1"),
                    model.weights().keySet().stream()
                            .map(path -> path.substring(0, path.indexOf('/')))
                            .collect(Collectors.toSet()));
            var a = Input.image("a", 5, 5, 1);
            assertEquals("model (N, 3)", eye.asLayer().apply(a).toString());
            Layer unnamed = eye.asLayer();
            assertEquals(
                    "model takes 1 input, got 2",
                    assertThrows(IllegalArgumentException.class, () -> unnamed.apply(a, a))
                            .getMessage());
        }
    }

    @Test
    void itGivesWhatTheModelGives() {
        try (var eye = eye();
                var model = siamese(eye.asLayer().name("eye"), eye.asLayer())) {
            eye.weights().forEach((path, value) -> model.setWeights(Map.of("eye/" + path, value)));
            FloatArray both = model.predict(left, right);
            FloatArray one = eye.predict(left);
            FloatArray other = eye.predict(right);
            for (int n = 0; n < 4; n++) {
                float[] row = both.row(n).values();
                assertArrayEquals(one.row(n).values(), new float[] {row[0], row[1], row[2]}, 1e-6f);
                assertArrayEquals(other.row(n).values(), new float[] {row[3], row[4], row[5]}, 1e-6f);
            }
        }
    }

    @Test
    void itsValuesBelongToTheModelThatIsTrained() {
        try (var eye = eye();
                var model = siamese(eye.asLayer(), eye.asLayer())) {
            var before = eye.weights();
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            var first = model.weights();
            model.engine()
                    .trainOnBatch(Dataset.of(List.of(left, right), Samples.uniform(3, 4, 6))
                            .all());
            assertTrue(model.weights().entrySet().stream()
                    .noneMatch(e -> e.getValue().equals(first.get(e.getKey()))));
            assertEquals(before, eye.weights());
        }
    }

    @Test
    void aLayerThatIsFixedInOnePlaceIsFixedInAll() {
        try (var eye = eye();
                var model = siamese(eye.asLayer(), eye.asLayer().trainable(false))) {
            assertEquals(0, model.summary().trainable());
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            var before = model.weights();
            model.engine()
                    .trainOnBatch(Dataset.of(List.of(left, right), Samples.uniform(3, 4, 6))
                            .all());
            assertEquals(before, model.weights());
        }
    }

    @Test
    void whatCannotBeALayerIsRefused() {
        var x = Input.of("x", 2);
        try (var two = new Model(List.of(x), List.of(x, x));
                var eye = eye()) {
            assertEquals(
                    "only a model of one output can be a layer, this one has 2",
                    assertThrows(IllegalStateException.class, two::asLayer).getMessage());
            var a = Input.image("a", 5, 5, 1);
            Layer layer = eye.asLayer().name("eye");
            assertEquals(
                    "eye takes 1 input, got 2",
                    assertThrows(IllegalArgumentException.class, () -> layer.apply(a, a))
                            .getMessage());
        }
    }
}
