package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.StartupListener;
import polyview.notebook.RichOutput;
import polyview.notebook.Screen;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The display of a kernel that the toolkit does not know, in a package of its user's. */
class DisplayTest {

    @Test
    void anImageIsAPngWithItsPixelsAndItsText() throws IOException {
        var kernel = new OwnKernel();
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x10A0F0);
        kernel.show(image);
        Map<String, Object> data = kernel.messages().get(0).data();
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode((String) data.get("image/png"))));
        assertEquals(3, read.getWidth());
        assertEquals(2, read.getHeight());
        assertEquals(0xFF10A0F0, read.getRGB(2, 1));
        assertEquals(0xFF000000, read.getRGB(0, 0));
        assertEquals("image, 3 x 2 pixels", data.get("text/plain"));
    }

    @Test
    void aTableIsHtmlThatIsEscaped() {
        var kernel = new OwnKernel();
        kernel.show(Table.create(StringColumn.create("name", "a<b"), DoubleColumn.create("value", 0.25)));
        Map<String, Object> data = kernel.messages().get(0).data();
        assertEquals(java.util.Set.of("text/plain", "text/html"), data.keySet());
        String html = (String) data.get("text/html");
        assertTrue(html.contains("a&lt;b") && html.contains("0.25"), html);
        assertFalse(html.contains("a<b"), html);
    }

    @Test
    void whatTheToolkitDoesNotKnowIsText() {
        var kernel = new OwnKernel();
        kernel.show(List.of(1, 2));
        assertEquals(Map.of("text/plain", "[1, 2]"), kernel.messages().get(0).data());
    }

    @Test
    void anUpdateGoesToThePlaceThatWasShown() {
        var kernel = new OwnKernel();
        Screen before = Screen.current();
        try {
            Screen.use(kernel);
            Screen.Handle first = Screen.current().show("one");
            Screen.Handle second = Screen.current().show(new RichOutput.Markup("<b>two</b>", "two"));
            first.update("half");
            second.stay("2");
            first.stay("1");
        } finally {
            Screen.use(before);
        }
        assertEquals(
                List.of(
                        "display_data",
                        "display_data",
                        "update_display_data",
                        "update_display_data",
                        "update_display_data"),
                kernel.messages().stream().map(OwnKernel.Message::type).toList());
        // As a front end does it: the newest content of each identifier.
        List<Object> page = kernel.page().values().stream()
                .map(data -> data.get("text/plain"))
                .toList();
        assertEquals(List.of("1", "2"), page);
    }

    /** The kernel registers itself when the toolkit is first used: no line in the cell says so. */
    @Test
    void aTrainingIsDrawnLiveInAKernelThatRegistersItself(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(StartupListener.class.getName()), OwnKernel.Startup.class.getName());
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        folder + File.pathSeparator + System.getProperty("java.class.path"),
                        OwnKernel.class.getName())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        List<String> lines =
                text.lines().filter(line -> line.startsWith("message ")).toList();
        // A note before the first epoch, charts in its place, then the history as a table in a place of its own.
        assertTrue(lines.size() >= 3, text);
        assertEquals("message display_data 0 [text/html, text/plain]", lines.get(0));
        assertTrue(
                lines.subList(1, lines.size() - 1).stream()
                        .allMatch("message update_display_data 0 [image/png, text/plain]"::equals),
                text);
        assertEquals("message display_data 1 [text/html, text/plain]", lines.get(lines.size() - 1));
        // The picture is drawn at twice the size in which it is shown.
        assertTrue(text.contains("\nscale 2.0 2.0\n"), text);
        // Squared distances to 8 of 0, 4 and 6: gradient descent with rate 0.25 halves the distance.
        assertTrue(text.contains("\nlosses [64.0, 16.0, 4.0]\n"), text);
        for (String loss : List.of("64", "16", "4")) {
            assertTrue(text.matches("(?s).*\\ntable .*>" + loss + "(\\.0*)?<.*"), text);
        }
    }
}
