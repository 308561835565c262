package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import outside.TensorFlowAlone;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.optimizers.Adam;

/** A SavedModel is read by TensorFlow alone, in a process of its own, and puts out the same bits. */
@Tag("models")
class ExportTest {

    private static final MemoryDataset DATA = Samples.pairs(12);

    @TempDir
    Path folder;

    private static Model trained() {
        Model model = Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy());
        for (int i = 0; i < 3; i++) {
            model.engine().trainOnBatch(DATA.all());
        }
        return model;
    }

    private static String bits(FloatArray array) {
        return IntStream.range(0, array.values().length)
                .mapToObj(i -> String.valueOf(Float.floatToRawIntBits(array.values()[i])))
                .collect(Collectors.joining(" "));
    }

    @Test
    void tensorFlowAloneRunsIt() {
        Path saved = folder.resolve("saved");
        try (Model model = trained()) {
            model.export(saved);
            FloatArray expected = model.predict(TensorFlowAlone.image(0), TensorFlowAlone.image(1));
            List<String> lines = TensorFlowAlone.run(saved);
            assertTrue(lines.get(0).startsWith("TensorFlow 2."), lines.get(0));
            assertEquals("inputs [left, right]", lines.get(1));
            assertEquals("outputs [" + model.engine().program().outputs().get(0).name() + "]", lines.get(2));
            assertEquals("values " + bits(expected), lines.get(3));
        }
    }

    @Test
    void whatModelSaveHasWrittenIsExportedToo() {
        Path file = folder.resolve("model.zip");
        Path saved = folder.resolve("saved");
        try (Model model = trained()) {
            model.save(file);
            try (Engine loaded = Engine.load(file)) {
                loaded.export(saved);
            }
            FloatArray expected = model.predict(TensorFlowAlone.image(0), TensorFlowAlone.image(1));
            assertEquals("values " + bits(expected), TensorFlowAlone.run(saved).get(3));
            assertEquals(
                    "a program that trains is not exported: export the model, or load what Model.save has written",
                    assertThrows(IllegalStateException.class, () -> model.engine()
                                    .export(folder.resolve("another")))
                            .getMessage());
        }
    }

    @Test
    void itsVariablesAreTheWeightsAndNothingElse() {
        Path saved = folder.resolve("saved");
        try (Model model = trained()) {
            model.export(saved);
            try (SavedModelBundle bundle = SavedModelBundle.load(saved.toString())) {
                long variables = 0;
                for (var ops = bundle.graph().operations(); ops.hasNext(); ) {
                    variables += ops.next().type().startsWith("VariableV2") ? 1 : 0;
                }
                assertEquals(model.weights().size(), variables);
            }
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws IOException {
        Files.write(folder.resolve("mine.txt"), new byte[] {1});
        try (Model model = trained()) {
            refused("folder must be empty or not there, got " + folder, () -> model.export(folder));
        }
        assertEquals(List.of("mine.txt"), Arrays.asList(folder.toFile().list()));
    }
}
