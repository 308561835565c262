package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.augment.Augmentation;
import polyview.data.manifest.Manifest;
import polyview.datasets.MadeBulbs;
import polyview.datasets.MadePairs;
import polyview.experiments.Experiment;
import polyview.experiments.Split;
import polyview.experiments.Variant;
import polyview.layers.Dense;
import polyview.layers.Fusion;
import polyview.layers.Sequential;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.GradientCheck;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.training.EarlyStopping;
import polyview.training.Fit;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whatever a user leaves as the last value of a cell says something: never a class with a number, never a null. */
@Tag("notebooks")
class LastValuesTest {

    private static final Pattern NOTHING_SAID = Pattern.compile("@[0-9a-f]{4,}|\\$\\$Lambda|\\bnull\\b");

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>(DisplayedValues.all());
        MemoryDataset rows = Samples.rows(8, 2, 2);
        try (Model model = Samples.denseNet(2, 2)) {
            values.put("built model", model.toString());
            values.put(
                    "compiled model",
                    model.compile(new Adam(1e-3), Loss.softmaxCrossEntropy(), Metric.accuracy())
                            .toString());
            values.put("evaluation", model.evaluate(rows));
            values.put("predictions", model.predict(rows));
            values.put("all predictions", model.predictAll(rows));
            values.put("weights of a layer", model.layer("dense").toString());
            values.put("weights", model.weights());
        }
        values.put("fit", Fit.epochs(3).validation(rows).callbacks(EarlyStopping.on("val_loss")));
        values.put("optimizer", new Adam(1e-3));
        values.put("loss", Loss.softmaxCrossEntropy());
        values.put("metric", Metric.accuracy());
        values.put("fusion", Fusion.attention());
        values.put("layer", new Dense(2));
        values.put("layers", new Sequential(new Dense(2), new Dense(2)));
        values.put("gradient check", GradientCheck.of(new Dense(2), FloatArray.of(new float[] {1, 2}, 1, 2)));
        values.put("array", FloatArray.zeros(Shape.of(2, 3)));
        values.put("data", rows);
        values.put("made pairs", MadePairs.of(2, 1));
        values.put("made bulbs", MadeBulbs.of(2, 1));
        values.put("augmentation", Augmentation.none());
        values.put("split", Split.of(rows, rows));
        values.put("variant", new Variant("concat", () -> Samples.denseNet(2, 2)));
        values.put("experiment", Experiment.named("fusion").seeds(2));
        Table files = Table.create("files", StringColumn.create("left", List.of("a.png")));
        values.put(
                "manifest", Manifest.table(files, Path.of(".")).images("left").open());
        return values;
    }

    @TestFactory
    Stream<DynamicTest> everythingSaysWhatItIs() {
        return values().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    String text = entry.getValue().toString();
                    assertFalse(text.isBlank());
                    if (RichOutput.of(entry.getValue()).isEmpty()) {
                        assertFalse(NOTHING_SAID.matcher(text).find(), text);
                    }
                }));
    }

    @Test
    void anExperimentThatWasNotRunSaysSo() {
        var experiment = Experiment.named("fusion")
                .variant("concat", () -> Samples.denseNet(2, 2))
                .seeds(2);
        assertEquals("Experiment fusion: variants [concat], seeds [1, 2]; run() runs it", experiment.toString());
    }
}
