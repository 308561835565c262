package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.summary.DatasetTable;
import polyview.experiments.Results;
import polyview.experiments.ResultsTest;
import polyview.models.DeviceReport;
import polyview.models.Explanation;
import polyview.models.Summary;
import polyview.plots.EveryChart;
import polyview.plots.Panels;
import polyview.rules.Fired;
import polyview.training.History;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("notebooks")
class RichOutputTest {

    static Stream<Object> charts() {
        var charts = EveryChart.of("loss", 300, 201);
        return Stream.of(
                        charts.keySet(),
                        charts.values(),
                        List.of(new Panels(List.of(charts.values().iterator().next()), 300, 201)))
                .flatMap(Collection::stream);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void chartsOfAnyKindArePicturesOfTwiceTheirSizeShownAtTheirSize(Object chart) throws IOException {
        var shown =
                assertInstanceOf(RichOutput.Picture.class, RichOutput.of(chart).orElseThrow());

        assertEquals("image/png", shown.mimeType());
        assertEquals(Map.of("width", 300, "height", 201), shown.metadata());
        assertEquals("chart \"loss\", 300 x 201 pixels", shown.text());
        PngTest.requireWhole(shown.png());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(shown.png()));
        assertEquals(600, image.getWidth());
        assertEquals(402, image.getHeight());
        // The chart reaches over the whole picture: its series is drawn in the lower right quarter too.
        BufferedImage corner = image.getSubimage(300, 201, 300, 201);
        assertTrue(colours(corner) > 1);
    }

    @Test
    void imagesArePicturesPixelForPixel() throws IOException {
        var image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
        image.setRGB(6, 4, 0x123456);

        var shown =
                assertInstanceOf(RichOutput.Picture.class, RichOutput.of(image).orElseThrow());

        assertEquals(Map.of(), shown.metadata());
        assertEquals("image, 7 x 5 pixels", shown.text());
        assertArrayEquals(Base64.getDecoder().decode(shown.content()), shown.png());
        assertEquals(
                0xFF123456, ImageIO.read(new ByteArrayInputStream(shown.png())).getRGB(6, 4));
    }

    @Test
    void tablesAreMarkup() {
        Table table = Table.create("t", IntColumn.create("n", 1, 2));

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(table).orElseThrow());

        assertEquals("text/html", shown.mimeType());
        assertEquals(Html.table(table), shown.content());
        assertEquals(Html.plain(table), shown.text());
        assertEquals(Map.of(), shown.metadata());
    }

    @Test
    void aSummaryShowsEveryLayerAndTheTotals() {
        var row = new Summary.Row("conv<1>", "Conv2D", Shape.of(-1, 8, 8, 4), 1200, 1200, List.of("left"));
        var summary = new Summary(Collections.nCopies(60, row), 72000, 0);

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(summary).orElseThrow());

        assertEquals(60, shown.content().split("conv&lt;1&gt;", -1).length - 1);
        assertTrue(shown.content().contains(">72,000 parameters: 72,000 trainable, 0 fixed</div>"), shown.content());
        assertEquals(summary.toString(), shown.text());
    }

    @Test
    void anExplanationShowsEveryOpAndWhatWasRun() {
        var fired = new Fired("NoDeadBranches", "training", 2, List.of("conv<1>"));
        var cost = new Explanation.Cost("Conv2D", 3, 1.25);
        var explanation = new Explanation("ran: 5 steps", List.of(fired), Collections.nCopies(60, cost));

        var shown = assertInstanceOf(
                RichOutput.Markup.class, RichOutput.of(explanation).orElseThrow());

        assertTrue(shown.content().contains("conv&lt;1&gt;"), shown.content());
        assertEquals(60, shown.content().split("Conv2D", -1).length - 1);
        assertTrue(shown.content().contains(">ran: 5 steps</div>"), shown.content());
        assertEquals(explanation.toString(), shown.text());
    }

    @Test
    void aHistoryShowsItsEpochsAndItsEnd() {
        var log = new History.EpochLog(1, Map.of("loss", 0.51236), 2, 1500);
        var history = new History(List.of(log), History.Stop.INTERRUPTED, 7, 15, true);

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(history).orElseThrow());

        assertTrue(shown.content().contains(">0.512</td>"), shown.content());
        assertTrue(
                shown.content().contains(">epochs: 1, steps: 15, seed: 7, ended: interrupted, oneDNN: on</div>"),
                shown.content());
        assertEquals(history.toString(), shown.text());
    }

    @Test
    void aLookAtDataShowsItsTableAndTheClassCounts() {
        var data = Dataset.of(List.of(FloatArray.zeros(Shape.of(3, 2, 2, 1))), FloatArray.of(new float[] {0, 1, 1}, 3));
        var look = DatasetTable.of(data, List.of("same", "<b>other"));

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(look).orElseThrow());

        assertTrue(shown.content().contains(">3 samples, 1 input, 1 target</div>"), shown.content());
        assertTrue(shown.content().contains(Html.table(look.table())), shown.content());
        assertTrue(shown.content().endsWith(Html.table(look.classCounts())), shown.content());
        assertTrue(shown.content().contains(">&lt;b&gt;other</td>"), shown.content());
        assertTrue(shown.content().contains(">66.67</td>"), shown.content());
        assertEquals(look.toString(), shown.text());
    }

    @Test
    void aLookAtDataWithoutClassesShowsItsTableAlone() {
        var look = DatasetTable.of(
                Dataset.of(List.of(FloatArray.zeros(Shape.of(1, 2))), FloatArray.of(new float[] {0.5f}, 1)));

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(look).orElseThrow());

        assertTrue(shown.content().endsWith(Html.table(look.table())), shown.content());
    }

    @Test
    void resultsShowTheirTableAndWhatFailed() {
        Results results = ResultsTest.made();

        var shown =
                assertInstanceOf(RichOutput.Markup.class, RichOutput.of(results).orElseThrow());

        assertTrue(shown.content().contains(">" + results.title() + "</div>"), shown.content());
        assertTrue(shown.content().contains(Html.table(results.readable())), shown.content());
        assertTrue(shown.content().contains(">IOException: &lt;gone&gt;</td>"), shown.content());
        assertEquals(1, shown.content().split("gone", -1).length - 1);
        assertEquals(results.toString(), shown.text());

        Results good = new Results(
                "fusion",
                List.of("concat"),
                "concat",
                List.of(1L),
                "loss",
                List.of(),
                Map.of("loss", false, "accuracy", true));
        assertTrue(RichOutput.of(good).orElseThrow().content().endsWith(Html.table(good.readable())));
    }

    @Test
    void devicesShowTheirTableAndWhyThereIsNoGpu() {
        Table table = Table.create("devices", StringColumn.create("name", List.of("cpu:0")));
        var none = new DeviceReport(table, "no <driver>", "on");

        assertEquals(
                Html.table(table) + Html.note("no GPU: no <driver>") + Html.note("oneDNN: on"),
                RichOutput.of(none).orElseThrow().content());
        assertEquals(
                Html.table(table) + Html.note("oneDNN: off: why"),
                RichOutput.of(new DeviceReport(table, "", "off: why"))
                        .orElseThrow()
                        .content());
        assertEquals(none.toString(), RichOutput.of(none).orElseThrow().text());
    }

    @Test
    void otherObjectsAreLeftToTheKernel() {
        assertEquals(Optional.empty(), RichOutput.of("text"));
        assertEquals(Optional.empty(), RichOutput.of(List.of(1)));
    }

    @Test
    void everyRuleHasAValueAndGivesTheTypeThatItNames() {
        Set<DisplayRule<?>> met = new HashSet<>();
        for (Object value : DisplayedValues.all().values()) {
            DisplayRule<?> rule = DisplayRule.ALL.stream()
                    .filter(r -> r.type().isInstance(value))
                    .findFirst()
                    .orElseThrow();
            assertEquals(rule.mimeType(), rule.show(value).mimeType());
            met.add(rule);
        }
        assertEquals(Set.copyOf(DisplayRule.ALL), met);
    }

    @Test
    void whatIsShownAlreadyShowsItself() {
        var own = new RichOutput.Markup("<b>own</b>", "own");

        assertSame(own, RichOutput.of(own).orElseThrow());
    }

    @Test
    void onlyTheAdaptersNeedTheKernelsLibraries() {
        Map<String, Class<?>> adapters = Map.of(
                "org.dflib.jjava..", JJavaExtension.class,
                "io.github.spencerpark..", IJavaDisplay.class,
                "org.rapaio..", RapaioDisplay.class);
        JavaClasses toolkit = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("polyview");
        adapters.forEach((library, adapter) -> ArchRuleDefinition.noClasses()
                .that()
                .haveNameNotMatching(adapter.getName() + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(toolkit));
    }

    private static long colours(BufferedImage image) {
        int width = image.getWidth();
        return java.util.Arrays.stream(image.getRGB(0, 0, width, image.getHeight(), null, 0, width))
                .distinct()
                .count();
    }
}
