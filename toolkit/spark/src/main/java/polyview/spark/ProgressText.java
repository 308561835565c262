package polyview.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.CollectionAccumulator;
import polyview.experiments.RunProgress;

/** The progress of a run as one text, which the heartbeats of its executor carry. */
final class ProgressText {

    private static final String SEPARATOR = "\t";
    private static final int FIXED = 5;

    /** A run's number in its experiment, and how far it is. */
    record Told(int number, RunProgress progress) {}

    private final int number;
    private final CollectionAccumulator<String> to;

    ProgressText(int number, CollectionAccumulator<String> to) {
        this.number = number;
        this.to = to;
    }

    /** What was there before is replaced: only the last one counts. */
    void tell(RunProgress progress) {
        to.reset();
        to.add(write(number, progress));
    }

    static String write(int number, RunProgress progress) {
        List<String> parts = new ArrayList<>(List.of(
                String.valueOf(number),
                progress.place(),
                String.valueOf(progress.epoch()),
                String.valueOf(progress.epochs()),
                String.valueOf(progress.partOfEpoch())));
        progress.values().forEach((name, value) -> parts.addAll(List.of(name, String.valueOf(value))));
        return String.join(SEPARATOR, parts);
    }

    static Told read(String text) {
        String[] parts = text.split(SEPARATOR);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = FIXED; i < parts.length; i += 2) {
            values.put(parts[i], Double.valueOf(parts[i + 1]));
        }
        return new Told(
                Integer.parseInt(parts[0]),
                new RunProgress(
                        parts[1],
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]),
                        Double.parseDouble(parts[4]),
                        values));
    }
}
