package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import polyview.training.History;
import polyview.training.Provenance;

/**
 * A run as entries of a properties file; numbers are written so that they are read back to the same bits.
 *
 * <pre>
 * variant=concat
 * seed=1
 * fold=2                       only where there are folds
 * status=finished
 * reason=
 * parameters=1234
 * seconds=12.5
 * test.loss=0.25
 * test.accuracy=0.9
 * epoch.1.loss=0.5
 * epoch.1.seconds=1.5
 * epoch.1.images_per_second=2000.0
 * provenance.oneDNN=off
 * </pre>
 */
final class RunText {

    private static final String TEST = "test.";
    private static final String EPOCH = "epoch.";
    private static final String PROVENANCE = "provenance.";

    private RunText() {}

    static Map<String, String> write(RunResult run) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("variant", run.variant());
        entries.put("seed", Long.toString(run.seed()));
        if (run.fold() > 0) {
            entries.put("fold", Integer.toString(run.fold()));
        }
        entries.put("status", run.status().name().toLowerCase(Locale.ROOT));
        entries.put("reason", run.reason());
        entries.put("parameters", Long.toString(run.parameters()));
        entries.put("seconds", Double.toString(run.seconds()));
        run.scores().forEach((name, value) -> entries.put(TEST + name, Double.toString(value)));
        for (History.EpochLog log : run.epochs()) {
            String head = EPOCH + log.epoch() + ".";
            log.values().forEach((name, value) -> entries.put(head + name, Double.toString(value)));
            entries.put(head + History.SECONDS, Double.toString(log.seconds()));
            entries.put(head + History.IMAGES_PER_SECOND, Double.toString(log.imagesPerSecond()));
        }
        run.provenance().facts().forEach((fact, value) -> entries.put(PROVENANCE + fact, value));
        return entries;
    }

    /** Refused: {@code it has no entry status}, and texts that are no numbers. */
    static RunResult read(Map<String, String> entries) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<Integer, Map<String, Double>> epochs = new TreeMap<>();
        Map<String, String> facts = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(TEST)) {
                scores.put(key.substring(TEST.length()), Double.valueOf(value));
            } else if (key.startsWith(EPOCH)) {
                String[] parts = key.split("\\.", 3);
                epochs.computeIfAbsent(Integer.valueOf(parts[1]), n -> new LinkedHashMap<>())
                        .put(parts[2], Double.valueOf(value));
            } else if (key.startsWith(PROVENANCE)) {
                facts.put(key.substring(PROVENANCE.length()), value);
            }
        });
        List<History.EpochLog> logs = new ArrayList<>();
        epochs.forEach((number, values) -> logs.add(log(number, values)));
        return new RunResult(
                entry(entries, "variant"),
                Long.parseLong(entry(entries, "seed")),
                Integer.parseInt(entries.getOrDefault("fold", "0")),
                RunResult.Status.valueOf(entry(entries, "status").toUpperCase(Locale.ROOT)),
                entry(entries, "reason"),
                Long.parseLong(entry(entries, "parameters")),
                scores,
                logs,
                Double.parseDouble(entry(entries, "seconds")),
                new Provenance(facts));
    }

    private static History.EpochLog log(int number, Map<String, Double> values) {
        double seconds = number(values, History.SECONDS);
        double imagesPerSecond = number(values, History.IMAGES_PER_SECOND);
        return new History.EpochLog(number, values, seconds, imagesPerSecond);
    }

    private static double number(Map<String, Double> values, String name) {
        Double value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("an epoch has no entry " + name);
        }
        return value;
    }

    private static String entry(Map<String, String> entries, String key) {
        if (!entries.containsKey(key)) {
            throw new IllegalArgumentException("it has no entry " + key);
        }
        return entries.get(key);
    }
}
