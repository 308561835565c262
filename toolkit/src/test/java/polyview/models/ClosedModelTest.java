package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.losses.Loss;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A closed model refuses every use. */
@Tag("models")
class ClosedModelTest {

    private static final MemoryDataset DATA = Samples.rows(4, 3, 2);
    private static final FloatArray ROWS = DATA.all().inputs().get(0);

    private static final MultiInputGenerator FILES = new MultiInputGenerator(
            Manifest.table(Table.create(StringColumn.create("image", "a.png")), Path.of("."))
                    .images("image")
                    .open(),
            ImageForm.gray(4, 4));

    private static final Path NOWHERE = Path.of("no", "such", "folder");

    private static Map<String, Executable> uses(Model model) {
        Map<String, Executable> uses = new LinkedHashMap<>();
        uses.put("seed(long)", () -> model.seed(1));
        uses.put("seed()", model::seed);
        uses.put("rules", () -> model.rules());
        uses.put("precision", () -> model.precision(Precision.MIXED));
        uses.put("summary", model::summary);
        uses.put("explain", model::explain);
        uses.put("compile", () -> model.compile(new SGD(), Loss.softmaxCrossEntropy()));
        uses.put("compile, many", () -> model.compile(new SGD(), List.of()));
        uses.put("fit", () -> model.fit(DATA, Fit.epochs(1)));
        uses.put("evaluate", () -> model.evaluate(DATA));
        uses.put("predict", () -> model.predict(ROWS));
        uses.put("predict, data set", () -> model.predict(DATA));
        uses.put("predictAll", () -> model.predictAll(ROWS));
        uses.put("predictAll, data set", () -> model.predictAll(DATA));
        uses.put("predict, tiles", () -> model.predict(Tiling.of(8, 2), ROWS));
        uses.put("predictAll, tiles", () -> model.predictAll(Tiling.of(8, 2), ROWS));
        uses.put("predictor", model::predictor);
        uses.put("predictReadable", () -> model.predictReadable(DATA));
        uses.put("predictTable", () -> model.predictTable(FILES));
        uses.put("predictTable, classes", () -> model.predictTable(FILES, List.of("a", "b")));
        uses.put("weights", model::weights);
        uses.put("setWeights", () -> model.setWeights(Map.of()));
        uses.put("features", () -> model.features("dense", ROWS));
        uses.put("featuresAll", () -> model.featuresAll("dense", ROWS));
        uses.put("frozen", () -> model.frozen());
        uses.put("unfreezeFrom", () -> model.unfreezeFrom("dense"));
        uses.put("layer", () -> model.layer("dense"));
        uses.put("saveWeights", () -> model.saveWeights(NOWHERE));
        uses.put("loadWeights", () -> model.loadWeights(NOWHERE));
        uses.put("resume", () -> model.resume(NOWHERE));
        uses.put("save", () -> model.save(NOWHERE));
        uses.put("saveForTraining", () -> model.saveForTraining(NOWHERE));
        uses.put("export", () -> model.export(NOWHERE));
        uses.put("engine", model::engine);
        uses.put("asLayer", model::asLayer);
        return uses;
    }

    private static void refuses(Executable use) {
        refuses("the model is closed", use);
    }

    private static void refuses(String message, Executable use) {
        assertEquals(message, assertThrows(IllegalStateException.class, use).getMessage());
    }

    @TestFactory
    Stream<DynamicTest> everyUseIsRefused() {
        Model model = Samples.denseNet(3, 2).compile(new SGD(), Loss.softmaxCrossEntropy());
        model.close();
        return uses(model).entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> refuses(e.getValue())));
    }

    @Test
    void noPublicMethodIsForgottenHere() {
        Set<String> listed = uses(Samples.denseNet(3, 2)).keySet().stream()
                .map(use -> use.replaceAll("\\W.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Arrays.stream(Model.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()))
                // A notebook shows closed models too: see SummaryTest.
                .filter(m -> !Set.of("close", "toString").contains(m.getName()))
                .map(m -> m.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, listed);
    }

    @Test
    void closingTwiceOrUnusedDoesNothingMore() {
        Model unused = Samples.denseNet(3, 2);
        unused.close();
        unused.close();
        refuses(unused::weights);
        Model used = Samples.denseNet(3, 2);
        used.predict(ROWS);
        used.close();
        used.close();
        refuses(() -> used.predict(ROWS));
    }

    @Test
    void theWeightsOfALayerAreRefusedToo() {
        Model model = Samples.denseNet(3, 2);
        LayerWeights layer = model.layer("dense");
        model.close();
        refuses(layer::weights);
        refuses(() -> layer.weight("bias"));
        refuses(() -> layer.setWeights(Map.of()));
    }

    @Test
    void anEngineThatWasClosedOrReplacedRefusesToRun() {
        Model model = Samples.denseNet(3, 2);
        Engine before = model.engine();
        model.compile(new SGD(), Loss.softmaxCrossEntropy());
        String anew = "the model was compiled anew: ask it for its engine again";
        refuses(anew, () -> before.predictOnBatch(List.of(ROWS)));
        refuses(anew, before::weights);
        refuses(anew, () -> before.saveWeights(NOWHERE));
        refuses(anew, () -> before.loadWeights(NOWHERE));
        Engine now = model.engine();
        model.close();
        refuses(() -> now.trainOnBatch(DATA.all()));
        refuses(() -> now.testOnBatch(DATA.all()));
    }
}
