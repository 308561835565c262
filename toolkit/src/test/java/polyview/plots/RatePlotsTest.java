package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.training.FoundRates;
import polyview.training.schedules.Constant;
import polyview.training.schedules.CosineDecay;
import polyview.training.schedules.Schedule;

/** Charts of learning rates: what their series hold, and that they can be painted. */
@Tag("notebooks")
class RatePlotsTest {

    /** Falls from 9 to 1 around the middle, and is NaN at the end. */
    private static FoundRates found() {
        double[] losses = {9, 9, 9, 8, 5, 2, 1, 1, 4, Double.NaN};
        List<FoundRates.Point> points = IntStream.range(0, losses.length)
                .mapToObj(i -> new FoundRates.Point(i, Math.pow(10, i - 6), losses[i] + 0.5, losses[i]))
                .toList();
        return new FoundRates(points, true);
    }

    private static List<String> names(XYChart chart) {
        return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
    }

    private static void paint(XYChart chart) {
        var picture = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Plot.of(chart).paint(picture.createGraphics(), chart.getWidth(), chart.getHeight());
        // Something was drawn in the colour of the first series.
        int blue = Style.color(0).getRGB();
        assertTrue(IntStream.range(0, picture.getWidth() * picture.getHeight())
                .anyMatch(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == blue));
    }

    @Test
    void foundRatesAreTwoLinesAndAMark() {
        XYChart chart = Plots.learningRate(found());
        assertEquals(List.of("loss", "smoothed", "suggestion"), names(chart));
        assertArrayEquals(
                new double[] {9, 9, 9, 8, 5, 2, 1, 1, 4},
                chart.getSeries("smoothed").getYData());
        assertEquals(1e-6, chart.getSeries("loss").getXData()[0]);
        double suggestion = found().suggestion().orElseThrow();
        assertArrayEquals(
                new double[] {suggestion, suggestion},
                chart.getSeries("suggestion").getXData());
        assertTrue(chart.getStyler().isXAxisLogarithmic());
        assertEquals("learning rate (logarithmic; the last one diverged)", chart.getXAxisTitle());
        paint(chart);
    }

    @Test
    void withoutASuggestionThereIsNoMark() {
        var flat = new FoundRates(
                IntStream.range(0, 8)
                        .mapToObj(i -> new FoundRates.Point(i, Math.pow(10, i - 6), 1, 1))
                        .toList(),
                false);
        XYChart chart = Plots.learningRate(flat);
        assertEquals(List.of("loss", "smoothed"), names(chart));
        paint(chart);
    }

    @Test
    void aScheduleIsALineOverItsSteps() {
        Schedule schedule = new CosineDecay(0.1, 8).warmUp(2, 0);
        XYChart chart = Plots.learningRate(schedule, 10);
        assertArrayEquals(
                IntStream.range(0, 10).mapToDouble(schedule::rate).toArray(),
                chart.getSeries("learning rate").getYData());
        paint(chart);
        paint(Plots.learningRate(new Constant(0.1), 1));
        // Of many steps, the first and the last are points.
        double[] steps = Plots.learningRate(schedule, 3_000_000_000L)
                .getSeries("learning rate")
                .getXData();
        assertEquals(1000, steps.length);
        assertEquals(0, steps[0]);
        assertEquals(2_999_999_999.0, steps[999]);
    }

    @Test
    void nothingToDrawIsRefused() {
        var none = new FoundRates(List.of(new FoundRates.Point(0, 1, Double.NaN, Double.NaN)), true);
        assertEquals(
                "found must have a rate with a finite loss, got " + none,
                assertThrows(IllegalArgumentException.class, () -> Plots.learningRate(none))
                        .getMessage());
        assertEquals(
                "steps must be positive, got 0",
                assertThrows(IllegalArgumentException.class, () -> Plots.learningRate(new Constant(1), 0))
                        .getMessage());
    }
}
