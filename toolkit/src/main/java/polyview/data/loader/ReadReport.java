package polyview.data.loader;

import java.lang.System.Logger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which files could not be read, and why; any number of threads may use it. */
final class ReadReport {

    private static final Logger LOGGER = System.getLogger("polyview.data");

    private record Place(int line, int input) {}

    private static final class Entry {
        private final int row;
        private String reason = "";
        private int times;

        Entry(int row) {
            this.row = row;
        }
    }

    private final Manifest manifest;
    private final Map<Place, Entry> entries = new HashMap<>();
    private int told;

    ReadReport(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Notes one bad file; found again, its last reason stands. */
    synchronized void add(int row, Sample.Fault fault) {
        // By line: a row that was oversampled is one row of the file still.
        Entry entry = entries.computeIfAbsent(new Place(manifest.line(row), fault.input()), place -> new Entry(row));
        entry.reason = fault.reason();
        entry.times++;
    }

    BadFileException exception(int row, Sample.Fault fault) {
        return new BadFileException(
                manifest.text(row, fault.input()),
                manifest.where(row),
                manifest.inputs().get(fault.input()),
                fault.reason());
    }

    /**
     * Says once of every bad file that there is one, and refuses a pass without any sample: {@code none of the 20 samples of
     * pairs.csv could be read; the first bad file is left/0.png (pairs.csv, line 2, column left): there is no such file}.
     */
    synchronized void endOfPass(int good) {
        if (entries.isEmpty()) {
            return;
        }
        String first = "the first bad file is " + described(places().get(0));
        if (good == 0) {
            throw new IllegalStateException("none of the " + manifest.size() + " samples could be read; " + first);
        }
        if (entries.size() > told) {
            told = entries.size();
            LOGGER.log(
                    Logger.Level.WARNING,
                    "{0} of {1} samples are left out for bad files, see report(); {2}",
                    badRows().length,
                    manifest.size(),
                    first);
        }
    }

    private String described(Place place) {
        Entry entry = entries.get(place);
        return manifest.text(entry.row, place.input) + " (" + manifest.where(entry.row) + ", column "
                + manifest.inputs().get(place.input) + "): " + entry.reason;
    }

    /** The rows, as the manifest counts them, that have no bad file. */
    synchronized int[] goodRows() {
        var bad = entries.keySet().stream().map(Place::line).collect(Collectors.toSet());
        return IntStream.range(0, manifest.size())
                .filter(row -> !bad.contains(manifest.line(row)))
                .toArray();
    }

    private int[] badRows() {
        return entries.keySet().stream().mapToInt(Place::line).distinct().toArray();
    }

    /** One row for each bad file: row, column, path, reason, times; in the order of the rows. */
    synchronized Table table() {
        IntColumn row = IntColumn.create("row");
        StringColumn column = StringColumn.create("column");
        StringColumn path = StringColumn.create("path");
        StringColumn reason = StringColumn.create("reason");
        IntColumn times = IntColumn.create("times");
        for (Place place : places()) {
            Entry entry = entries.get(place);
            row.append(place.line);
            column.append(manifest.inputs().get(place.input));
            path.append(manifest.text(entry.row, place.input));
            reason.append(entry.reason);
            times.append(entry.times);
        }
        return Table.create("bad files", row, column, path, reason, times);
    }

    private List<Place> places() {
        return entries.keySet().stream()
                .sorted(Comparator.comparingInt(Place::line).thenComparingInt(Place::input))
                .toList();
    }
}
