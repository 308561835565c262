package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.tensorflow.ndarray.Shape;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import polyview.data.FloatArray;
import polyview.plots.HoverPlot;
import polyview.plots.Plot;
import polyview.plots.Plots;
import polyview.plots.Slider;

/** Outputs with a script: whole without it, without anything from outside, the same bits for the same content. */
@Tag("notebooks")
class InteractiveHtmlTest {

    private static final Pattern SCRIPT = Pattern.compile("<script>\n(.*?)\n</script>", Pattern.DOTALL);
    private static final String HOSTILE = "</script><script>alert(1)</script>";

    private static FloatArray gray(float value) {
        FloatArray image = FloatArray.zeros(Shape.of(3, 5, 1));
        Arrays.fill(image.values(), value);
        image.set(1 - value, 2, 4, 0);
        return image;
    }

    private static Slider slider() {
        return Plots.slider(List.of("dark", HOSTILE, "light"), gray(0), gray(0.5f), gray(1))
                .startAt(HOSTILE);
    }

    private static HoverPlot hover() {
        XYChart chart = new XYChart(300, 200);
        chart.setTitle(HOSTILE);
        chart.addSeries("a", new double[] {1, 2, 3}, new double[] {3, 1, 2});
        return Plots.hover(chart).names("a", List.of("x", HOSTILE, "z & \"q\""));
    }

    static Stream<Plot> both() {
        return Stream.of(slider(), hover());
    }

    private static String html(Plot plot) {
        return RichOutput.of(plot).orElseThrow().content();
    }

    /** What is left where the script was taken out. */
    private static Document withoutScript(String html) throws IOException, SAXException, ParserConfigurationException {
        byte[] bytes = SCRIPT.matcher(html).replaceAll("").getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<Element> all(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static BufferedImage decoded(Element image) throws IOException {
        String source = image.getAttribute("src");
        String head = "data:image/png;base64,";
        assertTrue(source.startsWith(head), source);
        byte[] png = Base64.getDecoder().decode(source.substring(head.length()));
        PngTest.requireWhole(png);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void theShownPictureComesFirstAndTheOthersAreFoldedInTheirOrder() throws Exception {
        Slider slider = slider();
        Document page = withoutScript(html(slider));
        List<Element> images = all(page, "img");
        assertEquals(
                List.of(HOSTILE, "dark", "light"),
                images.stream().map(image -> image.getAttribute("alt")).toList());
        assertEquals("1", page.getDocumentElement().getAttribute("data-first"));
        int[] order = {1, 0, 2};
        for (int i = 0; i < order.length; i++) {
            BufferedImage frame = slider.frames().get(order[i]);
            assertTrue(Arrays.equals(pixels(frame), pixels(decoded(images.get(i)))));
            assertEquals(String.valueOf(frame.getWidth()), images.get(i).getAttribute("width"));
            assertEquals(
                    i > 0,
                    images.get(i).getParentNode().getParentNode().getNodeName().equals("details"));
        }
        assertEquals("the other 2 pictures", all(page, "summary").get(0).getTextContent());
    }

    @Test
    void pointsStandInATableWithTheirPlaces() throws Exception {
        HoverPlot plot = hover();
        Document page = withoutScript(html(plot));
        assertTrue(Arrays.equals(
                pixels(plot.picture()), pixels(decoded(all(page, "img").get(0)))));
        assertEquals("300", page.getDocumentElement().getAttribute("data-width"));
        List<Element> rows = all(page, "tr");
        assertEquals(3, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            HoverPlot.Point point = plot.points().get(i);
            assertEquals(point.left() + " " + point.top(), rows.get(i).getAttribute("data-at"));
            assertEquals(point.name() + point.values(), rows.get(i).getTextContent());
        }
        assertEquals("3 points", all(page, "summary").get(0).getTextContent());
    }

    @ParameterizedTest
    @MethodSource("both")
    void itLoadsNothingAndSetsNoColoursOfThePage(Plot plot) {
        String html = html(plot);
        String plain = html.replaceAll("base64,[A-Za-z0-9+/=]+", "").toLowerCase(Locale.ROOT);
        for (String outside :
                List.of("http:", "https:", "href=", "url(", "import", "fetch", "xmlhttp", "require", "eval")) {
            assertFalse(plain.contains(outside), outside);
        }
        assertEquals(plain.split("src=\"", -1).length, plain.split("src=\"data:image/png;", -1).length);
        // Text and ground of the page stay its own, on light and dark pages.
        String page = SCRIPT.matcher(plain).replaceAll("");
        assertFalse(page.contains("color:") || page.contains("background"), page);
        assertFalse(page.contains("<script"), page);
    }

    @ParameterizedTest
    @MethodSource("both")
    void theSameContentIsTheSameTextAndOtherContentHasAnotherKey(Plot plot) {
        Plot again = plot instanceof Slider ? slider() : hover();
        assertEquals(html(plot), html(again));
        Matcher key = Pattern.compile("data-polyview=\"((slider|hover)-[0-9a-f]{16})\"")
                .matcher(html(plot));
        assertTrue(key.find());
        // The script looks for that element and for no other.
        assertTrue(html(plot).contains("document.querySelectorAll('[data-polyview=\"" + key.group(1) + "\"]')"));
        assertFalse(html(plot).contains("{key}") || html(plot).contains(" id="));
        Plot other = plot instanceof Slider ? slider().startAt("dark") : hover().names("a", List.of("x", "y", "z"));
        assertNotEquals(key.group(1), html(other).replaceAll("(?s).*data-polyview=\"([^\"]*)\">?.*", "$1"));
        assertFalse(html(other).contains(key.group(1)));
    }

    @ParameterizedTest
    @MethodSource("both")
    void frontEndsWithoutHtmlShowTheStillPicture(Plot plot) throws IOException {
        RichOutput.Interactive shown =
                (RichOutput.Interactive) RichOutput.of(plot).orElseThrow();
        int[] still = plot instanceof Slider s ? pixels(s.frames().get(s.first())) : pixels(plot.picture());
        assertTrue(Arrays.equals(
                still,
                pixels(ImageIO.read(new ByteArrayInputStream(shown.still().png())))));
        assertEquals(shown.still().text(), shown.text());
    }

    @Test
    void aSinglePictureNeedsNoSlider() {
        String html = html(Plots.slider(List.of("one"), gray(1)));
        assertFalse(html.contains("<script") || html.contains("<details"), html);
    }
}
