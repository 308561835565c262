package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.optimizers.SGD;
import polyview.rules.GraphRule;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;

/** What is set after compile never makes a model say one thing and do another. */
@Tag("models")
class SetAfterCompileTest {

    private static final MemoryDataset ROWS = Samples.rows(8, 3, 2);
    private static final Fit FIT = Fit.epochs(2).verbose(false);
    private static final String AGAIN = " after compile: compile again, so that it takes effect, or set it back";

    @TempDir
    Path folder;

    private final Dense body = new Dense(4).name("body");

    private Model model() {
        var x = Input.of("x", 3);
        return new Model(x, new Dense(2).name("head").apply(body.apply(x))).seed(1);
    }

    private static void refused(String message, Executable use) {
        assertEquals(message, assertThrows(IllegalStateException.class, use).getMessage());
    }

    @Test
    void aLayerThatIsFixedAfterCompileIsNotTrainedNorCalledFixed() {
        try (Model model = model().compile(new SGD(), Loss.softmaxCrossEntropy())) {
            Map<String, FloatArray> before = model.weights();
            body.trainable(false);
            // The summary tells of what is compiled: 3 * 4 + 4 and 4 * 2 + 2 weights that learn.
            assertEquals(26, model.summary().trainable());
            assertEquals(
                    "26 parameters: 26 trainable, 0 fixed; trainable of body was set to false: compile again, so that it"
                            + " takes effect",
                    model.summary().totals());
            String message = "trainable of body was set to false" + AGAIN;
            refused(message, () -> model.fit(ROWS, FIT));
            refused(message, () -> model.engine().trainOnBatch(ROWS.all()));
            Gradients g = model.engine().gradients(ROWS.all());
            refused(message, () -> model.engine().apply(g.gradients(), g.states()));
            assertEquals(before, model.weights());

            body.trainable(true);
            model.fit(ROWS, FIT);
            assertNotEquals(before.get("body/kernel"), model.weights().get("body/kernel"));

            body.trainable(false);
            model.compile(new SGD(), Loss.softmaxCrossEntropy());
            assertEquals(
                    "26 parameters: 10 trainable, 16 fixed", model.summary().totals());
            Map<String, FloatArray> fixed = model.weights();
            model.fit(ROWS, FIT);
            assertEquals(fixed.get("body/kernel"), model.weights().get("body/kernel"));
            assertNotEquals(fixed.get("head/kernel"), model.weights().get("head/kernel"));
        }
    }

    @Test
    void theFlagOfAPartCountsToo() {
        var left = Input.image("left", 5, 5, 1);
        var right = Input.image("right", 5, 5, 1);
        var dual = new DualConv2D(2, 3);
        var y = new Dense(2).apply(new GlobalAveragePooling2D().apply(dual.apply(left, right)));
        try (Model model = new Model(List.of(left, right), y).compile(new SGD(), Loss.softmaxCrossEntropy())) {
            dual.second(c -> c.trainable(false));
            refused("trainable of dual_conv2d/second was set to false" + AGAIN, () -> model.engine()
                    .trainOnBatch(new Batch(
                            List.of(Samples.uniform(1, 2, 5, 5, 1), Samples.uniform(2, 2, 5, 5, 1)),
                            List.of(Samples.labels(3, 2, 2)))));
        }
    }

    /** A callback that frees a layer half-way, as for fine-tuning: it would have had no effect. */
    @Test
    void aFlagThatACallbackSetsIsTold() {
        body.trainable(false);
        try (Model model = model().compile(new SGD(), Loss.softmaxCrossEntropy())) {
            Callback freeing = new Callback() {
                @Override
                public void onEpochEnd(Run run, History.EpochLog log) {
                    body.trainable(true);
                }
            };
            refused("trainable of body was set to true" + AGAIN, () -> model.fit(ROWS, FIT.callbacks(freeing)));
        }
    }

    @Test
    void aLayerThatIsRenamedKeepsItsPathInAModelThatHasIt() {
        var left = Input.image("left", 5, 5, 1);
        var right = Input.image("right", 5, 5, 1);
        var dual = new DualConv2D(2, 3);
        var y = new GlobalAveragePooling2D().apply(dual.apply(left, right));
        try (Model model = new Model(List.of(left, right), y).compile(new SGD(), Loss.meanSquaredError())) {
            Map<String, FloatArray> before = model.weights();
            Map<String, FloatArray> within = model.layer("dual_conv2d/first").weights();
            dual.first(c -> c.name("renamed"));
            dual.name("other");
            assertEquals(within, model.layer("dual_conv2d/first").weights());
            model.compile(new SGD(), Loss.meanSquaredError());
            assertEquals(before, model.weights());
        }
    }

    @Test
    void rulesThatAreSetLaterAreNotInWhatIsSaved() {
        FloatArray x = Samples.uniform(1, 4, 3);
        GraphRule tanh = new GraphRule() {
            @Override
            public GraphDef apply(GraphDef graph, Set<String> ends) {
                GraphDef.Builder other = graph.toBuilder();
                other.getNodeBuilderList().stream()
                        .filter(node -> node.getOp().equals("Relu"))
                        .forEach(node -> node.setOp("Tanh"));
                return other.build();
            }
        };
        var input = Input.of("x", 3);
        try (Model model =
                new Model(input, new Dense(4).activation(Activation.RELU).apply(input)).seed(1)) {
            FloatArray relu = model.predict(x);
            model.rules(tanh);
            Path file = folder.resolve("model.zip");
            model.save(file);
            assertEquals(relu, model.predict(x));
            try (Engine loaded = Engine.load(file)) {
                assertEquals(relu, loaded.predictOnBatch(List.of(x)).get(0));
            }
            model.compile(new SGD(), Loss.meanSquaredError());
            assertNotEquals(relu, model.predict(x));
            model.save(file);
            try (Engine loaded = Engine.load(file)) {
                assertEquals(model.predict(x), loaded.predictOnBatch(List.of(x)).get(0));
            }
        }
    }

    @Test
    void anArrayThatIsChangedLaterIsNotWhatALayerBeginsWith() {
        FloatArray kernel = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
        var x = Input.image("x", 4, 4, 1);
        var conv = new Conv2D(1, 2).kernelInitializer(Initializer.of(kernel)).name("conv");
        try (Model model = new Model(x, conv.apply(x))) {
            kernel.set(9, 0, 0, 0, 0);
            assertEquals(
                    FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1),
                    model.layer("conv").weight("kernel"));
        }
    }
}
