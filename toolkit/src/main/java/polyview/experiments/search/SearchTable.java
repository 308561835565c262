package polyview.experiments.search;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The table of {@link SearchResults#table}. */
final class SearchTable {

    private SearchTable() {}

    static Table of(SearchResults results) {
        List<Trial> trials = results.trials();
        Table table = Table.create(
                results.name(),
                IntColumn.create(
                        "trial", trials.stream().mapToInt(Trial::number).toArray()),
                StringColumn.create("state", trials.stream().map(t -> t.state().toString())));
        Table measured = measured(results);
        for (Option option : results.space().options()) {
            boolean taken = Stream.of(table, measured)
                    .flatMap(columns -> columns.columnNames().stream())
                    .anyMatch(option.name()::equalsIgnoreCase);
            table.addColumns(column(option, trials).setName(option.name() + (taken ? " (option)" : "")));
        }
        measured.columns().forEach(table::addColumns);
        return table;
    }

    private static Table measured(SearchResults results) {
        List<Trial> trials = results.trials();
        return Table.create(
                results.name(),
                numbers(results.score(), trials, Trial::score),
                numbers(results.score() + "_std", trials, t -> last(t, Trial.Rung::std)),
                IntColumn.create(
                        "seeds",
                        trials.stream()
                                .mapToInt(t ->
                                        t.last().map(r -> r.scores().size()).orElse(0))
                                .toArray()),
                IntColumn.create(
                        "epochs", trials.stream().mapToInt(Trial::epochs).toArray()),
                LongColumn.create(
                        "epochs_spent",
                        trials.stream().mapToLong(Trial::epochsSpent).toArray()),
                numbers("runs_spent", trials, Trial::runsSpent),
                StringColumn.create("reason", trials.stream().map(Trial::reason)));
    }

    private static double last(Trial trial, ToDoubleFunction<Trial.Rung> what) {
        return trial.last().map(what::applyAsDouble).orElse(Double.NaN);
    }

    private static Column<?> column(Option option, List<Trial> trials) {
        Column<?> column = empty(option);
        for (Trial trial : trials) {
            Optional<Object> value =
                    Optional.ofNullable(trial.options().values().get(option.name()));
            if (value.isPresent()) {
                column.appendObj(value.get());
            } else {
                column.appendMissing();
            }
        }
        return column;
    }

    private static Column<?> empty(Option option) {
        Object any = option.at(0);
        if (any instanceof Integer) {
            return IntColumn.create(option.name());
        }
        if (any instanceof Double) {
            return DoubleColumn.create(option.name());
        }
        return any instanceof Boolean ? BooleanColumn.create(option.name()) : StringColumn.create(option.name());
    }

    private static DoubleColumn numbers(String name, List<Trial> trials, ToDoubleFunction<Trial> value) {
        return DoubleColumn.create(name, trials.stream().mapToDouble(value).toArray());
    }
}
