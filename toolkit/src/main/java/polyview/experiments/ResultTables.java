package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import polyview.training.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of {@link Results}. */
final class ResultTables {

    private ResultTables() {}

    static Table variants(Results results) {
        List<VariantScore> variants = VariantScore.all(results);
        String score = results.score();
        LongColumn parameters = LongColumn.create("parameters");
        for (VariantScore variant : variants) {
            if (variant.parameters() > 0) {
                parameters.append(variant.parameters());
            } else {
                parameters.appendMissing();
            }
        }
        Table table = Table.create(
                results.name(),
                StringColumn.create("variant", results.variants()),
                IntColumn.create(
                        "runs", variants.stream().mapToInt(VariantScore::runs).toArray()),
                parameters,
                numbers(score, variants, VariantScore::mean),
                numbers(score + "_std", variants, VariantScore::std),
                numbers(score + "_low", variants, VariantScore::low),
                numbers(score + "_high", variants, VariantScore::high),
                numbers("difference", variants, VariantScore::difference),
                numbers("difference_low", variants, v -> v.paired().low()),
                numbers("difference_high", variants, v -> v.paired().high()),
                numbers("p_value", variants, VariantScore::pValue),
                numbers("p_holm", variants, VariantScore::pHolm),
                numbers("effect_size", variants, VariantScore::effectSize));
        if (results.test() == PairedTest.WILCOXON) {
            table.addColumns(numbers("rank_biserial", variants, v -> v.paired().rankBiserial()));
        }
        return table.addColumns(
                numbers("seconds_per_epoch", variants, VariantScore::secondsPerEpoch),
                numbers(History.IMAGES_PER_SECOND, variants, VariantScore::imagesPerSecond));
    }

    static Table runs(Results results) {
        List<RunResult> runs = results.done();
        Table table = Table.create(
                results.name() + " runs",
                StringColumn.create("variant", runs.stream().map(RunResult::variant)),
                LongColumn.create(
                        "seed", runs.stream().mapToLong(RunResult::seed).toArray()),
                StringColumn.create(
                        "status", runs.stream().map(r -> r.status().name().toLowerCase(Locale.ROOT))));
        if (results.resampling().isPresent()) {
            table.insertColumn(
                    2,
                    IntColumn.create(
                            "fold", runs.stream().mapToInt(RunResult::fold).toArray()));
        }
        runs.stream()
                .flatMap(run -> run.scores().keySet().stream())
                .distinct()
                .forEach(score -> table.addColumns(numbers(score, runs, run -> run.score(score))));
        IntColumn epochs = IntColumn.create("epochs");
        LongColumn parameters = LongColumn.create("parameters");
        for (RunResult run : runs) {
            if (run.finished()) {
                epochs.append(run.epochs().size());
            } else {
                epochs.appendMissing();
            }
            if (run.parameters() > 0) {
                parameters.append(run.parameters());
            } else {
                parameters.appendMissing();
            }
        }
        return table.addColumns(
                epochs,
                numbers("seconds", runs, RunResult::seconds),
                numbers("seconds_per_epoch", runs, RunResult::secondsPerEpoch),
                numbers(History.IMAGES_PER_SECOND, runs, RunResult::imagesPerSecond),
                parameters,
                StringColumn.create("reason", runs.stream().map(RunResult::reason)));
    }

    static Table epochs(Results results) {
        StringColumn variants = StringColumn.create("variant");
        LongColumn seeds = LongColumn.create("seed");
        IntColumn folds = IntColumn.create("fold");
        IntColumn numbers = IntColumn.create("epoch");
        Map<String, DoubleColumn> values = new LinkedHashMap<>();
        List<History.EpochLog> logs = new ArrayList<>();
        for (RunResult run : results.done()) {
            for (History.EpochLog log : run.epochs()) {
                variants.append(run.variant());
                seeds.append(run.seed());
                folds.append(run.fold());
                numbers.append(log.epoch());
                logs.add(log);
                log.values().keySet().forEach(name -> values.computeIfAbsent(name, DoubleColumn::create));
            }
        }
        values.replaceAll(
                (name, none) -> numbers(name, logs, log -> log.values().getOrDefault(name, Double.NaN)));
        Table table = Table.create(results.name() + " epochs", variants, seeds, numbers);
        if (results.resampling().isPresent()) {
            table.insertColumn(2, folds);
        }
        values.values().forEach(table::addColumns);
        return table.addColumns(
                numbers(History.SECONDS, logs, History.EpochLog::seconds),
                numbers(History.IMAGES_PER_SECOND, logs, History.EpochLog::imagesPerSecond));
    }

    private static <T> DoubleColumn numbers(String name, List<T> rows, ToDoubleFunction<T> value) {
        DoubleColumn column =
                DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
        column.setPrintFormatter(new ShortNumbers());
        return column;
    }
}
