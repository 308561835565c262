package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What every adapter must do, against the library that is published, driven as a kernel drives it. */
abstract class DisplayBattery {

    private final Screen before = Screen.current();

    /** Makes the library's kernel, with its own renderers of images, and installs the adapter. */
    abstract void install() throws Exception;

    /** What the kernel makes of the last value of a cell, in the library's own class. */
    abstract Object bundle(Object value);

    /** The same where the cell asks for one type. */
    abstract Object bundleAs(Object value, String mimeType);

    @BeforeEach
    void installAsAKernelDoes() throws Exception {
        install();
    }

    @AfterEach
    void leave() {
        Screen.use(before);
    }

    @TestFactory
    Stream<DynamicTest> everyTypeIsShownAsItsRuleSays() {
        return DisplayedValues.all().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private void check(Object value) {
        RichOutput shown = RichOutput.of(value).orElseThrow();
        JsonObject bundle = render(value);
        JsonObject data = bundle.getAsJsonObject("data");
        boolean interactive = shown instanceof RichOutput.Interactive;
        assertEquals(
                interactive ? Set.of("text/plain", "text/html", "image/png") : Set.of("text/plain", shown.mimeType()),
                data.keySet());
        assertFalse(data.get("text/plain").getAsString().isBlank());
        assertEquals(shown.text(), data.get("text/plain").getAsString());
        String content = data.get(shown.mimeType()).getAsString();
        if (shown.mimeType().equals("image/png")) {
            PngTest.requireWhole(Base64.getDecoder().decode(content));
        } else {
            assertEquals(shown.content(), content);
            // Only what reacts to the mouse has a script: the toolkit's own, not that of a hostile text.
            assertEquals(interactive ? 1 : 0, content.split("<script", -1).length - 1);
            assertFalse(content.contains(DisplayedValues.HOSTILE), content);
        }
        if (shown instanceof RichOutput.Interactive both) {
            byte[] png = Base64.getDecoder().decode(data.get("image/png").getAsString());
            PngTest.requireWhole(png);
            assertArrayEquals(both.still().png(), png);
            assertEquals(
                    new Gson().toJsonTree(both.still().metadata()),
                    bundle.getAsJsonObject("metadata").get("image/png"));
        }
        JsonObject metadata = bundle.getAsJsonObject("metadata");
        assertEquals(!shown.metadata().isEmpty(), metadata.has(shown.mimeType()), metadata.toString());
        if (metadata.has(shown.mimeType())) {
            assertEquals(new Gson().toJsonTree(shown.metadata()), metadata.get(shown.mimeType()));
        }
    }

    @Test
    void chartsAreWholePngFilesWithTheirSize() throws IOException {
        JsonObject bundle = render(DisplayedValues.chart());

        byte[] png = Base64.getDecoder()
                .decode(bundle.getAsJsonObject("data").get("image/png").getAsString());
        assertEquals(640, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        JsonObject size = bundle.getAsJsonObject("metadata").getAsJsonObject("image/png");
        assertEquals(320, size.get("width").getAsInt());
        assertEquals(200, size.get("height").getAsInt());
    }

    @Test
    void imagesAreOurWholePngFilesNotTheLibrarysOwn() {
        for (int side = 1; side <= 40; side++) {
            var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            image.setRGB(side - 1, side - 1, 0xABCDEF);
            for (JsonObject bundle : List.of(render(image), json(bundleAs(image, "image/png")))) {
                byte[] png = Base64.getDecoder()
                        .decode(bundle.getAsJsonObject("data").get("image/png").getAsString());
                PngTest.requireWhole(png);
                assertArrayEquals(Png.encode(image), png);
            }
        }
    }

    @Test
    void tablesAreEscapedHtmlAndText() {
        JsonObject data = render(Table.create("t", StringColumn.create("<script>name", List.of("<script>cell"))))
                .getAsJsonObject("data");

        String html = data.get("text/html").getAsString();
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;cell"), html);
        assertTrue(data.get("text/plain").getAsString().contains("<script>cell"));
    }

    final JsonObject render(Object value) {
        return json(bundle(value));
    }

    private static JsonObject json(Object bundle) {
        return new Gson().toJsonTree(bundle).getAsJsonObject();
    }
}
