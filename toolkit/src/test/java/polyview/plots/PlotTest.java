package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;

@Tag("plots")
class PlotTest {

    /** One colour over the whole area. */
    private record Filled(Color color, int width, int height, String title) implements Plot {
        @Override
        public void paint(Graphics2D g, int areaWidth, int areaHeight) {
            g.setColor(color);
            g.fillRect(0, 0, areaWidth, areaHeight);
            // A plot may leave this behind.
            g.setClip(0, 0, 1, 1);
            g.translate(1000, 1000);
        }
    }

    private static Filled filled(Color color, String title) {
        return new Filled(color, 10, 10, title);
    }

    /** A kind that a newer XChart brings is not forgotten. */
    @Test
    void everyKindOfXChartIsAPlot() {
        Set<String> kinds = new ClassFileImporter()
                .importPackages("org.knowm.xchart").stream()
                        .filter(type -> type.getPackageName().equals("org.knowm.xchart"))
                        .filter(type -> type.isAssignableTo(IChart.class)
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(kinds.contains(XYChart.class.getName()), kinds::toString);
        assertEquals(
                kinds,
                Arrays.stream(Plot.class.getMethods())
                        .filter(method -> method.getName().equals("of"))
                        .map(method -> method.getParameterTypes()[0].getName())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(
                kinds,
                EveryChart.of("", 30, 20).keySet().stream()
                        .map(chart -> chart.getClass().getName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aPlotOfAChartIsTheChartAsXChartDrawsIt() {
        for (Map.Entry<Object, Plot> entry : EveryChart.of("loss", 300, 201).entrySet()) {
            IChart chart = (IChart) entry.getKey();
            Plot plot = entry.getValue();
            assertEquals("loss", plot.title());
            assertEquals(List.of(300, 201), List.of(plot.width(), plot.height()));
            BufferedImage own = new BufferedImage(300, 201, BufferedImage.TYPE_INT_RGB);
            plot.paint(own.createGraphics(), 300, 201);
            assertArrayEquals(
                    pixels(BitmapEncoder.getBufferedImage(chart)),
                    pixels(own),
                    chart.getClass().getName());
            BufferedImage picture = plot.picture();
            assertEquals(List.of(600, 402), List.of(picture.getWidth(), picture.getHeight()));
        }
    }

    @Test
    void aPlotFollowsItsChart() {
        var chart = new XYChart(300, 200);
        Plot plot = Plot.of(chart);
        assertEquals("", plot.title());
        chart.setTitle("later");
        assertEquals("later", plot.title());
    }

    @Test
    void aPanelKeepsToItsPlace() {
        var four = new Panels(
                List.of(
                        filled(Color.RED, "red"),
                        filled(Color.GREEN, ""),
                        filled(Color.BLUE, "blue"),
                        new Panels(List.of(filled(Color.PINK, "pink")), 5, 5)),
                81,
                60);
        assertEquals(2, four.rows());
        assertEquals("red, blue, pink", four.title());
        BufferedImage picture = four.picture();
        assertEquals(List.of(162, 120), List.of(picture.getWidth(), picture.getHeight()));
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 162; x++) {
                Color expected = x >= 160
                        ? Color.WHITE
                        : x < 80 ? (y < 60 ? Color.RED : Color.BLUE) : y < 60 ? Color.GREEN : Color.PINK;
                assertEquals(expected.getRGB(), picture.getRGB(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void aPlotWithoutASizeIsRefused() {
        refused("plot must have a size of at least 1 x 1 pixels, got 0 x 40", () -> new Filled(Color.RED, 0, 40, "")
                .picture());
        refused("plots must not be empty", () -> new Panels(List.of(), 100, 100));
        refused("width must be positive, got 0", () -> new Panels(List.of(filled(Color.RED, "")), 0, 100));
        refused("height must be positive, got -1", () -> new Panels(List.of(filled(Color.RED, "")), 100, -1));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
