package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

@Tag("notebooks")
class HtmlTest {

    @Test
    void escapesWhatHtmlReads() {
        assertEquals("a &lt; b &amp; &quot;c&quot; &#39;d&#39; &gt; é 漢", Html.escape("a < b & \"c\" 'd' > é 漢"));
        assertEquals("&amp;amp;", Html.escape("&amp;"));
        assertEquals("", Html.escape(""));
    }

    @Test
    void scriptsInCellsAndNamesStayText() {
        Table table = Table.create(
                "<script>t</script>",
                StringColumn.create("<script>alert('name')</script>", List.of("<script>alert(\"cell\")</script>")));

        String html = Html.table(table);

        assertFalse(html.toLowerCase(Locale.ROOT).contains("<script"), html);
        assertEquals(List.of("&lt;script&gt;alert(&#39;name&#39;)&lt;/script&gt;"), cells(html, "th"));
        assertEquals(List.of("&lt;script&gt;alert(&quot;cell&quot;)&lt;/script&gt;"), cells(html, "td"));
    }

    @Test
    void numbersStandRightAndTextLeft() {
        String html = Html.table(
                Table.create("t", StringColumn.create("s", List.of("x")), IntColumn.create("i", new int[] {7})));

        assertEquals(2, count(html, "text-align:left"));
        assertEquals(2, count(html, "text-align:right"));
        assertTrue(html.contains("text-align:left\">x</td>"), html);
        assertTrue(html.contains("text-align:right\">7</td>"), html);
    }

    @Test
    void wholeNumbersAreShownAsTheyAre() {
        assertEquals(List.of("1259072", "-5", "0"), column(IntColumn.create("i", 1259072, -5, 0)));
        assertEquals(List.of("9007199254740993"), column(LongColumn.create("l", (1L << 53) + 1)));
        assertEquals(List.of("1", "20"), column(DoubleColumn.create("d", 1, 20)));
    }

    @Test
    void decimalsLineUpAndFollowTheLargestNumber() {
        assertEquals(List.of("0.912", "0.500", "1.000"), column(DoubleColumn.create("d", 0.91234567, 0.5, 1)));
        assertEquals(List.of("0.50", "0.25", "-1.00"), column(DoubleColumn.create("d", 0.5, 0.25, -1)));
        assertEquals(List.of("0.1", "0.3"), column(FloatColumn.create("f", 0.1f, 0.3f)));
        assertEquals(List.of("0.0123", "-0.0011"), column(DoubleColumn.create("d", 0.012345, -0.0011)));
        assertEquals(List.of("12.35", "1.00"), column(DoubleColumn.create("d", 12.345678, 1)));
        assertEquals(List.of("123.5"), column(DoubleColumn.create("d", 123.45678)));
        assertEquals(List.of("1599", "3"), column(DoubleColumn.create("d", 1599.1718, 3.4)));
        assertEquals(List.of("1599.2", "0.5"), column(DoubleColumn.create("d", 1599.1718, 0.5)));
    }

    @Test
    void verySmallAndVeryLargeNumbersKeepTheirDigits() {
        assertEquals(
                List.of("1.0e-05", "-3.2e-04", "0.001", "0.500", "0.000"),
                column(DoubleColumn.create("d", 1e-5, -3.2e-4, 0.001, 0.5, 0)));
        assertEquals(List.of("1.5e+09"), column(DoubleColumn.create("d", 1.5e9 + 0.25)));
        assertEquals(List.of("2.5e-07", "0.119"), column(DoubleColumn.create("d", 2.5e-7, 0.11858947346223361)));
        assertEquals(
                List.of("∞", "-∞"),
                column(DoubleColumn.create("d", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
    }

    @Test
    void theTableAndItsPlainTextKeepWhatTheyHold() {
        DoubleColumn numbers = DoubleColumn.create("d", 0.11858947346223361, 0.25);
        Table table = Table.create("t", numbers);
        String plain = Html.plain(table);
        assertTrue(plain.contains("0.119") && !plain.contains("0.1185"), plain);
        assertEquals(0.11858947346223361, numbers.get(0));
        Table many =
                Table.create("t", IntColumn.create("row", IntStream.range(0, 53).toArray()));
        assertTrue(Html.plain(many).endsWith("… 3 more rows"), Html.plain(many));
    }

    @Test
    void longNamesOfColumnsMayBeBroken() {
        String html = Html.table(Table.create("t", DoubleColumn.create("images_per_second", 0.5)));
        assertTrue(html.contains("white-space:normal;text-align:right\">images_<wbr/>per_<wbr/>second</th>"), html);
    }

    @Test
    void missingValuesAreEmptyCells() {
        Table table = Table.create(
                "t",
                IntColumn.create("i", 1, 2),
                DoubleColumn.create("d", 0.5, 0.25),
                StringColumn.create("s", List.of("a", "b")),
                BooleanColumn.create("b", true, false),
                DateColumn.create("day", LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3)));
        table.columns().forEach(column -> column.setMissing(1));

        assertEquals(
                List.of("1", "0.5", "a", "true", "2024-01-02", "", "", "", "", ""), cells(Html.table(table), "td"));
    }

    @Test
    void showsFirstRowsAndCountsTheOthers() {
        Table table = Table.create(
                "t", IntColumn.create("row", IntStream.range(0, 2000).toArray()));

        String first = Html.table(table);
        assertEquals(IntStream.range(0, 50).mapToObj(String::valueOf).toList(), cells(first, "td"));
        assertTrue(first.contains(">… 1,950 more rows<"), first);
        assertTrue(Html.table(table, 1999).contains(">… 1 more row<"));
        String all = Html.table(table, 2000);
        assertEquals(2000, cells(all, "td").size());
        assertFalse(all.contains("more row"));
    }

    @Test
    void anEmptyTableHasItsHeader() {
        String html = Html.table(Table.create("t", StringColumn.create("name"), DoubleColumn.create("value")));

        assertEquals(List.of("name", "value"), cells(html, "th"));
        assertEquals(List.of(), cells(html, "td"));
        assertTrue(html.contains(">no rows<"), html);
    }

    @Test
    void loadsNothingAndSetsNoColoursOfTextOrGround() {
        String html = Html.table(Table.create("t", StringColumn.create("s", List.of("x"))));

        for (String forbidden : List.of("http", "src=", "href=", "<style", "background", ";color:", "\"color:")) {
            assertFalse(html.contains(forbidden), forbidden);
        }
    }

    @Test
    void refusesNoRows() {
        Table table = Table.create("t", IntColumn.create("i", new int[] {1}));
        var error = assertThrows(IllegalArgumentException.class, () -> Html.table(table, 0));
        assertEquals("rows must be positive, got 0", error.getMessage());
    }

    private static List<String> column(Column<?> column) {
        return cells(Html.table(Table.create("t", column)), "td");
    }

    private static List<String> cells(String html, String tag) {
        return Pattern.compile("<" + tag + " [^>]*>([^<]*)</" + tag + ">")
                .matcher(html)
                .results()
                .map((MatchResult match) -> match.group(1).replace("<wbr/>", ""))
                .toList();
    }

    private static long count(String html, String text) {
        return Pattern.compile(Pattern.quote(text)).matcher(html).results().count();
    }
}
