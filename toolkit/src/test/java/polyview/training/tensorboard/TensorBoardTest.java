package polyview.training.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;
import polyview.training.schedules.ExponentialDecay;

/** What a training writes for TensorBoard, read byte by byte with {@link EventReader}. */
@Tag("training")
class TensorBoardTest {

    private static final MemoryDataset ROWS = Samples.rows(20, 3, 2);

    @TempDir
    private Path folder;

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(0.5), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** Four steps an epoch. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(5).verbose(false).callbacks(callbacks);
    }

    private static Map<Long, Float> column(History history, String name) {
        Map<Long, Float> values = new TreeMap<>();
        history.epochs().forEach(log -> values.put((long) log.epoch(), (float) log.get(name)));
        return values;
    }

    @Test
    void theScalarsOfEachEpochAreInTheFoldersOfKeras() throws IOException {
        try (var model = net()) {
            History history = model.fit(ROWS, fit(3, TensorBoard.in(folder)).validation(ROWS));
            Map<String, Map<Long, Float>> train = EventReader.scalars(EventReader.only(folder.resolve("train")));
            Map<String, Map<Long, Float>> valid = EventReader.scalars(EventReader.only(folder.resolve("validation")));
            assertEquals(
                    Map.of(
                            "epoch_loss", column(history, "loss"),
                            "epoch_accuracy", column(history, "accuracy"),
                            "epoch_learning_rate", Map.of(1L, 0.5f, 2L, 0.5f, 3L, 0.5f)),
                    train);
            assertEquals(
                    Map.of(
                            "epoch_loss", column(history, "val_loss"),
                            "epoch_accuracy", column(history, "val_accuracy")),
                    valid);
        }
    }

    @Test
    void stepsAreWrittenWhereTheyAreWanted() throws IOException {
        Map<Long, Float> losses = new TreeMap<>();
        Map<Long, Float> rates = new TreeMap<>();
        Map<Long, Float> accuracies = new TreeMap<>();
        var schedule = new ExponentialDecay(0.5, 1, 0.9);
        Callback noting = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.step() % 3 == 0) {
                    losses.put(run.step(), (float) run.loss());
                    rates.put(run.step(), (float) schedule.rate(run.step() - 1));
                    accuracies.put(run.step(), (float) (double) run.values().get("accuracy"));
                }
            }
        };
        try (var model = net()) {
            model.fit(ROWS, fit(2, schedule, TensorBoard.in(folder).everySteps(3), noting));
        }
        Map<String, Map<Long, Float>> train = EventReader.scalars(EventReader.only(folder.resolve("train")));
        assertEquals(Set.of(3L, 6L), losses.keySet());
        assertEquals(losses, train.get("batch_loss"));
        assertEquals(rates, train.get("batch_learning_rate"));
        assertEquals(accuracies, train.get("batch_accuracy"));
        assertEquals(Set.of(1L, 2L), train.get("epoch_loss").keySet());
        assertFalse(Files.exists(folder.resolve("validation")));
    }

    @Test
    void histogramsImagesAndGraphAreWritten() throws IOException {
        FloatArray picture = Samples.uniform(3, 2, 4, 4, 1);
        TensorBoard board = TensorBoard.in(folder)
                .histograms(2)
                .images("made", () -> picture)
                .graph(true);
        try (var model = net()) {
            model.fit(ROWS, fit(4, board));
            List<EventReader.Event> events = EventReader.only(folder.resolve("train"));
            assertArrayEquals(
                    model.engine().program().graphDef(),
                    EventReader.one(events.get(1).fields(), 4).bytes());
            Map<String, List<Long>> steps = new TreeMap<>();
            events.forEach(
                    event -> event.values().keySet().forEach(tag -> steps.computeIfAbsent(tag, t -> new ArrayList<>())
                            .add(event.step())));
            assertEquals(List.of(2L, 4L), steps.get("dense/kernel/histogram"));
            assertEquals(List.of(2L, 4L), steps.get("dense/bias/histogram"));
            assertEquals(List.of(1L, 2L, 3L, 4L), steps.get("made/0"));
            assertEquals(List.of(1L, 2L, 3L, 4L), steps.get("made/1"));
            // The weights are those of the end of the epoch: the last histogram has the sum of the trained kernel.
            double sum = 0;
            for (float value : model.weights().get("dense/kernel").values()) {
                sum += value;
            }
            EventReader.Event last = events.stream()
                    .filter(e -> e.values().containsKey("dense/kernel/histogram") && e.step() == 4)
                    .findFirst()
                    .orElseThrow();
            List<EventReader.Field> histogram = EventReader.one(last.values().get("dense/kernel/histogram"), 5)
                    .fields();
            assertEquals(sum, EventReader.one(histogram, 4).asDouble(), 1e-12);
            assertEquals(6.0, EventReader.one(histogram, 3).asDouble());
        }
    }

    /** One file for each fit, in the order of their names; the epochs go on. */
    @Test
    void aTrainingThatGoesOnHasANewFileBesideTheOld() throws IOException {
        Path weights = folder.resolve("weights.npz");
        try (var first = net();
                var second = net()) {
            first.fit(ROWS, fit(2, TensorBoard.in(folder)));
            first.saveWeights(weights);
            second.resume(weights);
            second.fit(ROWS, fit(2, TensorBoard.in(folder)));
        }
        List<Path> files = EventReader.files(folder.resolve("train"));
        assertEquals(2, files.size());
        assertEquals(
                Set.of(1L, 2L),
                EventReader.scalars(EventReader.read(files.get(0)))
                        .get("epoch_loss")
                        .keySet());
        assertEquals(
                Set.of(3L, 4L),
                EventReader.scalars(EventReader.read(files.get(1)))
                        .get("epoch_loss")
                        .keySet());
    }

    /** After a training, and after an error in one, no file is open. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theFilesAreClosedAtTheEndAndAfterAnError() throws IOException {
        List<Long> open = new ArrayList<>();
        Callback looking = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                open.add(openEvents());
                if (run.step() == 6) {
                    throw new IllegalStateException("on purpose");
                }
            }
        };
        TensorBoard board = TensorBoard.in(folder);
        try (var model = net()) {
            model.fit(ROWS, fit(1, board, looking).validation(ROWS));
            assertEquals(0, openEvents());
            assertEquals(
                    "on purpose",
                    assertThrows(IllegalStateException.class, () -> model.fit(ROWS, fit(1, board, looking)))
                            .getMessage());
            assertEquals(0, openEvents());
        }
        assertEquals(List.of(2L, 2L, 2L, 2L, 1L, 1L), open);
        for (Path file : EventReader.files(folder.resolve("train"))) {
            assertTrue(EventReader.read(file).size() >= 1);
        }
    }

    /** How many of this process's open files are event files of this test. */
    private long openEvents() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(TensorBoardTest::target)
                    .filter(name -> name.startsWith(folder.toString()))
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed since: the listing itself
        }
    }

    @Test
    void badOptionsAreRefused() {
        TensorBoard board = TensorBoard.in(folder).images("made", () -> FloatArray.of(new float[1], 1, 1, 1));
        assertEquals(
                Set.of(
                        "steps must be positive, got 0",
                        "epochs must be positive, got 0",
                        "tag must not be empty",
                        "images are already written as made"),
                Stream.<Runnable>of(
                                () -> board.everySteps(0),
                                () -> board.histograms(0),
                                () -> board.images("", () -> FloatArray.of(new float[1], 1)),
                                () -> board.images("made", () -> FloatArray.of(new float[1], 1)))
                        .map(call -> assertThrows(IllegalArgumentException.class, call::run)
                                .getMessage())
                        .collect(Collectors.toSet()));
    }
}
