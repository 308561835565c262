package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The live plot and the live table through Jupyter: on the wire, under an interrupt, and in the notebook that is written. */
@Tag("notebooks")
@Timeout(900)
class LiveDisplayIT {
    private static final String SETUP = """
            import polyview.data.*; import polyview.datasets.*; import polyview.losses.*; import polyview.metrics.*; import polyview.optimizers.*; import polyview.experiments.*;
            import polyview.layers.*; import polyview.models.*; import polyview.notebook.*; import polyview.training.*;

            /** Makes epochs long enough to be seen one by one. */
            class Slow implements Callback {
                final int from;
                Slow(int from) { this.from = from; }

                @Override public void onEpochEnd(Run run, History.EpochLog log) {
                    if (run.epoch() >= from) System.out.println("epoch " + run.epoch() + " is over");
                    try { Thread.sleep(300); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
                }
            }

            var pairs = MadePairs.of(32, 7).size(16, 16).dataset();

            Model pairs(Fusion fusion) {
                var left = Input.image("left", 16, 16, 1);
                var right = Input.image("right", 16, 16, 1);
                var x = new DualConv2D(4, 3).fusion(fusion).apply(left, right);
                var model = new Model(List.of(left, right), new Dense(2).apply(new GlobalAveragePooling2D().apply(x)));
                return model.seed(1).compile(new Adam(1e-3), Loss.softmaxCrossEntropy(), Metric.accuracy());
            }

            var model = pairs(Fusion.concat());
            """;
    private static final String TRAINING = """
            var history = model.fit(pairs, Fit.epochs(8).validation(pairs).callbacks(new LivePlot(), new Slow(99)));
            System.out.println("after it");
            """;
    private static final String SWEEP = """
            var results = Experiment.named("fusion")
                .variant("concat", () -> pairs(Fusion.concat()))
                .variant("average", () -> pairs(Fusion.average()))
                .seeds(2).fit(Fit.epochs(2).callbacks(new Slow(99))).data(pairs, pairs).allowSharedSamples()
                .listeners(new LiveTable()).verbose(false).run();
            """;
    private static Bridge kernel;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        kernel = new Bridge();
        JsonObject answer = kernel.execute(SETUP);
        assertEquals("ok", Bridge.status(answer), answer.toString());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        kernel.close();
    }

    private static List<JsonObject> displays(JsonObject answer) {
        return StreamSupport.stream(answer.getAsJsonArray("output").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(message -> message.get("type").getAsString().endsWith("display_data"))
                .toList();
    }

    /** One display, then at least this many updates of the same place. */
    private static List<JsonObject> requireOnePlace(JsonObject answer, int updates) {
        List<JsonObject> displays = displays(answer);
        assertEquals("display_data", displays.get(0).get("type").getAsString());
        assertTrue(displays.size() > updates, displays.size() + " displays");
        for (JsonObject update : displays.subList(1, displays.size())) {
            assertEquals("update_display_data", update.get("type").getAsString());
            assertEquals(displays.get(0).get("transient"), update.get("transient"));
        }
        return displays;
    }

    private static String data(JsonObject message, String mimeType) {
        return message.getAsJsonObject("data").get(mimeType).getAsString();
    }

    @Test
    void aTrainingIsDrawnInOnePlaceAboveWhatItPrints() throws IOException {
        JsonObject answer = kernel.execute(TRAINING);

        assertEquals("ok", Bridge.status(answer), answer.toString());
        List<JsonObject> displays = requireOnePlace(answer, 2);
        assertEquals("the first epoch runs", data(displays.get(0), "text/plain"));
        JsonObject last = displays.get(displays.size() - 1);
        assertTrue(data(last, "image/png").startsWith("iVBOR"));
        assertTrue(last.getAsJsonObject("metadata").getAsJsonObject("image/png").has("width"), last.toString());
        // The order of the outbox: the first display before the first line, the last update before what follows.
        List<JsonElement> output = answer.getAsJsonArray("output").asList();
        assertEquals(0, output.indexOf(displays.get(0)));
        assertTrue(output.indexOf(last) < output.size() - 1);
        assertTrue(Bridge.printed(answer, "stdout").endsWith("after it\n"));
    }

    @Test
    void severalTrainingsOfACellHaveAPlaceEach() throws IOException {
        JsonObject answer = kernel.execute("""
                var plot = new LivePlot();
                for (int i = 0; i < 2; i++) model.fit(pairs, Fit.epochs(2).verbose(false).callbacks(plot));
                """);

        List<JsonObject> displays = displays(answer);
        assertEquals(
                2,
                displays.stream()
                        .map(message -> message.get("transient"))
                        .distinct()
                        .count());
        assertEquals(
                2,
                displays.stream()
                        .filter(message -> message.get("type").getAsString().equals("display_data"))
                        .count());
    }

    @Test
    void aSweepMovesItsTableAndLeavesTheResults() throws IOException {
        JsonObject answer = kernel.execute(SWEEP);

        assertEquals("ok", Bridge.status(answer), answer.toString());
        List<JsonObject> displays = requireOnePlace(answer, 2);
        // Which runs are under way at an update is a matter of the clock: LiveTableTest has one of its own.
        for (JsonObject state : displays.subList(0, displays.size() - 1)) {
            String text = data(state, "text/plain");
            assertTrue(text.matches("(?s)[0-4] of 4 runs done.*average.*"), text);
        }
        JsonObject last = displays.get(displays.size() - 1);
        assertTrue(data(last, "text/plain").startsWith("fusion: 2 variants, 2 seeds"), last.toString());
        assertTrue(data(last, "text/html").contains(">average</td>"), last.toString());
        assertEquals("", Bridge.printed(answer, "stdout"));
    }

    @Test
    void anInterruptedTrainingLeavesItsLastStateAndAKernelThatDraws() throws IOException {
        JsonObject answer = kernel.executeInterrupted(
                // Epochs are counted since compile, and other tests have trained the model before.
                "model = pairs(Fusion.concat()); "
                        + "var cut = model.fit(pairs, Fit.epochs(1_000_000).verbose(false).callbacks(new LivePlot(), new Slow(3)));",
                "epoch 3 is over");

        assertEquals("Interrupted", answer.getAsJsonObject("reply").get("ename").getAsString(), answer.toString());
        List<JsonObject> displays = requireOnePlace(answer, 1);
        assertTrue(data(displays.get(displays.size() - 1), "image/png").startsWith("iVBOR"));
        // The place belongs to a cell of the past; a new cell has one of its own, on the same channel.
        JsonObject next = kernel.execute("model.fit(pairs, Fit.epochs(2).callbacks(new LivePlot())).steps()");
        requireOnePlace(next, 1);
        assertEquals("2", Bridge.value(next));
        assertEquals("true", Bridge.value(kernel.execute("cut.epochs().size() >= 3")));
    }

    @Test
    void theNotebookThatIsWrittenHoldsTheLastStatesAlone() throws IOException, InterruptedException {
        Path target = Launcher.NOTEBOOKS.resolve("target");
        Path in = Files.createDirectories(target.resolve("it/live"));
        Path out = target.resolve("it/live-out");
        NotebooksIT.write(in.resolve("live.ipynb"), SETUP, TRAINING, SWEEP);
        Launcher.Outcome outcome =
                Launcher.launch("--execute", "--no-build", "--dir", in.toString(), "--out", out.toString());

        assertEquals(0, outcome.code(), outcome.lines().toString());
        List<JsonObject> displays = Page.read(out.resolve("live.ipynb")).outputs().stream()
                .filter(output -> Page.type(output).equals("display_data"))
                .map(output -> output.getAsJsonObject("data"))
                .toList();
        assertEquals(2, displays.size(), displays.toString());
        assertTrue(displays.get(0).has("image/png"), displays.get(0).toString());
        assertTrue(Page.text(displays.get(1).get("text/plain")).startsWith("fusion: 2 variants, 2 seeds"));
    }
}
