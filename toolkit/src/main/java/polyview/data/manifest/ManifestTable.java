package polyview.data.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        Set<String> done = new HashSet<>();
        Stream.of(all.uses().inputs(), all.uses().targets())
                .flatMap(List::stream)
                .forEach(use -> use.columns().stream().filter(done::add).forEach(column -> {
                    switch (use.kind()) {
                        case NUMBERS -> to.numbers(column, manifest);
                        case LABEL ->
                            to.texts(column, IntStream.range(0, size).mapToObj(row -> manifest.classes(column)
                                    .get(manifest.label(row, column))));
                        default ->
                            to.texts(column, IntStream.range(0, size).mapToObj(row -> manifest.text(row, column)));
                    }
                }));
        to.addRoles(manifest, done);
        return to.table;
    }

    /** A column that is used for a target too is there already. */
    private void addRoles(Manifest manifest, Set<String> done) {
        int size = manifest.size();
        if (!manifest.weightName().isEmpty() && done.add(manifest.weightName())) {
            numbers(manifest.weightName(), manifest);
        }
        if (!manifest.groupName().isEmpty() && done.add(manifest.groupName())) {
            List<String> groups = manifest.groups();
            texts(manifest.groupName(), IntStream.range(0, size).mapToObj(row -> groups.get(manifest.group(row))));
        }
        if (!manifest.timeName().isEmpty() && done.add(manifest.timeName())) {
            List<String> times = manifest.times();
            texts(manifest.timeName(), IntStream.range(0, size).mapToObj(row -> times.get(manifest.time(row))));
        }
        for (int i = 0; i < manifest.idNames().size(); i++) {
            int id = i;
            if (done.add(manifest.idNames().get(i))) {
                texts(manifest.idNames().get(i), IntStream.range(0, size).mapToObj(row -> manifest.id(row)
                        .get(id)));
            }
        }
    }

    private void numbers(String column, Manifest manifest) {
        float[] numbers = new float[manifest.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = manifest.numbers(row, List.of(column))[0];
        }
        table.addColumns(FloatColumn.create(free(column), numbers));
    }

    /** See {@link Manifest#toString}. */
    static String line(ManifestRows all, Manifest manifest) {
        String what = all.uses().targets().isEmpty()
                ? ""
                : ", targets " + names(all.uses().targets());
        if (all.uses().targets().size() == 1 && !all.labelNames().isEmpty()) {
            int classes = all.firstClasses().size();
            what = ", " + classes + (classes == 1 ? " class" : " classes") + NumberNames.note(all.firstClasses());
        } else if (all.uses().targets().size() == 1 && !all.targetNames().isEmpty()) {
            what = ", targets " + all.targetNames();
        }
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

    private static List<String> names(List<SampleColumn> columns) {
        return columns.stream().map(SampleColumn::name).toList();
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
