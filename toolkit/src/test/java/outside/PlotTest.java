package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import polyview.notebook.RichOutput;
import polyview.plots.Panels;
import polyview.plots.Plot;
import polyview.plots.Plots;
import polyview.training.ChildJvm;

/** A plot of a user's own, in a package of their own: one bar for each number, on the ground that the plot is given. */
@Tag("plots")
class PlotTest {

    private static final Color BAR = new Color(0x336699);

    private record Bars(List<Integer> lengths) implements Plot {

        @Override
        public int width() {
            return 40;
        }

        @Override
        public int height() {
            return 10 * lengths.size();
        }

        @Override
        public String title() {
            return "lengths";
        }

        @Override
        public void paint(Graphics2D g, int width, int height) {
            g.setColor(BAR);
            double wide = width / 40.0;
            double high = height / (10.0 * lengths.size());
            for (int i = 0; i < lengths.size(); i++) {
                g.fill(new Rectangle2D.Double(0, 10 * i * high, lengths.get(i) * wide, 10 * high));
            }
        }
    }

    @TempDir
    private Path folder;

    private final Bars bars = new Bars(List.of(10, 40, 25));

    /** Each pixel by hand: two for each one of the size. */
    private void requireBars(BufferedImage image) {
        assertEquals(List.of(80, 60), List.of(image.getWidth(), image.getHeight()));
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                Color expected = x < 2 * bars.lengths().get(y / 20) ? BAR : Color.WHITE;
                assertEquals(expected.getRGB(), image.getRGB(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void itIsSavedAsPng() throws IOException {
        Path file = folder.resolve("bars.png");
        Plots.save(bars, file);
        requireBars(ImageIO.read(file.toFile()));
        requireBars(bars.picture());
    }

    @Test
    void itIsSavedAsSvg() throws IOException, ParserConfigurationException, SAXException {
        Path file = folder.resolve("bars.svg");
        Plots.save(bars, file);
        var factory = DocumentBuilderFactory.newInstance();
        // The document type would be fetched from the network.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var rectangles = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("rect");
        // The white ground, then the bars.
        assertEquals(4, rectangles.getLength());
        for (int i = 0; i < 3; i++) {
            Element bar = (Element) rectangles.item(i + 1);
            assertEquals(10.0 * i, Double.parseDouble(bar.getAttribute("y")));
            assertEquals((double) bars.lengths().get(i), Double.parseDouble(bar.getAttribute("width")));
            assertEquals(10, Double.parseDouble(bar.getAttribute("height")));
        }
    }

    @Test
    void anotherFormatIsRefused() {
        Path file = folder.resolve("bars.gif");
        assertEquals(
                "file must end in .png or .svg, got " + file,
                assertThrows(IllegalArgumentException.class, () -> Plots.save(bars, file))
                        .getMessage());
    }

    /** What a kernel shows for the last value of a cell. */
    @Test
    void itIsShown() throws IOException {
        RichOutput shown = RichOutput.of(bars).orElseThrow();
        assertEquals("image/png", shown.mimeType());
        assertEquals(Map.of("width", 40, "height", 30), shown.metadata());
        assertEquals("chart \"lengths\", 40 x 30 pixels", shown.text());
        requireBars(ImageIO.read(new ByteArrayInputStream(((RichOutput.Picture) shown).png())));
    }

    @Test
    void itStandsBesideAnother() {
        var wide = new Panels(List.of(bars, new Bars(List.of(20))), 80, 30);
        assertEquals("lengths, lengths", wide.title());
        BufferedImage picture = wide.picture();
        requireBars(picture.getSubimage(0, 0, 80, 60));
        for (int x = 0; x < 80; x++) {
            assertEquals((x < 40 ? BAR : Color.WHITE).getRGB(), picture.getRGB(80 + x, 59), "column " + x);
        }
    }

    /** A cell that makes a plot of your own and touches nothing else of the toolkit. */
    static final class OnlyPlot {
        private OnlyPlot() {}

        public static void main(String[] args) {
            System.out.println(new Bars(List.of(1)).title());
        }
    }

    @Test
    void itsFirstUseTellsTheKernelHowToShowIt() {
        List<String> log = ChildJvm.run(OnlyPlot.class, List.of("-Xlog:class+init=info"));
        assertTrue(log.contains("lengths"), log::toString);
        assertTrue(log.stream().anyMatch(line -> line.contains("polyview.notebook.DisplayStartup")), "the start");
    }
}
