package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.models.KerasReport.Outcome;
import polyview.training.ChildJvm;

/** Files in Keras' layouts, and outputs that NumPy computed from the same weights. */
@Tag("models")
class KerasWeightsTest {

    private static final double TOLERANCE = 2e-5;

    private static void assertOutput(String name, FloatArray output) {
        FloatArray expected = KerasNets.expected(name);
        assertEquals(expected.shape(), output.shape());
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], output.values()[i], TOLERANCE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "layers.h5, true, false",
        "layers.weights.h5, true, false",
        "layers.keras, true, false",
        "layers.h5, false, true",
        "layers.weights.h5, false, true",
        "layers.keras, false, true"
    })
    void everyLayerWithWeightsGivesWhatKerasWould(String file, boolean named, boolean byOrder) {
        try (Model model = KerasNets.layers(named)) {
            KerasWeights weights = KerasWeights.read(KerasNets.file(file));
            KerasReport report = (byOrder ? weights.byOrder() : weights).into(model);
            assertEquals(22, report.count(Outcome.LOADED));
            assertEquals(file + ": 22 loaded", report.toString());
            assertOutput("layers", model.predict(KerasNets.expected("image")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair.h5", "pair.weights.h5"})
    void anEncoderInsideAModel(String file) {
        try (Model model = KerasNets.pair("encoder")) {
            KerasReport report = KerasWeights.read(KerasNets.file(file)).into(model);
            assertEquals(10, report.count(Outcome.LOADED));
            assertOutput("pair", model.predict(KerasNets.expected("left"), KerasNets.expected("right")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair.h5", "pair.weights.h5"})
    void theSameUnderAnotherName(String file) {
        try (Model model = KerasNets.pair("body")) {
            KerasWeights weights = KerasWeights.read(KerasNets.file(file));
            assertThrows(IllegalArgumentException.class, () -> weights.into(model));
            weights.rename("encoder", "body").into(model);
            assertOutput("pair", model.predict(KerasNets.expected("left"), KerasNets.expected("right")));
        }
    }

    /** Early files of Keras 3 have no names: kind and number are what is left, and the order of Keras. */
    @Test
    void aFileWithoutNames() {
        KerasWeights weights = KerasWeights.read(KerasNets.file("unnamed.weights.h5"));
        try (Model model = KerasNets.pair("body")) {
            String told = assertThrows(IllegalArgumentException.class, () -> weights.into(model))
                    .getMessage();
            assertTrue(told.endsWith("; byOrder() takes layers of other names"), told);
            weights.byOrder().into(model);
            assertOutput("pair", model.predict(KerasNets.expected("left"), KerasNets.expected("right")));
        }
    }

    /** The weights of one model go into a layer of another: an encoder that two images share. */
    @Test
    void intoOneLayer() {
        KerasWeights all = KerasWeights.read(KerasNets.file("pair.h5"));
        try (Model whole = KerasNets.pair("encoder");
                Model encoder = KerasNets.encoder();
                Model other = KerasNets.pair("eye")) {
            all.into(whole);
            Map<String, String> outOf = new LinkedHashMap<>();
            List.of("edges", "norm", "more").forEach(name -> outOf.put("encoder/" + name, name));
            KerasReport alone = all.rename(outOf).partly().into(encoder);
            assertEquals("pair.h5: 8 loaded, 2 missing in the model", alone.toString());
            encoder.weights()
                    .forEach((path, value) -> assertEquals(whole.weights().get("encoder/" + path), value));
            Map<String, FloatArray> before = other.weights();
            assertEquals(
                    "pair.h5: 8 loaded, 2 missing in the model",
                    all.rename(outOf).partly().inside("eye").into(other).toString());
            whole.layer("encoder")
                    .weights()
                    .forEach((path, value) ->
                            assertEquals(value, other.layer("eye").weight(path)));
            assertEquals(before.get("head/kernel"), other.weights().get("head/kernel"));
        }
    }

    @Test
    void aWholeModelWithWhatTheOptimizerKept() {
        KerasWeights weights = KerasWeights.read(KerasNets.file("model.h5"));
        assertEquals("model.h5 with 4 weights, 18 numbers", weights.toString());
        try (Model model = KerasNets.layers(true)) {
            Map<String, FloatArray> before = model.weights();
            KerasReport report = weights.partly().into(model);
            assertEquals("model.h5: 4 loaded, 18 missing in the file", report.toString());
            Map<String, FloatArray> after = model.weights();
            long same = before.keySet().stream()
                    .filter(path -> before.get(path).equals(after.get(path)))
                    .count();
            assertEquals(18, same);
            KerasWeights.read(KerasNets.file("layers.h5")).into(model);
            assertEquals(after.get("dense/kernel"), model.weights().get("dense/kernel"));
        }
    }

    /** Lists of names in several attributes; chunks, compression; 64 bits are rounded and said to be, 16 are exact. */
    @Test
    void otherTypesAndCompressedChunks() {
        KerasWeights weights = KerasWeights.read(KerasNets.file("split.h5"));
        assertEquals(
                List.of("float64", "float16"),
                weights.table().stringColumn("type").asList());
        try (Model model = KerasNets.layers(true)) {
            KerasReport report = weights.partly().into(model);
            assertEquals("split.h5: 1 loaded, 1 loaded, rounded, 20 missing in the file", report.toString());
            assertEquals(Outcome.ROUNDED, row(report, "conv", "kernel").outcome());
            assertEquals(KerasNets.expected("conv"), model.layer("conv").weight("kernel"));
            assertEquals(KerasNets.expected("half"), model.layer("conv").weight("bias"));
        }
    }

    private static KerasReport.Row row(KerasReport report, String layer, String weight) {
        return report.rows().stream()
                .filter(row -> row.layer().equals(layer) && row.weight().equals(weight))
                .findFirst()
                .orElseThrow();
    }

    /** Written and read, in another model, by names and by order. */
    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) {
        Path file = folder.resolve("written.weights.h5");
        try (Model pair = KerasNets.pair("encoder");
                Model other = KerasNets.pair("encoder").seed(5);
                Model renamed = KerasNets.pair("body").seed(6);
                Model layers = KerasNets.layers(true)) {
            KerasWeights.write(file, pair);
            assertEquals(10, KerasWeights.read(file).into(other).count(Outcome.LOADED));
            assertEquals(pair.weights(), other.weights());
            assertEquals(10, KerasWeights.read(file).byOrder().into(renamed).count(Outcome.LOADED));
            assertEquals(
                    List.copyOf(pair.weights().values()),
                    List.copyOf(renamed.weights().values()));
            KerasWeights.read(KerasNets.file("layers.h5")).into(layers);
            KerasWeights.write(file, layers);
            KerasWeights.read(file).into(layers);
            assertOutput("layers", layers.predict(KerasNets.expected("image")));
            Path nowhere = folder.resolve("no").resolve("a.weights.h5");
            assertEquals(
                    "cannot write " + nowhere + ": there is no folder " + nowhere.getParent(),
                    assertThrows(UncheckedIOException.class, () -> KerasWeights.write(nowhere, layers))
                            .getMessage());
        }
    }

    @Test
    void whatDoesNotFitIsToldWithBothShapesAndChangesNothing() {
        var x = Input.of("x", 4);
        try (Model model = new Model(x, new Dense(3).name("dense").apply(x)).seed(1)) {
            Map<String, FloatArray> before = model.weights();
            KerasWeights weights = KerasWeights.read(KerasNets.file("model.h5"));
            assertEquals(
                    "model.h5 does not fit: layer dense, weight kernel: (4, 2) in the file (/model_weights/dense/dense/kernel:0), "
                            + "(4, 3) in the model; layer dense, weight bias: (2) in the file (/model_weights/dense/dense/bias:0), "
                            + "(3) in the model; layer ln, weight gamma: (4) in the file (/model_weights/ln/ln/gamma:0), "
                            + "missing in the model and 1 more; byOrder() takes layers of other names",
                    assertThrows(IllegalArgumentException.class, () -> weights.into(model))
                            .getMessage());
            assertThrows(IllegalArgumentException.class, () -> weights.partly().into(model));
            assertEquals(before, model.weights());
            assertEquals(
                    "model.h5 has no layer named bn; there are [ln, ln/ln, dense, dense/dense]",
                    assertThrows(IllegalArgumentException.class, () -> weights.rename("bn", "ln"))
                            .getMessage());
            assertEquals(
                    "no layer named body; there are [dense]",
                    assertThrows(IllegalArgumentException.class, () -> weights.inside("body")
                                    .into(model))
                            .getMessage());
        }
    }

    @Test
    void theTables() {
        KerasWeights weights = KerasWeights.read(KerasNets.file("model.h5"));
        assertEquals(
                List.of("layer", "weight", "shape", "type", "dataset"),
                weights.table().columnNames());
        assertEquals(
                List.of("ln", "ln", "dense", "dense"),
                weights.table().stringColumn("layer").asList());
        try (Model model = KerasNets.layers(true)) {
            var table = weights.partly().into(model).table();
            assertEquals(
                    List.of("layer", "weight", "shape in file", "shape in model", "what happened"),
                    table.columnNames());
            assertEquals("missing in the file", table.getString(0, "what happened"));
            assertEquals("(4, 2)", table.getString(20, "shape in file"));
        }
    }

    /** In a process whose class path has no jhdf: all else works, and the first line tells what to add. */
    @Test
    void withoutTheLibraryItsCoordinatesAreTold() {
        String without = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jhdf"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> told = ChildJvm.run(
                WithoutJhdfMain.class,
                List.of("-cp", without),
                KerasNets.file("pair.h5").toString());
        assertEquals("model of 8", told.get(0));
        assertEquals(2, told.size());
        String coordinates =
                "weights of Keras are read by io.jhdf:jhdf:0.13.0: add it to the dependencies of your program (io/jhdf/";
        assertTrue(told.get(1).startsWith(coordinates), told.get(1));
    }

    /** The version in the message is the one that is built and tested with. */
    @Test
    void theVersionIsThatOfTheBuild() {
        assertTrue(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .anyMatch(entry -> entry.endsWith("jhdf-0.13.0.jar")));
    }
}
