package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;
import static polyview.data.Refusal.unreadable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import polyview.data.FloatArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots in files, read by other programs' means. */
@Tag("plots")
class PlotFileTest {

    @TempDir
    private Path folder;

    private static Table table() {
        return Table.create(
                StringColumn.create("fusion", "concat", "attention <2>"),
                DoubleColumn.create("accuracy", 0.8, 0.9),
                DoubleColumn.create("std", 0.01, 0.02));
    }

    /** What an SVG says, as any reader of XML finds it. */
    static Document svg(Plot plot, Path file) throws IOException {
        Plots.save(plot, file);
        return parse(file);
    }

    private static Document parse(Path file) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            // The document type would be fetched from the network.
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static List<String> paths(Document svg) {
        NodeList paths = svg.getElementsByTagName("path");
        return IntStream.range(0, paths.getLength())
                .mapToObj(i -> ((Element) paths.item(i)).getAttribute("d"))
                .toList();
    }

    /** All texts, with bars between them. */
    static String texts(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return String.join(
                "|",
                IntStream.range(0, texts.getLength())
                        .mapToObj(i -> texts.item(i).getTextContent())
                        .toList());
    }

    @Test
    void aChartAsSvgIsMadeOfPaths() throws IOException {
        Document svg = svg(Plot.of(Plots.compare(table(), "fusion", "accuracy", "std")), folder.resolve("compare.svg"));

        assertEquals("svg", svg.getDocumentElement().getNodeName());
        assertTrue(svg.getDocumentElement().getAttribute("viewBox").startsWith("0 0 720"));
        // XChart draws letters as outlines: two names, the title of the axis and its labels are a path each.
        List<String> glyphs = paths(svg).stream().filter(d -> d.contains("Q")).toList();
        assertTrue(glyphs.size() > 5, "outlines of letters: " + glyphs.size());
        assertTrue(paths(svg).size() > glyphs.size(), "lines");
        assertEquals(0, svg.getElementsByTagName("image").getLength());
    }

    @Test
    void panelsAreVectorsToo() throws IOException {
        Table history = Table.create(
                DoubleColumn.create("epoch", 1, 2),
                DoubleColumn.create("loss", 0.5, 0.25),
                DoubleColumn.create("accuracy", 0.75, 1));
        Document svg = svg(Plots.history(history), folder.resolve("HISTORY.SVG"));
        assertTrue(paths(svg).size() > 20, "paths: " + paths(svg).size());
        assertEquals(0, svg.getElementsByTagName("image").getLength());
    }

    @Test
    void aChartAsPngHasTwiceItsSize() throws IOException {
        var chart = Plots.compare(table(), "fusion", "accuracy", "std");
        Path file = folder.resolve("compare.png");
        Plots.save(chart, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(2 * 720, read.getWidth());
        assertEquals(2 * chart.getHeight(), read.getHeight());
        assertEquals(0xFFFFFFFF, read.getRGB(1, 1));
        assertTrue(holdsColour(read, Style.color(0).getRGB()));
    }

    @Test
    void aPictureKeepsItsPixelsInBothForms() throws IOException {
        BufferedImage picture = ImagePlots.images(FloatArray.of(new float[] {0, 1, 0.2f, 0.6f}, 1, 2, 2, 1), 1);
        Plots.save(picture, folder.resolve("a.png"));
        assertSamePixels(picture, ImageIO.read(folder.resolve("a.png").toFile()));

        Plots.save(picture, folder.resolve("a.svg"));
        Element image = (Element)
                parse(folder.resolve("a.svg")).getElementsByTagName("image").item(0);
        assertEquals(picture.getWidth(), Double.parseDouble(image.getAttribute("width")));
        String data = image.getAttribute("xlink:href");
        byte[] png = Base64.getMimeDecoder().decode(data.substring(data.indexOf(',') + 1));
        assertSamePixels(picture, ImageIO.read(new ByteArrayInputStream(png)));
    }

    @Test
    void otherFilesAreRefused() {
        var picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        refused("file must end in .png or .svg, got loss.pdf", () -> Plots.save(picture, Path.of("loss.pdf")));
        refused(
                "file must end in .png or .svg, got png",
                () -> Plots.save(Plots.compare(table(), "fusion", "accuracy", "std"), Path.of("png")));
        Path missing = folder.resolve("none").resolve("a.svg");
        unreadable(
                "cannot write " + missing + ": there is no folder " + folder.resolve("none"),
                () -> Plots.save(picture, missing));
        assertFalse(Files.exists(missing));
    }

    private static void assertSamePixels(BufferedImage expected, BufferedImage actual) {
        int width = expected.getWidth();
        int height = expected.getHeight();
        assertEquals(width, actual.getWidth());
        assertArrayEquals(
                expected.getRGB(0, 0, width, height, null, 0, width),
                actual.getRGB(0, 0, width, height, null, 0, width));
    }

    private static boolean holdsColour(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .anyMatch(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb);
    }
}
