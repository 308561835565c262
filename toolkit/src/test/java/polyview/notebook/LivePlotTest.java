package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import polyview.plots.Plots;
import polyview.training.FakeRun;
import polyview.training.Fit;
import polyview.training.History;

/** What a cell shows while a training runs. */
@Tag("notebooks")
class LivePlotTest {

    private static final long SECOND = 1_000_000_000;

    private final Screen before = Screen.current();
    private final Recorder screen = new Recorder();
    private final Model model = Samples.denseNet(2, 2);
    private final FakeRun run = new FakeRun(model.engine(), Fit.epochs(4));
    private long now;
    private final LivePlot plot = new LivePlot(() -> now);

    @BeforeEach
    void use() {
        Screen.use(screen);
    }

    @AfterEach
    void leave() {
        Screen.use(before);
        model.close();
    }

    private static History.EpochLog epoch(int number) {
        return new History.EpochLog(number, Map.of("loss", 1.0 / number), 1, 100);
    }

    private static History history(int epochs, History.Stop stop) {
        var logs =
                IntStream.rangeClosed(1, epochs).mapToObj(LivePlotTest::epoch).toList();
        return new History(logs, stop, 1, epochs, true);
    }

    private void train(int epochs, long betweenEpochs) {
        plot.onTrainBegin(run);
        for (int i = 1; i <= epochs; i++) {
            now += betweenEpochs;
            plot.onEpochEnd(run, epoch(i));
        }
        plot.onTrainEnd(run, history(epochs, History.Stop.DONE));
    }

    @Test
    void eachEpochIsDrawnInOnePlaceAndTheLastStays() {
        train(3, SECOND);

        assertEquals(List.of("1 show", "1 update", "1 update", "1 update"), screen.names());
        assertEquals("the first epoch runs", screen.events.get(0).shown().text());
        for (int epochs = 1; epochs <= 3; epochs++) {
            RichOutput expected = RichOutput.of(Plots.history(history(epochs, History.Stop.DONE)))
                    .orElseThrow();
            assertEquals(expected, screen.events.get(epochs).shown());
        }
    }

    @Test
    void shortEpochsAreDrawnNowAndThenAndAtTheEnd() {
        train(9, SECOND / 10);

        // At 0.1, 0.4 and 0.7 s, and what is left at the end.
        assertEquals(List.of("1 show", "1 update", "1 update", "1 update", "1 stay"), screen.names());
        assertEquals(RichOutput.of(Plots.history(history(9, History.Stop.DONE))).orElseThrow(), screen.last());
    }

    @Test
    void aSecondTrainingHasAPlaceOfItsOwnAndItsOwnEpochsAlone() {
        train(3, SECOND);
        train(1, SECOND);

        assertEquals(List.of("2 show", "2 update"), screen.names().subList(4, 6));
        assertEquals(RichOutput.of(Plots.history(history(1, History.Stop.DONE))).orElseThrow(), screen.last());
    }

    /** Its last epochs were too short to be drawn. */
    @Test
    void afterAnErrorTheCurvesUpToItStay() {
        plot.onTrainBegin(run);
        now += SECOND;
        plot.onEpochEnd(run, epoch(1));
        plot.onEpochEnd(run, epoch(2));
        plot.onTrainFailed(run, history(2, History.Stop.FAILED));

        assertEquals(List.of("1 show", "1 update", "1 stay"), screen.names());
        assertEquals(RichOutput.of(Plots.history(history(2, History.Stop.DONE))).orElseThrow(), screen.last());
    }

    @Test
    void aTrainingThatEndsBeforeItsFirstEpochSaysSo() {
        train(0, SECOND);

        assertEquals(List.of("1 show", "1 stay"), screen.names());
        assertEquals("no epoch was finished", screen.last().text());
    }

    @Test
    void twoInOneTrainingShowTheSameInTwoPlaces() {
        var other = new LivePlot(() -> now);
        model.compile(new SGD(0.1f), Loss.softmaxCrossEntropy());
        model.fit(Samples.rows(8, 2, 2), Fit.epochs(2).verbose(false).callbacks(plot, other));

        assertEquals(List.of("1 show", "2 show", "1 update", "2 update", "1 stay", "2 stay"), screen.names());
        assertEquals(screen.events.get(4).shown(), screen.last());
    }

    @Test
    void withoutAKernelItDoesNothing() {
        Screen.use(new PlainScreen());
        PrintStream out = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            train(3, SECOND);
        } finally {
            System.setOut(out);
        }
        assertEquals("", bytes.toString(StandardCharsets.UTF_8));
    }
}
