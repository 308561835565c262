package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.FloatArray;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.ManifestColumns;
import polyview.data.manifest.PairFolder;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Predictions beside their rows: image i is gray all over, 10 i of 255, so that each number tells whose it is. */
@Tag("models")
class PredictTableTest {

    private static final int COUNT = 12;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        StringBuilder text = new StringBuilder("image,kind,size,study\n");
        for (int i = 0; i < COUNT; i++) {
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
            int gray = 10 * i;
            image.getRaster()
                    .setPixels(0, 0, 4, 4, IntStream.range(0, 16).map(p -> gray).toArray());
            Files.write(folder.resolve(i + ".png"), PairFolder.encoded("png", image));
            text.append(i)
                    .append(".png,")
                    .append(i < 6 ? "dark" : "light")
                    .append(",")
                    .append(i / 2.0)
                    .append(",s-")
                    .append(i)
                    .append("\n");
        }
        file = folder.resolve("scans.csv");
        Files.writeString(file, text);
        Files.delete(folder.resolve("2.png"));
        Files.write(folder.resolve("7.png"), new byte[0]);
        Files.writeString(folder.resolve("8.png"), "This is no image");
    }

    private ManifestColumns columns() {
        return Manifest.csv(file).images("image").id("study");
    }

    private MultiInputGenerator reader(Manifest manifest) {
        return new MultiInputGenerator(manifest, ImageForm.gray(4, 4));
    }

    /** The mean of the image through a dense layer. */
    private static Model model(Activation.Function activation, int units) {
        var image = Input.image("image", 4, 4, 1);
        var x = new GlobalAveragePooling2D().apply(image);
        return new Model(
                image, new Dense(units).activation(activation).name("out").apply(x));
    }

    private static Model set(Model model, float[] weights, float... biases) {
        model.setWeights(Map.of(
                "out/kernel", FloatArray.of(weights, 1, weights.length),
                "out/bias", FloatArray.of(biases, biases.length)));
        return model;
    }

    private static float[] two(float a, float b) {
        return new float[] {a, b};
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void rowsThatCannotBeReadShiftNoOther(ReadBy by) {
        try (Model model = set(model(Activation.LINEAR, 1), new float[] {255}, 1)) {
            for (int threads : List.of(1, 3)) {
                var reader = reader(columns().open()).reader(by).threads(threads);
                Table table = model.predictTable(reader);
                assertEquals(List.of("row", "study", "image", "output", "reason"), table.columnNames());
                for (int i = 0; i < COUNT; i++) {
                    assertEquals(i + 2, table.intColumn("row").get(i));
                    assertEquals("s-" + i, table.stringColumn("study").get(i));
                    assertEquals(i + ".png", table.stringColumn("image").get(i));
                    boolean bad = List.of(2, 7, 8).contains(i);
                    assertEquals(
                            bad ? Float.NaN : 10 * i + 1,
                            table.floatColumn("output").getFloat(i),
                            1e-3);
                    assertEquals(bad, !table.stringColumn("reason").get(i).isEmpty());
                }
                assertEquals(
                        "2.png: there is no such file",
                        table.stringColumn("reason").get(2));
                assertEquals(
                        "7.png: the file is empty", table.stringColumn("reason").get(7));
                assertEquals(0, reader.report().rowCount(), "the report of the user's reader is his");
            }
        }
    }

    @Test
    void theOrderIsThatOfTheManifestWhateverIsTaken() {
        try (Model model = set(model(Activation.LINEAR, 1), new float[] {255}, 0)) {
            Table table = model.predictTable(reader(columns().open().subset(9, 2, 9, 0, 11)));
            assertEquals(List.of(11, 4, 11, 2, 13), table.intColumn("row").asList());
            float[] expected = {90, Float.NaN, 90, 0, 110};
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], table.floatColumn("output").getFloat(i), 1e-3);
            }
        }
    }

    /** The logits of row i are (0, 10 i / 255 - 0.2): class 1 wins from row 6 on, and its probability is a sigmoid. */
    private static double light(int i) {
        return 1 / (1 + Math.exp(-(10 * i / 255.0 - 0.2)));
    }

    private void requireScores(Table table, boolean known) {
        for (int i = 0; i < COUNT; i++) {
            if (List.of(2, 7, 8).contains(i)) {
                assertEquals("", table.stringColumn("prediction").get(i));
                assertTrue(table.floatColumn("score").isMissing(i));
                continue;
            }
            assertEquals(
                    i < 6 ? "dark" : "light", table.stringColumn("prediction").get(i));
            double score = Math.max(light(i), 1 - light(i));
            assertEquals(known ? score : Double.NaN, table.floatColumn("score").getFloat(i), 1e-6);
        }
    }

    @Test
    void theScoreIsAProbabilityWhereItIsKnownAndMissingElsewhere() {
        Manifest rows = columns().label("kind").open();
        try (Model logits = set(model(Activation.LINEAR, 2), two(0, 1), 0, -0.2f);
                Model softmax = set(model(Activation.SOFTMAX, 2), two(0, 1), 0, -0.2f);
                Model sigmoid = set(model(Activation.SIGMOID, 1), new float[] {1}, -0.2f)) {
            Table unknown = logits.predictTable(reader(rows));
            assertEquals(
                    List.of(
                            "row",
                            "study",
                            "image",
                            "label",
                            "prediction",
                            "score",
                            "output dark",
                            "output light",
                            "reason"),
                    unknown.columnNames());
            requireScores(unknown, false);
            assertEquals(-0.2f + 110 / 255f, unknown.floatColumn("output light").getFloat(11), 1e-6);
            requireScores(softmax.predictTable(reader(rows)), true);
            requireScores(sigmoid.predictTable(reader(rows)), true);
            logits.compile(new SGD(), Loss.softmaxCrossEntropy());
            requireScores(logits.predictTable(reader(rows)), true);
            assertEquals(
                    -0.2f + 110 / 255f,
                    logits.predictTable(reader(rows))
                            .floatColumn("output light")
                            .getFloat(11),
                    1e-6);
            sigmoid.compile(new SGD(), Loss.binaryCrossEntropy());
            requireScores(sigmoid.predictTable(reader(rows)), true);
            // Rows without labels: the names are given.
            Table fresh = softmax.predictTable(reader(columns().open()), List.of("dark", "light"));
            assertFalse(fresh.containsColumn("label"));
            requireScores(fresh, true);
            refused(
                    "classes must be 2 for output out, got 3",
                    () -> softmax.predictTable(reader(columns().open()), List.of("a", "b", "c")));
            softmax.compile(new SGD(), Loss.softmaxCrossEntropy());
            Manifest other = columns().label("kind").classes("light", "dark").open();
            softmax.fit(reader(rows.subset(0, 1, 3)), Fit.epochs(1).verbose(false));
            String message = assertThrows(IllegalArgumentException.class, () -> softmax.predictTable(reader(other)))
                    .getMessage();
            assertTrue(message.startsWith("classes must be those of the training, in its order"), message);
        }
    }

    @Test
    void numbersStandBesideTheirTargets() {
        try (Model model = set(model(Activation.LINEAR, 1), new float[] {12.75f}, 0)) {
            Table table = model.predictTable(reader(columns().targets("size").open()));
            assertEquals(
                    List.of("row", "study", "image", "target size", "prediction size", "reason"), table.columnNames());
            for (int i : List.of(0, 1, 3, 11)) {
                assertEquals(i / 2f, table.floatColumn("target size").getFloat(i));
                assertEquals(i / 2f, table.floatColumn("prediction size").getFloat(i), 1e-5);
            }
            assertEquals(
                    1,
                    table.floatColumn("target size").getFloat(2),
                    "the target of a row that cannot be read is known");
        }
    }

    @Test
    void everyOutputHasColumnsOfItsName() {
        var image = Input.image("image", 4, 4, 1);
        var x = new GlobalAveragePooling2D().apply(image);
        var kind = new Dense(2).activation(Activation.SOFTMAX).name("kind").apply(x);
        var size = new Dense(1).name("size").apply(x);
        try (Model model = new Model(List.of(image), List.of(size, kind))) {
            model.setWeights(Map.of(
                    "kind/kernel", FloatArray.of(two(0, 1), 1, 2),
                    "kind/bias", FloatArray.of(two(0, -0.2f), 2),
                    "size/kernel", FloatArray.of(new float[] {12.75f}, 1, 1),
                    "size/bias", FloatArray.of(new float[] {0}, 1)));
            Table table = model.predictTable(
                    reader(columns().label("kind").targets("size").open()));
            assertEquals(
                    List.of(
                            "row",
                            "study",
                            "image",
                            "size target size",
                            "size prediction size",
                            "kind label",
                            "kind prediction",
                            "kind score",
                            "kind output dark",
                            "kind output light",
                            "reason"),
                    table.columnNames());
            assertEquals(5.5f, table.floatColumn("size prediction size").getFloat(11), 1e-5);
            assertEquals("light", table.stringColumn("kind prediction").get(11));
            assertEquals(light(11), table.floatColumn("kind score").getFloat(11), 1e-6);
        }
    }

    @Test
    void theFileHasTheCellsOfTheTable() throws IOException {
        try (Model model = set(model(Activation.SOFTMAX, 2), two(0, 1), 0, -0.2f)) {
            Table table = model.predictTable(reader(columns().label("kind").open()));
            Path csv = folder.resolve("predictions.csv");
            table.write().csv(csv.toFile());
            ColumnType[] types = table.columns().stream().map(c -> c.type()).toArray(ColumnType[]::new);
            Table again = Table.read()
                    .usingOptions(CsvReadOptions.builder(csv.toFile()).columnTypes(types));
            assertEquals(table.columnNames(), again.columnNames());
            assertEquals(COUNT, again.rowCount());
            for (int c = 0; c < table.columnCount(); c++) {
                for (int row = 0; row < COUNT; row++) {
                    assertEquals(
                            table.get(row, c),
                            again.get(row, c),
                            table.column(c).name() + " " + row);
                }
            }
            Manifest opened = Manifest.csv(csv).images("image").label("label").open();
            assertEquals(COUNT, opened.size());
        }
    }

    @Test
    void anOutputOfManyNumbersIsRefused() {
        var image = Input.image("image", 4, 4, 1);
        try (Model model = new Model(image, new Dense(70).name("wide").apply(image))) {
            refused(
                    "predictTable has a column for each number, and output wide has 1120, more than 1000: use predictReadable",
                    () -> model.predictTable(reader(columns().open())));
        }
    }
}
