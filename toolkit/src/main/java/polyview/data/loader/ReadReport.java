package polyview.data.loader;

import java.lang.System.Logger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which inputs of which samples could not be read, and why; any number of threads may use it. */
final class ReadReport {

    private static final Logger LOGGER = System.getLogger("polyview.data");

    /** A file of an input or a target of a sample; array -1 stands for the whole sample. */
    private record BadInput(int row, int array, int part) {}

    private static final class Entry {
        private final int index;
        private Sample.Fault fault;
        private int times;

        Entry(int index, Sample.Fault fault) {
            this.index = index;
            this.fault = fault;
        }
    }

    private final SampleSource source;
    private final String what;
    private final Map<BadInput, Entry> entries = new HashMap<>();
    private int told;

    /**
     * A new report.
     *
     * @param what the inputs are read from, as messages name it: {@code file}
     */
    ReadReport(SampleSource source, String what) {
        this.source = source;
        this.what = what;
    }

    /** Notes one bad input; if it is found again, the last reason is kept. */
    synchronized void add(int index, Sample.Fault fault) {
        // By row: a sample that oversampling repeats is still one row of its source.
        Entry entry = entries.computeIfAbsent(
                new BadInput(source.row(index), fault.array(), fault.part()), bad -> new Entry(index, fault));
        entry.fault = fault;
        entry.times++;
    }

    BadFileException exception(int index, Sample.Fault fault) {
        return new BadFileException("cannot read " + described(index, fault));
    }

    /**
     * At the end of a pass, logs how many samples were left out if new bad inputs were found, and throws if not a single sample
     * was read: {@code none of the 20 samples of pairs.csv could be read; the first bad file is left/0.png (pairs.csv, line 2,
     * column left): there is no such file}.
     */
    synchronized void endOfPass(int good, int all) {
        if (entries.isEmpty()) {
            return;
        }
        String first = "the first bad " + what + " is " + described(badInputs().get(0));
        if (good == 0) {
            throw new IllegalStateException("none of the " + all + " samples could be read; " + first);
        }
        if (entries.size() > told && good < all) {
            told = entries.size();
            LOGGER.log(
                    Logger.Level.WARNING,
                    "{0} of {1} samples are left out for bad {2}s, see report(); {3}",
                    all - good,
                    all,
                    what,
                    first);
        }
    }

    private String described(BadInput bad) {
        Entry entry = entries.get(bad);
        return described(entry.index, entry.fault);
    }

    /** {@code left/7.png (pairs.csv, line 8, column left): the file is empty}. */
    private String described(int index, Sample.Fault fault) {
        String column = column(fault).isEmpty() ? "" : "column " + column(fault);
        String place =
                Stream.of(source.where(index), column).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return text(index, fault) + (place.isEmpty() ? "" : " (" + place + ")") + ": " + fault.reason();
    }

    private String column(Sample.Fault fault) {
        if (!fault.column().isEmpty() || fault.array() < 0) {
            return fault.column();
        }
        return source.inputNames().get(fault.array());
    }

    /** For a whole sample, the text of its first input. */
    private String text(int index, Sample.Fault fault) {
        return fault.column().isEmpty() ? source.text(index, Math.max(fault.array(), 0)) : fault.text();
    }

    /** One row for each bad input: row, column, path, reason, times; in the order of the rows. */
    synchronized Table table() {
        IntColumn row = IntColumn.create("row");
        StringColumn column = StringColumn.create("column");
        StringColumn path = StringColumn.create("path");
        StringColumn reason = StringColumn.create("reason");
        IntColumn times = IntColumn.create("times");
        for (BadInput bad : badInputs()) {
            Entry entry = entries.get(bad);
            row.append(bad.row);
            column.append(column(entry.fault));
            path.append(text(entry.index, entry.fault));
            reason.append(entry.fault.reason());
            times.append(entry.times);
        }
        return Table.create("bad " + what + "s", row, column, path, reason, times);
    }

    private List<BadInput> badInputs() {
        return entries.keySet().stream()
                .sorted(Comparator.comparingInt(BadInput::row)
                        .thenComparingInt(BadInput::array)
                        .thenComparingInt(BadInput::part))
                .toList();
    }
}
