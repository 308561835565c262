package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.unreadable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.npy.HandMadeNpz;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.optimizers.Adam;

/** A model in one file: it predicts the same bits, and what is not such a file is refused. */
@Tag("models")
class SavedModelTest {

    private static final MemoryDataset DATA = Samples.pairs(12);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.zip");
    }

    private static Model trained(int steps) {
        Model model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy());
        for (int i = 0; i < steps; i++) {
            model.engine().trainOnBatch(DATA.all());
        }
        return model;
    }

    @Test
    void whatIsLoadedPredictsTheSameBits() {
        try (var model = trained(3)) {
            model.save(file);
            try (var loaded = Engine.load(file)) {
                assertEquals(model.weights(), loaded.weights());
                assertEquals(model.seed(), loaded.seed());
                assertEquals(List.of(model.predict(DATA)), loaded.predict(DATA, 32));
                assertEquals(
                        model.predictAll(DATA.all().inputs().toArray(FloatArray[]::new)),
                        loaded.predictOnBatch(DATA.all().inputs()));
            }
        }
    }

    @Test
    void onlyWhatPredictsIsInIt() {
        try (var model = trained(1)) {
            model.save(file);
            try (var loaded = Engine.load(file)) {
                assertEquals(
                        List.copyOf(model.weights().keySet()),
                        loaded.program().variables().stream()
                                .map(Program.Variable::path)
                                .toList());
                assertEquals(
                        "the model is not compiled: call compile before training or evaluating it",
                        assertThrows(IllegalStateException.class, loaded::training)
                                .getMessage());
                assertThrows(IllegalStateException.class, () -> loaded.evaluate(DATA, 4));
            }
        }
    }

    @Test
    void savingDisturbsNoTraining() {
        try (var model = trained(2);
                var straight = trained(4)) {
            model.save(file);
            model.engine().trainOnBatch(DATA.all());
            model.engine().trainOnBatch(DATA.all());
            assertEquals(straight.weights(), model.weights());
        }
    }

    @Test
    void whatIsLoadedTakesAndGivesWeights() {
        try (var model = trained(2);
                var other = Samples.pairNet(8)) {
            other.save(file);
            Path weights = folder.resolve("weights.npz");
            model.saveWeights(weights);
            try (var loaded = Engine.load(file)) {
                loaded.loadWeights(weights);
                assertEquals(model.weights(), loaded.weights());
                loaded.saveWeights(weights);
                other.loadWeights(weights);
                assertEquals(model.predict(DATA), other.predict(DATA));
            }
        }
    }

    @Test
    void namesAndShapesOfManyEndsAreKept() {
        var image = Input.image("image", -1, -1, 2);
        var age = Input.of("age", 3);
        var conv = new Conv2D(2, 3).name("conv").apply(image);
        var pooled = new GlobalAveragePooling2D().apply(conv);
        var head = new Dense(2).name("head");
        // One layer that puts out two things, and an input that is an output as it is.
        var outputs = List.of(conv, head.apply(pooled), head.apply(new Flatten().apply(new Dense(2).apply(age))), age);
        try (var model = new Model(List.of(image, age), outputs).seed(-5)) {
            model.save(file);
            try (var loaded = Engine.load(file)) {
                Program expected = model.engine().program();
                assertEquals(ends(expected.inputs()), ends(loaded.program().inputs()));
                assertEquals(ends(expected.outputs()), ends(loaded.program().outputs()));
                assertEquals(
                        List.of("conv (N, ?, ?, 2)", "head (N, 2)", "head_output_2 (N, 2)", "age (N, 3)"),
                        ends(loaded.program().outputs()));
                assertEquals(expected.variables(), loaded.program().variables());
                assertEquals(-5, loaded.seed());
                FloatArray pixels = Samples.uniform(1, 2, 5, 4, 2);
                FloatArray ages = Samples.uniform(2, 2, 3);
                assertEquals(model.predictAll(pixels, ages), loaded.predictOnBatch(List.of(pixels, ages)));
            }
        }
    }

    private static List<String> ends(List<Program.Port> ports) {
        return ports.stream().map(p -> p.name() + " " + Shapes.text(p.shape())).toList();
    }

    @Test
    void aModelWithoutWeightsIsSavedToo() {
        var x = Input.of("x", 2, 3);
        try (var model = new Model(x, new Flatten().apply(x))) {
            model.save(file);
            try (var loaded = Engine.load(file)) {
                FloatArray rows = Samples.uniform(1, 2, 2, 3);
                assertEquals(Map.of(), loaded.weights());
                assertEquals(List.of(rows.reshape(2, 6)), loaded.predictOnBatch(List.of(rows)));
            }
        }
    }

    private void refused(String message, Consumer<Map<String, byte[]>> change) throws IOException {
        saveChanged(change);
        unreadable("cannot read " + file + message, () -> Engine.load(file).close());
    }

    /** Saves a small model and changes the entries of its file. */
    private void saveChanged(Consumer<Map<String, byte[]>> change) throws IOException {
        try (var model = Samples.denseNet(2, 3)) {
            model.save(file);
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entries.put(e.getName(), zip.readAllBytes());
            }
        }
        change.accept(entries);
        HandMadeNpz changed = new HandMadeNpz();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            changed.deflated(entry.getKey(), entry.getValue());
        }
        changed.write(file);
    }

    private void refusedText(String message, UnaryOperator<String> change) throws IOException {
        refused(", entry program.txt: " + message, entries -> change(entries, change));
    }

    private static void change(Map<String, byte[]> entries, UnaryOperator<String> change) {
        String text = new String(entries.get("program.txt"), StandardCharsets.UTF_8);
        entries.put("program.txt", change.apply(text).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void entriesThatAreMissingAreRefused() throws IOException {
        refused(": there is no entry graph.pb", entries -> entries.remove("graph.pb"));
        refused(": there is no entry weights/dense/bias.npy", entries -> entries.remove("weights/dense/bias.npy"));
        refused(
                ": it is not a model saved by Polyview: there is no entry program.txt",
                entries -> entries.remove("program.txt"));
    }

    @Test
    void otherVersionsAndDamagedTextsAreRefused() throws IOException {
        refusedText(
                "its first line must be \"polyview program 1\" or \"polyview program 3\", got \"polyview program 4\"",
                text -> text.replace("program 1", "program 4"));
        refusedText("its first line must be \"polyview program 1\" or \"polyview program 3\", got \"\"", text -> "");
        refusedText("it must have one line of seed, got 0", text -> text.replaceAll("seed.*\n", ""));
        refusedText("it must have one line of step, got 2", text -> text + "step\tstep\n");
        refusedText("its seed must be a whole number, got \"x\"", text -> text.replace("seed\t11", "seed\tx"));
        refusedText("it has a line of an unknown kind: \"loss mean\"", text -> text + "loss\tmean\n");
        refusedText("a line of input must have 3 parts behind that word, got \"input x\"", text -> text + "input\tx\n");
        refusedText(
                "it has a line that cannot be read: \"input y input.y -1,two\"",
                text -> text + "input\ty\tinput.y\t-1,two\n");
        refusedText(
                "it has a line that cannot be read: \"variable a/b 2 a.b fed.a.b set.a.b LEARNED\"",
                text -> text + "variable\ta/b\t2\ta.b\tfed.a.b\tset.a.b\tLEARNED\n");
    }

    @Test
    void weightsOfAnotherShapeAreRefused() throws IOException {
        refused(
                ": weight dense/bias has shape [3], got [2, 3]",
                entries -> entries.put("weights/dense/bias.npy", entries.get("weights/dense/kernel.npy")));
    }

    @Test
    void graphsThatCannotBeReadAreRefused() throws IOException {
        graphRefused("the program's graph cannot be read: ", bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        graphRefused("the program's graph cannot be read: it has no nodes", bytes -> new byte[0]);
    }

    @Test
    void endsThatAreNotInTheGraphAreRefused() throws IOException {
        String input = ": the program's graph has no node named input.y";
        refused(input, entries -> change(entries, text -> text.replace("input.x", "input.y")));
        refused(
                ": the program's graph has no node named begin",
                entries -> change(entries, text -> text.replace("initialise\tinitialise", "initialise\tbegin")));
        refused(
                ": the program's graph has no node named set.dense",
                entries -> change(entries, text -> text.replace("set.dense.bias", "set.dense")));
    }

    private void graphRefused(String begin, UnaryOperator<byte[]> change) throws IOException {
        saveChanged(entries -> entries.computeIfPresent("graph.pb", (name, bytes) -> change.apply(bytes)));
        String message = assertThrows(UncheckedIOException.class, () -> Engine.load(file))
                .getMessage();
        assertTrue(message.startsWith("cannot read " + file + ": " + begin), message);
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        unreadable("cannot read " + file + ": there is no such file", () -> Engine.load(file));
        Files.writeString(file, "no model");
        unreadable("cannot read " + file + ": it is not a zip file: zip END header not found", () -> Engine.load(file));
    }
}
