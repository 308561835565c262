package polyview.notebook;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a session has shown, in texts: its objects are of another class loader than the test's. */
final class SessionReport {

    /** Stands in the table that is shown. */
    static final String CELL = "a cell of the table";

    private SessionReport() {}

    /**
     * Shows a table as a last value, and in a place where something else was shown before.
     *
     * @param render what the kernel makes of a last value, as JSON
     * @param sent the types of the messages that went out
     */
    static Map<String, String> of(Function<Object, String> render, Supplier<List<String>> sent) {
        Table table = Table.create("t", StringColumn.create("column", List.of(CELL)));
        Map<String, String> report = new TreeMap<>();
        report.put("last value", render.apply(table));
        report.put("live", String.valueOf(Screen.current().live()));
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Screen.Handle display = Screen.current().show("a");
            display.update("b");
            display.stay(table);
        } finally {
            System.setOut(before);
        }
        report.put("printed", printed.toString(StandardCharsets.UTF_8));
        report.put("sent", sent.get().toString());
        report.put("another value", render.apply(List.of(1, 2)));
        return report;
    }
}
