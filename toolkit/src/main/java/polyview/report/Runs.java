package polyview.report;

import polyview.base.Shapes;
import polyview.experiments.Results;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Every run, and why some failed. */
final class Runs {

    /** As many rows disturb nobody. */
    private static final int FEW = 12;

    private Runs() {}

    static String of(Results results) {
        Table runs = results.runs();
        if (runs.isEmpty()) {
            return Page.soft("No run is done yet, of " + results.asked() + ".");
        }
        Table shown = runs.copy();
        shown.removeColumns("reason");
        String table = Page.table(shown);
        String all = results.done().size() > FEW
                ? Page.folded(Shapes.count(results.done().size(), "run"), table)
                : table;
        return (results.complete()
                        ? ""
                        : Page.paragraph(
                                results.done().size() + " of " + Shapes.count(results.asked(), "run") + " are done."))
                + failures(results)
                + all;
    }

    private static String failures(Results results) {
        if (results.failures().isEmpty()) {
            return "";
        }
        Table failed = Table.create(
                "failures",
                StringColumn.create(
                        "run", results.failures().stream().map(run -> run.key().toString())),
                StringColumn.create("reason", results.failures().stream().map(run -> run.reason())));
        return Page.paragraph(
                        Shapes.count(results.failures().size(), "run")
                                + " failed. Means are over the others, and a variant that failed on hard seeds has a mean over easy ones.")
                + Page.table(failed);
    }
}
