package polyview.data.manifest;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A manifest as a Tablesaw table, and in one line. */
final class ManifestTable {

    private final Table table;

    private ManifestTable(String name) {
        this.table = Table.create(name);
    }

    static Table of(ManifestRows all, Manifest manifest) {
        ManifestTable to = new ManifestTable(all.source());
        int size = manifest.size();
        to.table.addColumns(IntColumn.create(
                all.unit(), IntStream.range(0, size).map(manifest::line).toArray()));
        List<String> inputs = all.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            int input = i;
            to.texts(inputs.get(i), IntStream.range(0, size).mapToObj(row -> manifest.text(row, input)));
        }
        if (!all.classes().isEmpty()) {
            to.texts(all.labelName(), IntStream.range(0, size).mapToObj(row -> all.classes()
                    .get(manifest.label(row))));
        }
        for (int i = 0; i < all.targetNames().size(); i++) {
            float[] numbers = new float[size];
            for (int row = 0; row < size; row++) {
                numbers[row] = manifest.targets(row)[i];
            }
            to.table.addColumns(FloatColumn.create(to.free(all.targetNames().get(i)), numbers));
        }
        return to.table;
    }

    /** {@code pairs.csv: 1,000,000 rows of [left, right], 2 classes, 50 bytes a row}. */
    static String line(ManifestRows all, Manifest manifest) {
        int classes = all.classes().size();
        String what = classes > 0
                ? ", " + classes + (classes == 1 ? " class" : " classes")
                : all.targetNames().isEmpty() ? "" : ", targets " + all.targetNames();
        return String.format(
                Locale.ROOT,
                "%s: %,d %s of %s%s, %.0f bytes a row",
                all.source(),
                manifest.size(),
                manifest.size() == 1 ? "row" : "rows",
                all.inputs(),
                what,
                manifest.bytesPerRow());
    }

    private void texts(String name, Stream<String> texts) {
        table.addColumns(StringColumn.create(free(name), texts));
    }

    /** For Tablesaw Left and left are the same name. */
    private String free(String name) {
        String free = name;
        while (table.containsColumn(free)) {
            free += "'";
        }
        return free;
    }
}
