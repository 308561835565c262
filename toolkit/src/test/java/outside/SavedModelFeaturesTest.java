package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.SavedModelFeatures;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** SavedModels made with TensorFlow alone are features of a data set. */
@Tag("models")
class SavedModelFeaturesTest {

    @TempDir
    private Path folder;

    private Path one;
    private Path two;

    /** x -> (3 x, x + 1), with a variable. */
    @BeforeEach
    void write() throws IOException {
        one = folder.resolve("one");
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
            var factor = tf.variable(Shape.of(1, 2), TFloat32.class);
            var offset = tf.constant(new float[] {0, 1});
            var y = tf.math.add(tf.linalg.matMul(x, factor), offset);
            session.runner()
                    .addTarget(tf.assign(factor, tf.constant(new float[][] {{3, 1}})))
                    .run()
                    .close();
            SavedModelBundle.exporter(one.toString())
                    .withSession(session)
                    .withSignature(Signature.builder(Signature.DEFAULT_KEY)
                            .input("x", x)
                            .output("y", y)
                            .build())
                    .export();
        }
        two = folder.resolve("two");
        export(two, SavedModelFeaturesTest::sumAndDifference);
    }

    private static void export(Path to, Function<Ops, Signature> ends) throws IOException {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Signature signature = ends.apply(Ops.create(graph));
            SavedModelBundle.exporter(to.toString())
                    .withSession(session)
                    .withSignature(signature)
                    .export();
        }
    }

    private static Signature sumAndDifference(Ops tf) {
        var a = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
        var b = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
        return Signature.builder(Signature.DEFAULT_KEY)
                .input("left", a)
                .input("right", b)
                .output("sum", tf.math.add(a, b))
                .output("difference", tf.math.sub(a, b))
                .build();
    }

    @Test
    void whatItPutsOutBecomesTheInputs() {
        MemoryDataset data = Dataset.of(
                List.of(FloatArray.of(new float[] {0, 1, 2, 3, 4}, 5, 1)),
                FloatArray.of(new float[] {1, 4, 7, 10, 13}, 5));
        try (var features = SavedModelFeatures.load(one)) {
            assertEquals("SavedModel " + one + " [x] -> [y]", features.toString());
            MemoryDataset made = features.of(data, 2);
            assertArrayEquals(
                    new float[] {0, 1, 3, 2, 6, 3, 9, 4, 12, 5},
                    made.all().inputs().get(0).values());
            assertEquals(data.all().targets(), made.all().targets());
            // y = 3 x + 1 is linear in the features.
            var x = Input.of("x", 2);
            try (Model head =
                    new Model(x, new Dense(1).apply(x)).seed(1).compile(new Adam(0.05), Loss.meanSquaredError())) {
                head.fit(made, Fit.epochs(600).verbose(false));
                assertEquals(0, head.evaluate(made).get("loss"), 1e-3);
            }
        }
    }

    @Test
    void severalInputsAreMatchedByNameAndAnOutputIsChosen() {
        var left = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2);
        var right = FloatArray.of(new float[] {10, 20, 30, 40}, 2, 2);
        var data = Dataset.of(List.of(right, left), FloatArray.of(new float[] {0, 1}, 2));
        try (var features = SavedModelFeatures.load(two)) {
            assertEquals(List.of("left", "right"), features.inputs());
            assertEquals(List.of("difference", "sum"), features.outputs());
            assertArrayEquals(
                    new float[] {-9, -18, -27, -36},
                    features.output("difference")
                            .of(data.named("right", "left"), 1)
                            .all()
                            .inputs()
                            .get(0)
                            .values());
            assertEquals(
                    two + " has several outputs [difference, sum]: say output(...)",
                    assertThrows(IllegalStateException.class, () -> features.of(Map.of("left", left, "right", right)))
                            .getMessage());
            refused(
                    "inputs are matched by name: " + two + " has [left, right], the data has [input 0, input 1]; give"
                            + " the data other names with named(...)",
                    () -> features.output("sum").of(data, 1));
            refused("inputs must be those of " + two + ": [left, right], got [left]", () -> features.output("sum")
                    .of(Map.of("left", left)));
            refused(two + " has no output pool; there are [difference, sum]", () -> features.output("pool"));
        }
    }

    @Test
    void whatIsNotSuchAModelIsRefused() throws IOException {
        refused(folder + " is no SavedModel: there is no file saved_model.pb", () -> SavedModelFeatures.load(folder));
        refused(
                one + " has no signature embed; there are [serving_default]",
                () -> SavedModelFeatures.load(one, "embed"));
        Path text = folder.resolve("text");
        export(text, tf -> {
            var tokens = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
            return Signature.builder(Signature.DEFAULT_KEY)
                    .input("tokens", tokens)
                    .output("length", tf.strings.stringLength(tokens))
                    .build();
        });
        refused("input tokens of " + text + " must be DT_FLOAT, it is DT_STRING", () -> SavedModelFeatures.load(text));
        Files.write(one.resolve("saved_model.pb"), new byte[] {1, 2, 3});
        String message = assertThrows(IllegalArgumentException.class, () -> SavedModelFeatures.load(one))
                .getMessage();
        assertEquals(one + " cannot be loaded: ", message.substring(0, (one + " cannot be loaded: ").length()));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
