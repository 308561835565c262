package polyview.notebook;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.experiments.RunProgress;
import polyview.experiments.SweepProgress;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The runs under way as a table, wherever they are executed. */
final class RunsUnderWay {

    private RunsUnderWay() {}

    /** A row for each run; the column of the place is there where one is executed elsewhere. */
    static Table table(List<SweepProgress.UnderWay> runs) {
        Table table = Table.create(
                "under way",
                column("under way", runs, run -> Optional.of(run.label().toString())),
                column("epoch", runs, run -> run.progress().map(at -> at.epoch() + "/" + at.epochs())),
                column("done", runs, run -> Optional.of(SweepProgress.percent(run.part()))),
                column("epoch so far", runs, run -> run.progress().map(at -> ShortTexts.numbers(at.values()))));
        boolean elsewhere = places(runs).anyMatch(place -> !place.equals(RunProgress.HERE));
        if (elsewhere) {
            table.insertColumn(1, column("where", runs, run -> run.progress().map(RunProgress::place)));
        }
        return table;
    }

    private static Stream<String> places(List<SweepProgress.UnderWay> runs) {
        return runs.stream().flatMap(run -> run.progress().stream()).map(RunProgress::place);
    }

    private static StringColumn column(
            String name, List<SweepProgress.UnderWay> runs, Function<SweepProgress.UnderWay, Optional<String>> text) {
        return StringColumn.create(
                name, runs.stream().map(run -> text.apply(run).orElse("")));
    }
}
