package polyview.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Startup;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * HTML for notebooks: with inline styles, without scripts and links. It sets neither text nor background colours, so it can be
 * read on light and dark pages.
 */
public final class Html {

    static {
        Startup.begin();
    }

    /** The number of rows that are shown by default. */
    public static final int ROWS = 50;

    /** Texts up to this length, such as a date, stay in one line. */
    private static final int ONE_LINE = 30;

    private static final String CELL = "padding:0.25em 0.5em;border:none;vertical-align:top;";
    private static final String LINE = "1px solid rgba(128,128,128,0.6)";

    private Html() {}

    /**
     * Escapes text for HTML, also for a quoted attribute.
     *
     * <p>Example: {@code escape("a < b & \"c\"")} is {@code a &lt; b &amp; &quot;c&quot;}.
     */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** A table's first {@value #ROWS} rows; see {@link #table(Table, int)}. */
    public static String table(Table table) {
        return table(table, ROWS);
    }

    /**
     * A table's first rows, and a line that says how many more there are.
     *
     * <p>Numbers are right-aligned. Whole ones are shown as they are; all others of a column have as many decimals as the one
     * that needs most, but at most four digits for the largest: 4 decimals where all are below 0.1, 3 below 10, 2 below 100, 1 below
     * 1000, otherwise none. A number that would keep no digit, or of a billion and more and not whole, is written as {@code
     * 1.5e-05}. The table itself keeps all digits. Long names of columns are broken at {@code _} and blanks, so that many columns fit on a
     * page.
     * Missing values are empty cells. Names and cells are escaped, and math typesetting leaves them alone, so that {@code
     * $} is a dollar.
     *
     * <p>Refused: {@code rows must be positive, got 0}.
     *
     * @param rows the most rows that are shown
     */
    public static String table(Table table, int rows) {
        Checks.requirePositive("rows", rows);
        int shown = Math.min(rows, table.rowCount());
        List<List<String>> cells = new ArrayList<>();
        StringBuilder html = new StringBuilder("<div class=\"tex2jax_ignore mathjax_ignore\" style=\"overflow-x:auto\">"
                + "<table style=\"border-collapse:collapse;border:none;margin:0.5em 0;font-size:90%;"
                + "font-variant-numeric:tabular-nums\">\n<thead><tr style=\"border-bottom:" + LINE + "\">");
        for (Column<?> column : table.columns()) {
            cells.add(texts(column, shown));
            html.append(head(column));
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < shown; row++) {
            html.append("<tr>");
            for (int i = 0; i < cells.size(); i++) {
                html.append(cell("td", table.column(i), cells.get(i).get(row)));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
        int more = table.rowCount() - shown;
        if (more > 0 || shown == 0) {
            String note = shown == 0 ? "no rows" : String.format(Locale.ROOT, "… %,d more %s", more, rowWord(more));
            html.append(note(note));
        }
        return html.append("</div>").toString();
    }

    /** A line of paler text, for below a table. */
    static String note(String text) {
        return "<div style=\"padding:0 0.5em 0.5em;opacity:0.7\">" + escape(text) + "</div>\n";
    }

    private static String rowWord(int count) {
        return count == 1 ? "row" : "rows";
    }

    /** May be broken after an underscore; what is copied has no break. */
    private static String head(Column<?> column) {
        String align = column instanceof NumericColumn<?> ? "right" : "left";
        return "<th style=\"" + CELL + "white-space:normal;text-align:" + align + "\">"
                + escape(column.name()).replace("_", "_<wbr/>") + "</th>";
    }

    /** A table's first {@value #ROWS} rows with numbers as in HTML, for viewers of plain text. */
    static String plain(Table table) {
        int shown = Math.min(ROWS, table.rowCount());
        Table texts = Table.create(table.name());
        for (Column<?> column : table.columns()) {
            texts.addColumns(StringColumn.create(column.name(), texts(column, shown)));
        }
        int more = table.rowCount() - shown;
        return texts.print(ROWS) + (more > 0 ? String.format(Locale.ROOT, "%n… %,d more %s", more, rowWord(more)) : "");
    }

    private static String cell(String tag, Column<?> column, String text) {
        String align = column instanceof NumericColumn<?> ? "right" : "left";
        String space = text.length() <= ONE_LINE ? "nowrap" : "normal";
        return "<" + tag + " style=\"" + CELL + "white-space:" + space + ";text-align:" + align + "\">" + escape(text)
                + "</" + tag + ">";
    }

    private static List<String> texts(Column<?> column, int rows) {
        if (column instanceof NumericColumn<?> numbers && !whole(column)) {
            double[] values = IntStream.range(0, rows)
                    .mapToDouble(row -> column.isMissing(row) ? Double.NaN : numbers.getDouble(row))
                    .toArray();
            return AlignedNumbers.aligned(values);
        }
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            texts.add(
                    column.isMissing(row) ? "" : whole(column) ? column.get(row).toString() : column.getString(row));
        }
        return texts;
    }

    private static boolean whole(Column<?> column) {
        return column instanceof IntColumn || column instanceof LongColumn || column instanceof ShortColumn;
    }
}
