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

    /** An input of a sample; input -1 stands for the whole sample. */
    private record BadInput(int row, int input) {}

    private static final class Entry {
        private final int index;
        private String reason = "";
        private int times;

        Entry(int index) {
            this.index = index;
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
        Entry entry = entries.computeIfAbsent(new BadInput(source.row(index), fault.input()), bad -> new Entry(index));
        entry.reason = fault.reason();
        entry.times++;
    }

    BadFileException exception(int index, Sample.Fault fault) {
        return new BadFileException("cannot read " + described(index, fault.input(), fault.reason()));
    }

    /**
     * At the end of a pass, logs how many samples were left out if new bad inputs were found, and throws if not a single sample
     * was read: {@code none of the 20 samples of pairs.csv could be read; the first bad file is left/0.png (pairs.csv, line 2,
     * column left): there is no such file}.
     */
    synchronized void endOfPass(int good) {
        if (entries.isEmpty()) {
            return;
        }
        String first = "the first bad " + what + " is " + described(badInputs().get(0));
        if (good == 0) {
            throw new IllegalStateException("none of the " + source.size() + " samples could be read; " + first);
        }
        if (entries.size() > told && good < source.size()) {
            told = entries.size();
            LOGGER.log(
                    Logger.Level.WARNING,
                    "{0} of {1} samples are left out for bad {2}s, see report(); {3}",
                    source.size() - good,
                    source.size(),
                    what,
                    first);
        }
    }

    private String described(BadInput bad) {
        Entry entry = entries.get(bad);
        return described(entry.index, bad.input, entry.reason);
    }

    /** {@code left/7.png (pairs.csv, line 8, column left): the file is empty}. */
    private String described(int index, int input, String reason) {
        String column = input < 0 ? "" : "column " + source.inputNames().get(input);
        String place =
                Stream.of(source.where(index), column).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return text(index, input) + (place.isEmpty() ? "" : " (" + place + ")") + ": " + reason;
    }

    /** For a whole sample, the text of its first input. */
    private String text(int index, int input) {
        return source.text(index, Math.max(input, 0));
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
            column.append(bad.input < 0 ? "" : source.inputNames().get(bad.input));
            path.append(text(entry.index, bad.input));
            reason.append(entry.reason);
            times.append(entry.times);
        }
        return Table.create("bad " + what + "s", row, column, path, reason, times);
    }

    private List<BadInput> badInputs() {
        return entries.keySet().stream()
                .sorted(Comparator.comparingInt(BadInput::row).thenComparingInt(BadInput::input))
                .toList();
    }
}
