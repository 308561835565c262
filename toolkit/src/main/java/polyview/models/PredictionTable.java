package polyview.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import polyview.data.FloatArray;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a model puts out, joined to the rows of a manifest; see {@link Model#predictTable}. */
final class PredictionTable {

    private final Program program;
    private final Manifest manifest;
    private final Predictions predictions;
    private final List<String> classes;
    private final int[] placeOfRow;
    private final Table table;

    private PredictionTable(Program program, Manifest manifest, Predictions predictions, List<String> classes) {
        this.program = program;
        this.manifest = manifest;
        this.predictions = predictions;
        this.classes = classes;
        this.placeOfRow = new int[manifest.size()];
        Arrays.fill(placeOfRow, -1);
        int[] samples = predictions.samples();
        IntStream.range(0, samples.length).forEach(place -> placeOfRow[samples[place]] = place);
        this.table = Table.create("predictions of " + manifest.source());
    }

    /**
     * Predicts all rows.
     *
     * @param classes the names of the classes of the only output; empty for those of the manifest
     */
    static Table of(Program program, Passes passes, MultiInputGenerator data, int batchSize, List<String> classes) {
        // A generator of its own: its report has what this pass could not read, and nothing of others.
        MultiInputGenerator own = data.over(data.manifest());
        Predictions predictions = passes.predictReadable(own, batchSize);
        PredictionTable made = new PredictionTable(program, data.manifest(), predictions, classes);
        made.addRows();
        for (int output = 0; output < program.outputs().size(); output++) {
            made.addOutput(output);
        }
        made.addReasons(own.report());
        return made.table;
    }

    private void addRows() {
        table.addColumns(IntColumn.create(
                "row", IntStream.range(0, manifest.size()).map(manifest::line).toArray()));
        for (int i = 0; i < manifest.idNames().size(); i++) {
            int id = i;
            texts(manifest.idNames().get(i), row -> manifest.id(row).get(id));
        }
        manifest.inputColumns().stream()
                .filter(input -> input.kind().isOfFiles())
                .flatMap(input -> input.columns().stream())
                .distinct()
                .forEach(column -> texts(column, row -> manifest.text(row, column)));
    }

    private void addOutput(int index) {
        FloatArray values = predictions.outputs().get(index);
        List<SampleColumn> targets = manifest.targetColumns();
        String name = program.outputs().get(index).name();
        SampleColumn target = targets.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(targets.size() == program.outputs().size() ? targets.get(index) : OutputColumns.NONE);
        String prefix = program.outputs().size() == 1 ? "" : name + " ";
        OutputColumns columns = new OutputColumns(program, index, values, target, namesOf(target));
        if (target.kind() == SampleColumn.Kind.LABEL && !target.equals(OutputColumns.NONE)) {
            List<String> names = manifest.classes(target.name());
            texts(prefix + "label", row -> names.get(manifest.label(row, target.name())));
        } else if (target.kind() == SampleColumn.Kind.NUMBERS) {
            for (String column : target.columns()) {
                numbers(prefix + "target " + column, row -> manifest.numbers(row, List.of(column))[0]);
            }
        }
        if (columns.decides()) {
            texts(prefix + "prediction", row -> placeOfRow[row] < 0 ? "" : columns.prediction(placeOfRow[row]));
            numbers(prefix + "score", row -> placeOfRow[row] < 0 ? Float.NaN : columns.score(placeOfRow[row]));
        }
        List<String> ends = columns.names();
        for (int i = 0; i < ends.size(); i++) {
            int at = i;
            numbers(prefix + ends.get(i), row -> placeOfRow[row] < 0 ? Float.NaN : columns.number(placeOfRow[row], at));
        }
    }

    private List<String> namesOf(SampleColumn target) {
        if (!classes.isEmpty()) {
            return classes;
        }
        return target.kind() == SampleColumn.Kind.LABEL && !target.equals(OutputColumns.NONE)
                ? manifest.classes(target.name())
                : List.of();
    }

    /** A row that was left out has the reasons of all its files. */
    private void addReasons(Table report) {
        Map<Integer, List<String>> reasons = new HashMap<>();
        report.forEach(row -> reasons.computeIfAbsent(row.getInt("row"), line -> new ArrayList<>())
                .add(row.getString("path") + ": " + row.getString("reason")));
        texts(
                "reason",
                row -> placeOfRow[row] >= 0
                        ? ""
                        : String.join("; ", reasons.getOrDefault(manifest.line(row), List.of("it was not read"))));
    }

    private void texts(String name, IntFunction<String> cell) {
        table.addColumns(StringColumn.create(
                free(name), IntStream.range(0, manifest.size()).mapToObj(cell)));
    }

    private void numbers(String name, IntFunction<Float> cell) {
        float[] numbers = new float[manifest.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = cell.apply(row);
        }
        table.addColumns(FloatColumn.create(free(name), numbers));
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
