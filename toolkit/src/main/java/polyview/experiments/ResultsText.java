package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link Results} need besides the runs, as entries of a properties file.
 *
 * <pre>
 * name=fusion
 * variant.1=concat
 * variant.2=multiply
 * baseline=concat
 * seeds=1 2 3
 * score=accuracy
 * higher_is_better.accuracy=true
 * measure.1=one_shot                only where there are measures
 * folds=5                           only where there are folds, and the next one
 * test_over_train=0.25
 * </pre>
 *
 * @param none without runs
 * @param measures scores that a run must have to be one of them
 */
record ResultsText(Results none, List<String> measures) {

    private static final String VARIANT = "variant.";
    private static final String WAY = "higher_is_better.";
    private static final String MEASURE = "measure.";

    ResultsText {
        measures = List.copyOf(measures);
    }

    Map<String, String> write() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("name", none.name());
        number(entries, VARIANT, none.variants());
        entries.put("baseline", none.baseline());
        entries.put(
                "seeds",
                String.join(" ", none.seeds().stream().map(String::valueOf).toList()));
        entries.put("score", none.score());
        none.higherIsBetter().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(way -> entries.put(WAY + way.getKey(), way.getValue().toString()));
        number(entries, MEASURE, measures);
        none.resampling().ifPresent(folds -> {
            entries.put("folds", Integer.toString(folds.folds()));
            entries.put("test_over_train", Double.toString(folds.testOverTrain()));
        });
        return entries;
    }

    private static void number(Map<String, String> entries, String head, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            entries.put(head + (i + 1), values.get(i));
        }
    }

    /** Refused: {@code it has no entry score}, and texts that are no numbers. */
    static ResultsText read(Map<String, String> entries) {
        Map<String, Boolean> ways = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(WAY)) {
                ways.put(key.substring(WAY.length()), Boolean.valueOf(value));
            }
        });
        List<Long> seeds = List.of(entry(entries, "seeds").split(" ")).stream()
                .map(Long::valueOf)
                .toList();
        Optional<Resampling> folds = entries.containsKey("folds")
                ? Optional.of(new Resampling(
                        Integer.parseInt(entry(entries, "folds")),
                        Double.parseDouble(entry(entries, "test_over_train"))))
                : Optional.empty();
        Results none = new Results(
                entry(entries, "name"),
                numbered(entries, VARIANT),
                entry(entries, "baseline"),
                seeds,
                entry(entries, "score"),
                List.of(),
                ways,
                folds);
        return new ResultsText(none, numbered(entries, MEASURE));
    }

    private static List<String> numbered(Map<String, String> entries, String head) {
        List<String> values = new ArrayList<>();
        while (entries.containsKey(head + (values.size() + 1))) {
            values.add(entries.get(head + (values.size() + 1)));
        }
        return values;
    }

    private static String entry(Map<String, String> entries, String key) {
        if (!entries.containsKey(key)) {
            throw new IllegalArgumentException("it has no entry " + key);
        }
        return entries.get(key);
    }

    /** The results with the runs that a store has, in the order of an experiment. */
    Results with(RunStore store) {
        List<RunResult> done = new ArrayList<>();
        for (RunLabel label : RunLabel.all(none.variants(), none.seeds(), Resampling.numbers(none.resampling()))) {
            store.read(label.key())
                    .filter(run -> !run.finished() || run.scores().keySet().containsAll(measures))
                    .ifPresent(done::add);
        }
        return new Results(
                none.name(),
                none.variants(),
                none.baseline(),
                none.seeds(),
                none.score(),
                done,
                none.higherIsBetter(),
                none.resampling());
    }
}
