package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.common.Image;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The published library for kernels, driven as a kernel drives it. */
@Tag("notebooks")
class JJavaExtensionTest {

    private final Renderer renderer = new Renderer();

    @BeforeEach
    void installAsAKernelDoes() {
        // A kernel registers the library's own renderer of images first.
        Image.registerAll(renderer);
        JJavaExtension.install(renderer);
    }

    @Test
    void kernelsFindIt() {
        List<String> found = ServiceLoader.load(Extension.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertEquals(List.of(JJavaExtension.class.getName()), found);
    }

    @Test
    void aKernelThatStartsInstallsIt() {
        var kernel = new IdleKernel();
        kernel.onStartup();

        DisplayData data = kernel.getRenderer().render(Table.create("t", StringColumn.create("s", List.of("x"))));

        assertTrue(data.hasDataForType(MIMEType.TEXT_HTML));
    }

    @Test
    void chartsAreWholePngFilesWithTheirSize() throws IOException {
        var chart = new XYChart(320, 200);
        chart.addSeries("a", new double[] {1, 2, 3}, new double[] {3, 1, 2});

        DisplayData data = renderer.render(chart);

        byte[] png = Base64.getDecoder().decode((String) data.getData(MIMEType.IMAGE_PNG));
        PngTest.requireWhole(png);
        assertEquals(640, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        assertEquals("chart, 320 x 200 pixels", data.getData(MIMEType.TEXT_PLAIN));
        assertFalse(data.hasDataForType(MIMEType.TEXT_HTML));
        JsonObject size = new Gson()
                .toJsonTree(data)
                .getAsJsonObject()
                .getAsJsonObject("metadata")
                .getAsJsonObject("image/png");
        assertEquals(320, size.get("width").getAsInt());
        assertEquals(200, size.get("height").getAsInt());
    }

    @Test
    void imagesAreOurWholePngFilesNotTheLibrarysOwn() throws IOException {
        for (int side = 1; side <= 40; side++) {
            var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            image.setRGB(side - 1, side - 1, 0xABCDEF);
            for (DisplayData data : List.of(renderer.render(image), renderer.renderAs(image, "image/png"))) {
                byte[] png = Base64.getDecoder().decode((String) data.getData(MIMEType.IMAGE_PNG));
                PngTest.requireWhole(png);
                assertArrayEquals(Png.encode(image), png);
            }
        }
    }

    @Test
    void tablesAreEscapedHtmlAndText() {
        Table table = Table.create("t", StringColumn.create("<script>name", List.of("<script>cell")));

        DisplayData data = renderer.render(table);

        String html = (String) data.getData(MIMEType.TEXT_HTML);
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;cell"), html);
        assertTrue(((String) data.getData(MIMEType.TEXT_PLAIN)).contains("<script>cell"));
        assertFalse(data.hasDataForType(MIMEType.IMAGE_PNG));
    }

    @Test
    void otherObjectsStayAsTheyWere() {
        DisplayData data = renderer.render(List.of(1, 2));

        assertEquals("[1, 2]", data.getData(MIMEType.TEXT_PLAIN));
        assertFalse(data.hasDataForType(MIMEType.TEXT_HTML));
    }

    /** The library's kernel with nothing to evaluate. */
    private static final class IdleKernel extends BaseKernel {
        IdleKernel() {
            super(
                    "idle",
                    "0",
                    new LanguageInfo.Builder("java").build(),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    null,
                    true,
                    new StringStyler.Builder().build());
        }

        @Override
        public Object evalRaw(String code) {
            return code;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return DisplayData.EMPTY;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return new ReplacementOptions(List.of(), at, at);
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }
}
