package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Evaluation;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.models.StepResult;
import polyview.optimizers.Adam;
import tech.tablesaw.api.Table;

/** What a history tells is what happened. */
@Tag("training")
class HistoryTest {

    private final MemoryDataset train = Samples.pairs(21);
    private final MemoryDataset valid = Samples.pairs(10);

    private static Model compiled() {
        return Samples.pairNet(5).compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    @Test
    void columnsStandInTheirOrder() {
        try (var model = compiled()) {
            Table table = model.fit(train, Fit.epochs(3).validation(valid).verbose(false))
                    .table();
            assertEquals(
                    List.of("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds", "images_per_second"),
                    table.columnNames());
            assertEquals(List.of(1, 2, 3), table.intColumn("epoch").asList());
            assertTrue(table.doubleColumn("seconds").min() > 0);
            assertTrue(table.doubleColumn("images_per_second").min() > 0);
        }
    }

    @Test
    void validationIsWhatEvaluateSays() {
        try (var model = compiled()) {
            List<Evaluation> seen = new ArrayList<>();
            Callback evaluating = new Callback() {
                @Override
                public void onEpochEnd(Run run, History.EpochLog log) {
                    seen.add(run.engine().evaluate(valid, 8));
                }
            };
            History history = model.fit(
                    train,
                    Fit.epochs(2)
                            .batchSize(8)
                            .validation(valid)
                            .callbacks(evaluating)
                            .verbose(false));
            for (int epoch = 0; epoch < 2; epoch++) {
                assertEquals(seen.get(epoch).loss(), history.get("val_loss")[epoch]);
                assertEquals(seen.get(epoch).get("accuracy"), history.get("val_accuracy")[epoch]);
            }
            assertEquals(model.evaluate(valid).loss(), history.get("val_loss")[1], 1e-6);
        }
    }

    @Test
    void trainingValuesAreThoseOfItsSteps() {
        try (var model = compiled();
                var byHand = compiled()) {
            History history =
                    model.fit(train, Fit.epochs(1).batchSize(8).shuffle(false).verbose(false));
            double loss = 0;
            var totals = byHand.engine().totals();
            try (var pass = train.epoch(8, Order.asStored())) {
                while (pass.hasNext()) {
                    var batch = pass.next();
                    StepResult step = byHand.engine().trainOnBatch(batch);
                    loss += step.loss() * batch.size() / 21;
                    totals.add(batch, step);
                }
            }
            assertEquals(loss, history.get("loss")[0], 1e-9);
            assertEquals(totals.evaluation().get("accuracy"), history.get("accuracy")[0]);
            assertEquals(byHand.weights(), model.weights());
        }
    }

    @Test
    void itRemembersWhatDecidedIt() {
        try (var model = compiled()) {
            History history = model.fit(train, Fit.epochs(2).batchSize(8).verbose(false));
            assertEquals(5, history.seed());
            assertEquals(6, history.steps());
            assertEquals(History.Stop.DONE, history.stop());
            assertTrue(history.toString().startsWith("History of 2 epochs (done, oneDNN "), history.toString());
            // A second fit goes on, and counts its own steps.
            assertEquals(
                    3,
                    model.fit(train, Fit.epochs(1).batchSize(8).verbose(false)).steps());
            assertEquals(9, model.engine().step());
        }
    }

    @Test
    void oneColumnIsReadByName() {
        var first = new History.EpochLog(1, Map.of("loss", 0.5), 1, 10);
        var second = new History.EpochLog(2, Map.of("loss", 0.25), 1, 10);
        var history = new History(List.of(first, second), History.Stop.DONE, 1, 2, true);
        assertArrayEquals(new double[] {0.5, 0.25}, history.get("loss"));
        assertEquals(
                "no value named val_loss; there are [loss]",
                assertThrows(IllegalArgumentException.class, () -> history.get("val_loss"))
                        .getMessage());
        assertEquals("History of 2 epochs (done, oneDNN on): loss 0.2500", history.toString());
        var one = new History(List.of(first), History.Stop.DONE, 1, 1, true);
        assertEquals("History of 1 epoch (done, oneDNN on): loss 0.5000", one.toString());
    }

    @Test
    void withoutAFinishedEpochThereAreNoRows() {
        var history = new History(List.of(), History.Stop.INTERRUPTED, 1, 3, true);
        assertEquals(0, history.table().rowCount());
        assertEquals("History of 0 epochs (interrupted, oneDNN on): no finished epoch", history.toString());
    }
}
