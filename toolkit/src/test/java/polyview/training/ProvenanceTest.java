package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.TensorFlow;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Devices;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** A history tells what must be the same for the same bits to come again. */
@Tag("training")
class ProvenanceTest {

    private static final MemoryDataset DATA = Samples.rows(20, 3, 2);

    private static Provenance trained(MemoryDataset data, long seed) {
        try (Model model = Samples.denseNet(3, 2).seed(seed).compile(new Adam(0.01), Loss.softmaxCrossEntropy())) {
            return model.fit(
                            data,
                            Fit.epochs(1).batchSize(4).validation(DATA.take(5)).verbose(false))
                    .provenance();
        }
    }

    @Test
    void itTellsSeedDataVersionsAndMachine() {
        Provenance facts = trained(DATA, 5);
        assertEquals("5", facts.get("seed"));
        assertTrue(facts.get("data").matches("20 samples, values [0-9a-f]{64}"), facts.get("data"));
        assertTrue(facts.get("validation").startsWith("5 samples, values "), facts.get("validation"));
        assertEquals("4", facts.get("batchSize"));
        assertEquals("true", facts.get("shuffle"));
        assertTrue(facts.get("optimizer").contains("learningRate=0.01"), facts.get("optimizer"));
        assertEquals("softmaxCrossEntropy", facts.get("loss"));
        assertEquals("0", facts.get("firstStep"));
        assertEquals(TensorFlow.version(), facts.get("tensorflow"));
        assertTrue(facts.get("polyview").matches("\\d+\\.\\d+\\.\\d+.*"), facts.get("polyview"));
        assertEquals(String.valueOf(Runtime.getRuntime().availableProcessors()), facts.get("cores"));
        assertEquals(Devices.report().oneDnn(), facts.get("oneDNN"));
        assertEquals("float32", facts.get("precision"));
        assertTrue(facts.get("program").matches("[0-9a-f]{64}"));
        assertEquals(System.getProperty("java.runtime.version"), facts.get("java"));
        assertTrue(!facts.get("processor").isBlank());
    }

    @Test
    void theSameTrainingHasTheSameAndAnotherTellsInWhat() {
        Map<String, String> facts = trained(DATA, 5).facts();
        assertEquals(facts, trained(DATA, 5).facts());
        float[] values = DATA.all().inputs().get(0).values().clone();
        values[17] = Math.nextUp(values[17]);
        var changed = new MemoryDataset(
                List.of(FloatArray.of(values, 20, 3)), DATA.all().targets());
        Map<String, String> other = new LinkedHashMap<>(trained(changed, 6).facts());
        assertNotEquals(facts.get("data"), other.get("data"));
        other.put("data", facts.get("data"));
        other.put("seed", "5");
        assertEquals(facts, other);
    }

    @Test
    void asATable() {
        Provenance facts = trained(DATA, 5);
        assertEquals(List.of("fact", "value"), facts.table().columnNames());
        assertEquals(facts.facts().size(), facts.table().rowCount());
        refused("no fact named gpu; there are " + facts.facts().keySet(), () -> facts.get("gpu"));
    }
}
