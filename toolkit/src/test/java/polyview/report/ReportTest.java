package polyview.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;
import static polyview.data.Refusal.unreadable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import polyview.experiments.PairedTest;
import polyview.experiments.Resampling;
import polyview.experiments.Results;
import polyview.experiments.RunResult;
import polyview.plots.Plots;
import polyview.training.History;
import polyview.training.Provenance;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The page of a report: whole, escaped, and with nothing to fetch. */
@Tag("plots")
class ReportTest {

    private static final String EVIL = "<script>alert('x')</script> & \"y\"";

    private static RunResult run(String variant, long seed, int fold, double accuracy) {
        List<History.EpochLog> epochs = IntStream.rangeClosed(1, 3)
                .mapToObj(epoch -> new History.EpochLog(
                        epoch,
                        Map.of("loss", 1.0 / epoch, "accuracy", accuracy, "val_accuracy", accuracy - 0.1 / epoch),
                        1.5,
                        100))
                .toList();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(seed));
        facts.put("data", "drawn with " + seed);
        facts.put("program", "digest of " + variant);
        facts.put("oneDNN", "off");
        facts.put("processor", variant.equals("base") && seed != 2 ? "second machine" : "first machine");
        return new RunResult(
                variant,
                seed,
                fold,
                RunResult.Status.FINISHED,
                "",
                12,
                Map.of("accuracy", accuracy),
                epochs,
                5,
                new Provenance(facts));
    }

    /** Variant {@code better} is better by 0.1 and a little, the evil one by 0.01 and not always; its last run failed. */
    private static Results results() {
        List<RunResult> runs = new ArrayList<>();
        for (long seed = 1; seed <= 5; seed++) {
            double base = 0.7 + 0.01 * (seed % 3);
            runs.add(run("base", seed, 0, base));
            runs.add(run("better", seed, 0, base + 0.1 + 0.001 * seed));
            runs.add(
                    seed == 5
                            ? RunResult.failed(EVIL, seed, "IOException: " + EVIL, 12, 1)
                            : run(EVIL, seed, 0, base + 0.01 * (seed - 2)));
        }
        return new Results(
                "fusion",
                List.of("base", "better", EVIL),
                "base",
                List.of(1L, 2L, 3L, 4L, 5L),
                "accuracy",
                runs,
                Map.of("accuracy", true));
    }

    private static Document parsed(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setExpandEntityReferences(false);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Document page, String tag) {
        return elements(page, tag).stream().map(Element::getTextContent).toList();
    }

    /** Whatever a browser would fetch: in attributes, in styles, by elements. */
    private static void requireNothingToFetch(Document page) {
        Set<String> allowed = Set.of(
                "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "nav", "a", "ul", "li",
                "span", "div", "table", "thead", "tbody", "tr", "th", "td", "figure", "img", "details", "summary",
                "wbr");
        Set<String> plain =
                Set.of("class", "id", "lang", "charset", "name", "content", "width", "height", "alt", "style");
        for (Element element : elements(page, "*")) {
            assertTrue(allowed.contains(element.getTagName()), element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                String value = element.getAttributes().item(i).getNodeValue();
                switch (name) {
                    case "src" -> assertTrue(value.startsWith("data:image/png;base64,"), value);
                    case "href" -> assertTrue(value.startsWith("#"), value);
                    default -> assertTrue(plain.contains(name), name);
                }
                if (name.equals("style")) {
                    requireNoAddress(value);
                }
            }
        }
        texts(page, "style").forEach(ReportTest::requireNoAddress);
    }

    private static void requireNoAddress(String style) {
        for (String word : List.of("url", "@import", "//", "expression")) {
            assertFalse(style.toLowerCase(Locale.ROOT).contains(word), style);
        }
    }

    @Test
    void thePageNeedsNothingElseAndIsEscaped(@TempDir Path folder) throws IOException {
        Table searched = Table.create(EVIL, StringColumn.create(EVIL, List.of(EVIL, "b")));
        Path file = folder.resolve("fusion.html");
        Report report = Report.of(results())
                .title(EVIL)
                .text(EVIL)
                .add(EVIL, searched)
                .add("Cost", Plots.scoreAgainst(results(), "parameters"));
        report.write(file);
        String html = Files.readString(file);
        assertEquals(report.html(), html);
        Document page = parsed(html);
        requireNothingToFetch(page);
        assertEquals(List.of(EVIL), texts(page, "h1"));
        assertEquals(List.of(EVIL), texts(page, "title"));
        assertEquals(
                List.of("What can be claimed", "Scores", "Learning curves", EVIL, "Cost", "Runs", "Provenance"),
                texts(page, "h2"));
        assertTrue(texts(page, "th").contains(EVIL));
        assertTrue(texts(page, "td").contains("IOException: " + EVIL), "why a run failed");
        assertEquals(
                elements(page, "h2").stream()
                        .map(h -> "#" + h.getAttribute("id"))
                        .toList(),
                elements(page, "a").stream().map(a -> a.getAttribute("href")).toList());
        for (Element image : elements(page, "img")) {
            byte[] png =
                    Base64.getDecoder().decode(image.getAttribute("src").substring("data:image/png;base64,".length()));
            var picture = ImageIO.read(new ByteArrayInputStream(png));
            assertEquals(2 * Integer.parseInt(image.getAttribute("width")), picture.getWidth());
        }
        assertEquals(5, elements(page, "img").size(), "scores, three curves, cost");
    }

    @Test
    void whatCouldBeFetchedIsFound() {
        for (String body : List.of(
                "<img src=\"a.png\"/>",
                "<a href=\"http:b\">b</a>",
                "<script>1</script>",
                "<p style=\"background:url(x)\">c</p>",
                "<link href=\"#\"/>",
                "<p onclick=\"x\">d</p>")) {
            Document page = parsed("<html><body>" + body + "</body></html>");
            assertThrows(AssertionError.class, () -> requireNothingToFetch(page), body);
        }
    }

    @Test
    void verdictsAreThoseOfTheResults() {
        Document page = parsed(Report.of(results()).html());
        List<Element> claims = elements(page, "li");
        String[] verdicts = results().verdicts().split("\n");
        assertEquals(2, claims.size());
        assertEquals("better", claims.get(0).getAttribute("class"));
        assertEquals("none", claims.get(1).getAttribute("class"));
        for (int i = 0; i < 2; i++) {
            assertEquals(verdicts[i], claims.get(i).getTextContent().substring(1));
        }
        String all = String.join("\n", texts(page, "p"));
        assertTrue(all.contains("corrected by Holm for 2 comparisons"), all);
        assertTrue(all.contains("Of 3 variants, better has the best mean. Whoever chooses it"), all);
        assertTrue(all.contains("1 run failed."), all);
        Document turned = parsed(Report.of(results().against("better")).html());
        assertEquals("worse", elements(turned, "li").get(0).getAttribute("class"));
        String ranks = Report.of(results().test(PairedTest.WILCOXON)).html();
        assertTrue(ranks.contains("signed-rank test over seeds"));
        assertTrue(ranks.contains("cannot reach p &lt; 0.05"));
    }

    @Test
    void factsAreToldOnceWhereTheyAreThoseOfAllRuns() {
        List<String> cells = texts(parsed(Report.of(results()).html()), "td");
        int oneDnn = cells.indexOf("oneDNN");
        assertEquals(List.of("oneDNN", "all runs", "off"), cells.subList(oneDnn, oneDnn + 3));
        int program = cells.indexOf("program");
        assertEquals(
                List.of("program", "base", "digest of base", "program", "better", "digest of better"),
                cells.subList(program, program + 6));
        int data = cells.indexOf("data");
        assertEquals(
                List.of("data", "seed 1", "drawn with 1", "data", "seed 2", "drawn with 2"),
                cells.subList(data, data + 6));
        assertFalse(cells.contains("seed"), "the title has the seeds");
        // All but seed 2 of base were on the second machine, all others on the first.
        int machine = cells.indexOf("processor");
        assertEquals(
                List.of(
                        "processor",
                        "4 runs, such as base seed 1",
                        "second machine",
                        "processor",
                        "10 runs, such as better seed 1",
                        "first machine"),
                cells.subList(machine, machine + 6));
    }

    @Test
    void differencesTellWhatSoManySeedsWouldFind() {
        Document page = parsed(Report.of(results()).html());
        List<String> heads = texts(page, "th");
        assertTrue(heads.containsAll(List.of("p_holm", "effect_size", "detectable")), heads.toString());
        assertFalse(heads.contains("rank_biserial"));
        Document ranks = parsed(Report.of(results().test(PairedTest.WILCOXON)).html());
        assertTrue(texts(ranks, "th").contains("rank_biserial"));
    }

    @Test
    void resultsThatLackSomethingAreShownToo() {
        Results empty = new Results(
                "nothing yet", List.of("a", "b"), "a", List.of(1L), "accuracy", List.of(), Map.of("accuracy", true));
        String html = Report.of(empty).html();
        requireNothingToFetch(parsed(html));
        assertTrue(html.contains("No run is done yet, of 2."));
        Results one = new Results(
                "one",
                List.of("a"),
                "a",
                List.of(1L),
                "accuracy",
                List.of(new RunResult("a", 1, RunResult.Status.FINISHED, "", 3, Map.of("accuracy", 0.5), List.of(), 1)),
                Map.of("accuracy", true));
        html = Report.of(one).html();
        assertTrue(html.contains("There is one variant: nothing is compared."));
        assertTrue(html.contains("The runs do not tell where their numbers come from."));
        List<RunResult> folds = new ArrayList<>();
        for (int fold = 1; fold <= 3; fold++) {
            folds.add(run("a", 1, fold, 0.5));
            folds.add(run("b", 1, fold, 0.5 + 0.01 * fold));
        }
        html = Report.of(new Results(
                        "folds",
                        List.of("a", "b"),
                        "a",
                        List.of(1L),
                        "accuracy",
                        folds,
                        Map.of("accuracy", true),
                        Optional.of(new Resampling(3, 0.5))))
                .add("By folds again", one)
                .html();
        requireNothingToFetch(parsed(html));
        assertTrue(html.contains("corrected resampled t-test over folds"));
        assertTrue(html.contains("other training data of this size"));
    }

    @Test
    void blanksAndFoldersThatAreNotThereAreRefused() {
        refused("title must not be blank", () -> Report.of(results()).title(" "));
        refused("text must not be blank", () -> Report.of(results()).text(""));
        refused("heading must not be blank", () -> Report.of(results()).add("", Table.create("t")));
        unreadable("cannot write no/such.html: there is no folder no", () -> Report.of(results())
                .write(Path.of("no/such.html")));
    }
}
