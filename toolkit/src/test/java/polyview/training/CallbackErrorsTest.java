package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** What a callback that throws does to the training and to the others: as {@link Callback} says it. */
@Tag("training")
class CallbackErrorsTest {

    private static final MemoryDataset ROWS = Samples.rows(10, 3, 2);

    /** The calls of all callbacks, as {@code name.hook}. */
    private final List<String> calls = new ArrayList<>();

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(0.1), Loss.softmaxCrossEntropy());
    }

    /** Two steps an epoch. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(5).verbose(false).callbacks(callbacks);
    }

    private void train(Callback... callbacks) {
        try (var model = net()) {
            model.fit(ROWS, fit(1, callbacks).validation(ROWS));
        }
    }

    /** Behind the one that throws none is called in this hook; all three had begun, so all three are told. */
    @ParameterizedTest
    @ValueSource(strings = {"epochBegin", "batchBegin", "batchEnd", "validationBegin", "validationEnd", "epochEnd"})
    void oneThatThrowsEndsTheTrainingAndAllAreTold(String hook) {
        var error = assertThrows(
                IllegalStateException.class,
                () -> train(
                        new Noting(calls, "a", false),
                        new Noting(calls, "b", false, hook),
                        new Noting(calls, "c", false)));
        assertEquals("b throws in " + hook, error.getMessage());
        assertArrayEquals(new Throwable[0], error.getSuppressed());
        assertEquals(
                List.of("a." + hook, "b." + hook, "a.trainFailed", "b.trainFailed", "c.trainFailed"),
                calls.subList(calls.size() - 5, calls.size()));
        assertTrue(calls.stream().noneMatch(call -> call.endsWith("trainEnd")), calls.toString());
    }

    @Test
    void onlyThoseThatHadBegunAreToldOfAFailure() {
        assertThrows(
                IllegalStateException.class,
                () -> train(
                        new Noting(calls, "a", false),
                        new Noting(calls, "b", false, "trainBegin"),
                        new Noting(calls, "c", false)));
        assertEquals(List.of("a.trainBegin", "b.trainBegin", "a.trainFailed", "b.trainFailed"), calls);
    }

    @Test
    void errorsOfThoseThatAreToldAreSuppressedOnesOfTheFirst() {
        var error = assertThrows(
                IllegalStateException.class,
                () -> train(
                        new Noting(calls, "a", false, "trainFailed"),
                        new Noting(calls, "b", false, "batchEnd", "trainFailed"),
                        new Noting(calls, "c", false)));
        assertEquals("b throws in batchEnd", error.getMessage());
        assertEquals(
                List.of("a throws in trainFailed", "b throws in trainFailed"),
                Arrays.stream(error.getSuppressed()).map(Throwable::getMessage).toList());
        assertEquals("c.trainFailed", calls.get(calls.size() - 1));
    }

    /** The end is told to all, whatever one throws; nobody is told of a failure, as the training had ended. */
    @Test
    void theEndIsToldToAll() {
        var error = assertThrows(
                IllegalStateException.class,
                () -> train(
                        new Noting(calls, "a", false, "trainEnd"),
                        new Noting(calls, "b", false),
                        new Noting(calls, "c", false, "trainEnd")));
        assertEquals("a throws in trainEnd", error.getMessage());
        assertEquals(
                List.of("c throws in trainEnd"),
                Arrays.stream(error.getSuppressed()).map(Throwable::getMessage).toList());
        assertEquals(List.of("a.trainEnd", "b.trainEnd", "c.trainEnd"), calls.subList(calls.size() - 3, calls.size()));
        assertTrue(calls.stream().noneMatch(call -> call.endsWith("trainFailed")), calls.toString());
    }

    /** An error that is no exception comes out as it is. */
    @Test
    void anErrorOfTheMachineComesOutAsItIs() {
        AssertionError error = new AssertionError("on purpose");
        Callback throwing = new Callback() {
            @Override
            public void onTrainEnd(Run run, History history) {
                throw error;
            }
        };
        assertSame(error, assertThrows(AssertionError.class, () -> train(throwing, new Noting(calls, "b", false))));
        assertEquals("b.trainEnd", calls.get(calls.size() - 1));
    }

    /** After an error the model is free: it trains again, and the steps that were done stay. */
    @Test
    void theModelTrainsAgainAfterwards() {
        try (var model = net()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> model.fit(ROWS, fit(1, new Noting(calls, "a", false, "batchEnd"))));
            assertEquals(1, model.engine().step());
            History history = model.fit(ROWS, fit(1));
            assertEquals(2, history.steps());
        }
    }
}
