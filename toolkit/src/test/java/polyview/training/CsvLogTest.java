package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import tech.tablesaw.api.Table;

/** The file that a training writes, also one that was ended and goes on. */
@Tag("training")
class CsvLogTest {

    private static final String COLUMNS =
            "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds,images_per_second";
    private static final MemoryDataset ROWS = Samples.rows(20, 3, 2);

    @TempDir
    private Path folder;

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new Adam(0.1), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(5).validation(ROWS).verbose(false).callbacks(callbacks);
    }

    private static List<String> epochs(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(row -> row.split(",")[0]).toList();
    }

    @Test
    void itHasARowForEachEpochWhoseNumbersAreExact() throws IOException {
        Path file = folder.resolve("deep/log.csv");
        List<Integer> rowsSeen = new ArrayList<>();
        Callback reading = new Callback() {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                try {
                    rowsSeen.add(Files.readAllLines(file).size());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (var model = net()) {
            History history = model.fit(ROWS, fit(3, CsvLog.to(file), LearningRateSchedule.at(3, 0.05), reading));
            List<String> lines = Files.readAllLines(file);
            assertEquals(COLUMNS, lines.get(0));
            assertEquals(4, lines.size());
            for (int i = 0; i < 3; i++) {
                String[] cells = lines.get(i + 1).split(",");
                History.EpochLog log = history.epochs().get(i);
                assertEquals(i + 1, Integer.parseInt(cells[0]));
                String[] names = COLUMNS.split(",");
                for (int c = 1; c < names.length; c++) {
                    double expected = names[c].equals("learning_rate") ? (i < 2 ? 0.1 : 0.05) : log.get(names[c]);
                    assertEquals(expected, Double.parseDouble(cells[c]), names[c]);
                }
            }
        }
        // Each row was there as soon as its epoch was over.
        assertEquals(List.of(2, 3, 4), rowsSeen);
        // Another reader.
        assertEquals(
                List.of(COLUMNS.split(",")), Table.read().csv(file.toFile()).columnNames());
    }

    /** As after a kill: the file has more epochs than the checkpoint, and half a row. */
    @Test
    void aTrainingThatGoesOnRepeatsNoRow() throws IOException {
        Path file = folder.resolve("log.csv");
        Path weights = folder.resolve("weights.npz");
        try (var killed = net();
                var resumed = net()) {
            killed.fit(ROWS, fit(2, CsvLog.to(file)));
            killed.saveWeights(weights);
            killed.fit(ROWS, fit(2, CsvLog.to(file)));
            List<String> four = Files.readAllLines(file);
            assertEquals(List.of("epoch", "1", "2", "3", "4"), epochs(file));
            Files.writeString(file, Files.readString(file) + "1,0.5");
            resumed.resume(weights);
            resumed.fit(ROWS, fit(3, CsvLog.to(file)));
            assertEquals(List.of("epoch", "1", "2", "3", "4", "5"), epochs(file));
            List<String> again = Files.readAllLines(file);
            assertEquals(four.subList(0, 3), again.subList(0, 3));
            // The same training: the epochs that were done again have the same losses.
            assertEquals(values(four.get(3)), values(again.get(3)));
            assertEquals(values(four.get(4)), values(again.get(4)));
        }
    }

    /** Without seconds and speed. */
    private static List<String> values(String row) {
        return List.of(row.split(",")).subList(0, 6);
    }

    @Test
    void aTrainingFromTheBeginningWritesItAnew() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var first = net();
                var second = net()) {
            first.fit(ROWS, fit(3, CsvLog.to(file)));
            second.fit(ROWS, fit(1, CsvLog.to(file)));
            assertEquals(List.of("epoch", "1"), epochs(file));
            // Without validation it has other columns; from the beginning that is no matter.
            try (var third = net()) {
                third.fit(ROWS, Fit.epochs(1).verbose(false).callbacks(CsvLog.to(file)));
            }
            assertEquals(
                    "epoch,loss,accuracy,learning_rate,seconds,images_per_second",
                    Files.readAllLines(file).get(0));
        }
    }

    @Test
    void otherColumnsAndOtherFilesAreRefusedAndStay() throws IOException {
        Path file = folder.resolve("log.csv");
        try (var model = net()) {
            model.fit(ROWS, fit(1, CsvLog.to(file)));
            String before = Files.readString(file);
            refused(
                    "cannot go on in " + file + ": it has the columns " + COLUMNS
                            + ", this training has epoch,loss,accuracy,learning_rate,seconds,images_per_second",
                    () -> model.fit(ROWS, Fit.epochs(1).verbose(false).callbacks(CsvLog.to(file))));
            assertEquals(before, Files.readString(file));
            assertEquals(4, model.engine().step());

            Path data = folder.resolve("data.csv");
            for (String text : List.of("path,label\na.png,1\n", "no end of line")) {
                Files.writeString(data, text);
                refused(
                        data + " is not a log of a training: it begins with "
                                + text.lines().findFirst().get(),
                        () -> model.fit(ROWS, fit(1, CsvLog.to(data))));
                assertEquals(text, Files.readString(data));
            }
        }
    }

    @Test
    void anInterruptedTrainingKeepsItsRows() throws IOException {
        Path file = folder.resolve("log.csv");
        Callback interrupting = new Callback() {
            @Override
            public boolean keepsState() {
                return true; // before the log
            }

            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                if (log.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (var model = net()) {
            History history = model.fit(ROWS, fit(4, CsvLog.to(file), interrupting));
            assertEquals(true, Thread.interrupted());
            assertEquals(History.Stop.INTERRUPTED, history.stop());
            assertEquals(List.of("epoch", "1", "2"), epochs(file));
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
