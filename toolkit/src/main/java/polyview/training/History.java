package polyview.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import polyview.base.Shapes;
import polyview.base.Startup;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a training did, one row for each epoch.
 *
 * <p>The columns of the table: epoch (from 1), loss and metrics over the training steps, the same with {@code val_} in front
 * over the validation data, seconds (validation included), images_per_second (training alone; a pair counts as two).
 *
 * @param epochs what each epoch gave
 * @param stop why the training ended
 * @param seed what decided everything random
 * @param steps training steps done, those of an unfinished epoch included
 * @param oneDnn whether TensorFlow ran oneDNN's kernels on the CPU, see {@link polyview.models.Devices#oneDnn}
 * @param provenance where the numbers come from: data, versions, machine
 */
public record History(List<EpochLog> epochs, Stop stop, long seed, long steps, boolean oneDnn, Provenance provenance) {

    static {
        Startup.begin();
    }

    /** The column of the seconds of an epoch, validation included. */
    public static final String SECONDS = "seconds";

    /** The column of the images in a second of training. */
    public static final String IMAGES_PER_SECOND = "images_per_second";

    /** Why a training ended. */
    public enum Stop {
        /** All epochs are done. */
        DONE,
        /** A callback asked for it. */
        CALLBACK,
        /** The thread was interrupted; the step that ran was finished, and an epoch that was begun has no row. */
        INTERRUPTED,
        /** An error ended it: see {@link DivergedException} and {@link Callback#onTrainFailed}. */
        FAILED
    }

    /**
     * One epoch.
     *
     * @param epoch from 1, counted since compile: the rows of a second fit go on counting
     * @param values loss and metrics by name, in the order of the columns
     * @param seconds validation included
     * @param imagesPerSecond in training alone
     */
    public record EpochLog(int epoch, Map<String, Double> values, double seconds, double imagesPerSecond)
            implements Serializable {

        /**
         * One value by the name of its column, {@code seconds} and {@code images_per_second} included.
         *
         * <p>Refused: {@code no value named val_loss; there are [loss, accuracy]}.
         */
        public double get(String name) {
            if (name.equals(SECONDS)) {
                return seconds;
            }
            if (name.equals(IMAGES_PER_SECOND)) {
                return imagesPerSecond;
            }
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("no value named " + name + "; there are " + values.keySet());
            }
            return values.get(name);
        }
    }

    public History {
        epochs = List.copyOf(epochs);
    }

    /** A history that was not made by a training, for a plot for example. */
    public History(List<EpochLog> epochs, Stop stop, long seed, long steps, boolean oneDnn) {
        this(epochs, stop, seed, steps, oneDnn, Provenance.none());
    }

    /** One value over the epochs, by the name of its column. */
    public double[] get(String name) {
        return epochs.stream().mapToDouble(e -> e.get(name)).toArray();
    }

    /** The history as a table; empty where no epoch was finished. */
    public Table table() {
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        for (EpochLog log : epochs) {
            log.values().forEach((name, value) -> columns.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(value));
        }
        Table table = Table.create("history")
                .addColumns(IntColumn.create(
                        "epoch", epochs.stream().mapToInt(EpochLog::epoch).toArray()));
        columns.forEach((name, values) -> table.addColumns(DoubleColumn.create(name, values)));
        return table.addColumns(
                DoubleColumn.create(
                        SECONDS, epochs.stream().mapToDouble(EpochLog::seconds).toArray()),
                DoubleColumn.create(
                        IMAGES_PER_SECOND,
                        epochs.stream().mapToDouble(EpochLog::imagesPerSecond).toArray()));
    }

    /** The last epoch in one line, why the training ended, and whether oneDNN was on. */
    @Override
    public String toString() {
        String last = epochs.isEmpty()
                ? "no finished epoch"
                : epochs.get(epochs.size() - 1).values().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return "History of " + Shapes.count(epochs.size(), "epoch") + " ("
                + stop.name().toLowerCase(Locale.ROOT) + ", oneDNN " + (oneDnn ? "on" : "off") + "): " + last;
    }
}
