package polyview.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import polyview.experiments.Results;
import polyview.experiments.RunResult;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Where the numbers come from: each fact once where it is that of all runs, else for each variant, seed or fold that it goes with. */
final class Facts {

    private Facts() {}

    static String of(Results results) {
        List<RunResult> runs = results.done().stream()
                .filter(run -> !run.provenance().facts().isEmpty())
                .toList();
        if (runs.isEmpty()) {
            return Page.soft("The runs do not tell where their numbers come from.");
        }
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.provenance().facts().keySet()));
        // The title has the seeds.
        names.remove("seed");
        StringColumn facts = StringColumn.create("fact");
        StringColumn of = StringColumn.create("of");
        StringColumn values = StringColumn.create("value");
        for (String name : names) {
            for (Map.Entry<String, String> entry : values(runs, name).entrySet()) {
                facts.append(name);
                of.append(entry.getKey());
                values.append(entry.getValue());
            }
        }
        int told = runs.size();
        String some = told == results.done().size()
                ? ""
                : Page.soft("Of " + told + " of " + results.done().size()
                        + " runs; the others, such as those that failed, tell none.");
        return some + Page.table(Table.create("provenance", facts, of, values));
    }

    private static Map<String, String> values(List<RunResult> runs, String fact) {
        List<Function<RunResult, String>> places = List.of(
                run -> "all runs",
                RunResult::variant,
                run -> "seed " + run.seed(),
                run -> "fold " + run.fold(),
                run -> run.fold() > 0 ? "seed " + run.seed() + " fold " + run.fold() : "seed " + run.seed());
        return places.stream()
                .map(place -> values(runs, fact, place))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> eachOnce(runs, fact));
    }

    /** The value at each place; empty where runs of one place have different ones. */
    private static Optional<Map<String, String>> values(
            List<RunResult> runs, String fact, Function<RunResult, String> place) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RunResult run : runs) {
            String value = run.provenance().facts().getOrDefault(fact, "");
            String before = values.putIfAbsent(place.apply(run), value);
            if (before != null && !before.equals(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** With the runs that have it, such as those that one of several machines did. */
    private static Map<String, String> eachOnce(List<RunResult> runs, String fact) {
        Map<String, List<String>> having = new LinkedHashMap<>();
        for (RunResult run : runs) {
            having.computeIfAbsent(run.provenance().facts().getOrDefault(fact, ""), value -> new ArrayList<>())
                    .add(run.key().toString());
        }
        Map<String, String> values = new LinkedHashMap<>();
        having.forEach((value, keys) -> values.put(keys.size() + " runs, such as " + keys.get(0), value));
        return values;
    }
}
