package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Adam;

/** A program runs without the layers that it came from, to the same bits. */
@Tag("models")
class ProgramTest {

    private final MemoryDataset data = Samples.pairs(12);

    private static Model compiled() {
        return Samples.pairNet(7).compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private void sameRun(Engine expected, Engine actual) {
        assertEquals(expected.weights(), actual.weights());
        for (int i = 0; i < 5; i++) {
            assertEquals(expected.trainOnBatch(data.all()), actual.trainOnBatch(data.all()));
        }
        assertEquals(expected.weights(), actual.weights());
        assertEquals(expected.testOnBatch(data.all()), actual.testOnBatch(data.all()));
        assertEquals(expected.predict(data, 5), actual.predict(data, 5));
    }

    @Test
    void aFreshEngineDoesTheSame() {
        try (var model = compiled();
                var engine = new Engine(model.engine().program(), 7)) {
            sameRun(model.engine(), engine);
        }
    }

    @Test
    void anotherSeedDoesSomethingElse() {
        try (var model = compiled();
                var engine = new Engine(model.engine().program(), 8)) {
            assertNotEquals(model.weights(), engine.weights());
            engine.setWeights(model.weights());
            // Only the dropout differs now.
            assertNotEquals(
                    model.engine().trainOnBatch(data.all()).loss(),
                    engine.trainOnBatch(data.all()).loss());
        }
    }

    @Test
    void writtenAndReadAgainItIsTheSameProgram() throws InvalidProtocolBufferException {
        try (var model = compiled()) {
            Program p = model.engine().program();
            byte[] again = GraphDef.parseFrom(p.graphDef()).toByteArray();
            assertEquals(GraphDef.parseFrom(p.graphDef()), GraphDef.parseFrom(again));
            var read = new Program(
                    again,
                    p.inputs(),
                    p.outputs(),
                    p.variables(),
                    p.initialise(),
                    p.seed(),
                    p.step(),
                    p.precision(),
                    p.training());
            try (var engine = new Engine(read, 7)) {
                sameRun(model.engine(), engine);
            }
        }
    }

    @Test
    void theSameModelMadeAgainIsTheSameGraph() throws InvalidProtocolBufferException {
        try (var model = compiled();
                var again = compiled()) {
            assertEquals(
                    GraphDef.parseFrom(model.engine().program().graphDef()),
                    GraphDef.parseFrom(again.engine().program().graphDef()));
        }
    }

    @Test
    void itsEndsAreNamedAsTheUserKnowsThem() {
        try (var model = compiled()) {
            Program p = model.engine().program();
            assertEquals(
                    List.of("left", "right"),
                    p.inputs().stream().map(Program.Port::name).toList());
            assertEquals(
                    List.of("dense"),
                    p.outputs().stream().map(Program.Port::name).toList());
            var byRole = p.variables().stream()
                    .collect(Collectors.groupingBy(Program.Variable::role, Collectors.counting()));
            // 10 learned weights, 2 moving averages, and Adam's m and v of each learned weight.
            assertEquals(10, byRole.get(Program.Role.TRAINABLE));
            assertEquals(2, byRole.get(Program.Role.FIXED));
            assertEquals(20, byRole.get(Program.Role.OPTIMIZER));
        }
    }

    @Test
    void theFingerprintTellsWhatIsBuiltAnotherWay() {
        Set<String> prints = new HashSet<>();
        try (var model = compiled();
                var again = compiled();
                var bare = Samples.pairNet(7)) {
            String print = model.engine().program().fingerprint();
            assertTrue(print.matches("[0-9a-f]{64}"), print);
            assertEquals(print, again.engine().program().fingerprint());
            prints.add(print);
            prints.add(bare.engine().program().fingerprint());
            // Another rate, optimizer, metric and loss.
            again.compile(new Adam(0.02), Loss.softmaxCrossEntropy(), Metric.accuracy());
            prints.add(again.engine().program().fingerprint());
            again.compile(new Adam(1e-3, 0.8, 0.999, 1e-7), Loss.softmaxCrossEntropy(), Metric.accuracy());
            prints.add(again.engine().program().fingerprint());
            again.compile(new Adam(1e-3), Loss.softmaxCrossEntropy());
            prints.add(again.engine().program().fingerprint());
            again.compile(new Adam(1e-3), Loss.softmaxCrossEntropy().classWeights(1, 2), Metric.accuracy());
            prints.add(again.engine().program().fingerprint());
        }
        assertEquals(6, prints.size(), "each is another");
    }

    @Test
    void itsParametersAreThoseOfTheSummary() {
        try (var model = compiled()) {
            assertEquals(model.summary().parameters(), model.engine().program().parameters());
        }
    }

    @Test
    void damagedBytesAreRefused() {
        try (var model = compiled()) {
            Program p = model.engine().program();
            byte[] cut = Arrays.copyOf(p.graphDef(), p.graphDef().length / 2);
            var damaged = new Program(
                    cut,
                    p.inputs(),
                    p.outputs(),
                    p.variables(),
                    p.initialise(),
                    p.seed(),
                    p.step(),
                    p.precision(),
                    p.training());
            String message = assertThrows(IllegalArgumentException.class, () -> new Engine(damaged, 7).close())
                    .getMessage();
            assertTrue(message.startsWith("the program's graph cannot be read: "), message);
        }
    }
}
