package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.BatchNormalization;
import polyview.layers.Build;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.Weight;
import polyview.losses.Loss;
import polyview.optimizers.Adam;

/** Which weights a training changes after freezing and unfreezing, bit for bit. */
@Tag("models")
class FreezingTest {

    private static final MemoryDataset ONE =
            Dataset.of(List.of(Samples.uniform(1, 8, 6, 6, 1)), Samples.labels(2, 2, 8));
    private static final MemoryDataset TWO = Dataset.of(
            List.of(Samples.uniform(1, 8, 6, 6, 1), Samples.uniform(3, 8, 6, 6, 1)), Samples.labels(2, 2, 8));

    private static Model encoder() {
        var image = Input.image("image", 6, 6, 1);
        var x = new Conv2D(3, 3).name("first").apply(image);
        x = new BatchNormalization().momentum(0.5).name("norm1").apply(x);
        x = new Conv2D(3, 2).name("second").apply(x);
        x = new BatchNormalization().momentum(0.5).name("norm2").apply(x);
        return new Model(image, new GlobalAveragePooling2D().apply(x)).seed(1);
    }

    private static Model withHead(Model encoder) {
        var left = Input.image("left", 6, 6, 1);
        var right = Input.image("right", 6, 6, 1);
        Layer shared = encoder.asLayer().name("encoder");
        var both = new Concatenate().apply(shared.apply(left), shared.apply(right));
        return new Model(List.of(left, right), new Dense(2).name("head").apply(both)).seed(2);
    }

    /** The layers of which every weight was changed; a layer of which some were is told with a question mark. */
    private static Set<String> changed(Model model, MemoryDataset data) {
        model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
        Map<String, FloatArray> before = model.weights();
        for (int i = 0; i < 5; i++) {
            model.engine().trainOnBatch(data.all());
        }
        Map<String, FloatArray> after = model.weights();
        Map<String, Set<Boolean>> layers = before.keySet().stream()
                .collect(Collectors.groupingBy(
                        path -> path.substring(0, path.lastIndexOf('/')),
                        Collectors.mapping(path -> !before.get(path).equals(after.get(path)), Collectors.toSet())));
        Set<String> changed = new TreeSet<>();
        layers.forEach((layer, answers) -> {
            if (answers.contains(true)) {
                changed.add(answers.size() == 1 ? layer : layer + "?");
            }
        });
        return changed;
    }

    @Test
    void nothingOfAFrozenEncoderChangesAndWhatIsBehindLearns() {
        try (Model encoder = encoder();
                Model model = withHead(encoder.frozen())) {
            assertEquals(Set.of("head"), changed(model, TWO));
            assertEquals(14, model.summary().trainable());
        }
    }

    @Test
    void withoutFreezingEverythingChanges() {
        try (Model encoder = encoder();
                Model model = withHead(encoder)) {
            assertEquals(
                    Set.of("encoder/first", "encoder/norm1", "encoder/norm2", "encoder/second", "head"),
                    changed(model, TWO));
        }
    }

    /** From a layer on, inside a layer too; what comes before it stays fixed, moving averages included. */
    @Test
    void fromALayerOn() {
        try (Model encoder = encoder();
                Model model = withHead(encoder)) {
            model.frozen().unfreezeFrom("encoder/second");
            assertEquals(Set.of("encoder/norm2", "encoder/second", "head"), changed(model, TWO));
            model.frozen().unfreezeFrom("head");
            assertEquals(Set.of("head"), changed(model, TWO));
            model.unfreezeFrom("encoder");
            assertEquals(
                    Set.of("encoder/first", "encoder/norm1", "encoder/norm2", "encoder/second", "head"),
                    changed(model, TWO));
        }
    }

    /** As Keras advises to fine-tune: freed layers learn, batch normalization stays in inference. */
    @Test
    void allButSomeLayers() {
        try (Model encoder = encoder();
                Model model = withHead(encoder)) {
            model.frozen().unfreezeFrom("encoder/norm1").frozen(layer -> layer instanceof BatchNormalization);
            assertEquals(Set.of("encoder/second", "head"), changed(model, TWO));
        }
    }

    @Test
    void aModelOfPlainLayersToo() {
        var image = Input.image("image", 6, 6, 1);
        var x = new Conv2D(3, 3).name("first").apply(image);
        x = new BatchNormalization().name("norm").apply(x);
        x = new Dense(2).name("head").apply(new GlobalAveragePooling2D().apply(x));
        try (Model model = new Model(image, x).seed(1)) {
            model.frozen().unfreezeFrom("norm");
            assertEquals(Set.of("head", "norm"), changed(model, ONE));
        }
    }

    /** In a step of training a frozen batch normalization gives what it gives in prediction. */
    @Test
    void frozenBatchNormalizationTakesItsMovingAverages() {
        var image = Input.image("image", 6, 6, 1);
        var x = new BatchNormalization().name("norm").apply(image);
        try (Model model = new Model(image, new GlobalAveragePooling2D().apply(x)).seed(1)) {
            model.frozen();
            model.setWeights(Map.of(
                    "norm/movingMean", FloatArray.of(new float[] {3}, 1),
                    "norm/movingVariance", FloatArray.of(new float[] {4}, 1)));
            var free = new Dense(1).name("free").apply(new GlobalAveragePooling2D().apply(x));
            try (Model learning = new Model(image, free).seed(3)) {
                learning.setWeights(model.weights());
                learning.compile(new Adam(1e-3), Loss.meanSquaredError());
                MemoryDataset data = Dataset.of(List.of(Samples.uniform(1, 8, 6, 6, 1)), Samples.uniform(5, 8));
                double predicted = learning.evaluate(data).loss();
                assertEquals(
                        predicted, learning.engine().trainOnBatch(data.all()).loss(), 1e-6 * predicted);
            }
        }
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        try (Model encoder = encoder();
                Model model = withHead(encoder)) {
            assertEquals(
                    "no layer named tail; there are [encoder, concatenate, head]",
                    assertThrows(IllegalArgumentException.class, () -> model.unfreezeFrom("tail"))
                            .getMessage());
            model.compile(new Adam(), Loss.softmaxCrossEntropy());
            model.frozen();
            String told = assertThrows(
                            IllegalStateException.class, () -> model.engine().trainOnBatch(TWO.all()))
                    .getMessage();
            assertEquals("trainable of encoder was set to false", told.substring(0, 37));
            assertNotEquals(0, model.summary().changed().size());
        }
    }

    /** A layer with a weight of its own and a part: the weight stands before the part. */
    private static final class Scaled extends Layer {
        private final Dense inner = new Dense(2).name("inner");
        private Weight factor;

        @Override
        protected void build(Build b, Shape input) {
            factor = b.weight("factor", Shape.of(1), Initializer.ones());
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.apply(inner, c.tf().math.mul(x, c.value(factor)));
        }
    }

    @Test
    void aLayerAroundItWithWeightsOfItsOwnIsRefused() {
        var x = Input.of("x", 3);
        try (Model model = new Model(x, new Scaled().name("outer").apply(x))) {
            model.frozen();
            assertEquals(
                    "unfreezeFrom outer/inner would free weights before it: outer has [factor(1)]",
                    assertThrows(IllegalArgumentException.class, () -> model.unfreezeFrom("outer/inner"))
                            .getMessage());
            assertEquals(0, model.summary().trainable());
            assertEquals(9, model.unfreezeFrom("outer").summary().trainable());
        }
    }
}
