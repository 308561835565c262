package polyview.data.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.ShortTexts;

/** Checks each row of a CSV file or a table and keeps the columns that the options name. */
final class ManifestReader implements Cells.Rows {

    private final Cells cells;
    private final List<String> images;
    private final List<String> label;
    private final List<String> targets;
    private final ManifestRows.Builder rows;
    private final ClassNames classes;
    private final IntStream.Builder numbers = IntStream.builder();
    private int[] imageColumns = {};
    private int[] labelColumn = {};
    private int[] targetColumns = {};

    ManifestReader(Cells cells, List<String> images, List<String> label, List<String> targets, List<String> classes) {
        this.cells = cells;
        this.images = images;
        this.label = label;
        this.targets = targets;
        this.classes = new ClassNames(classes);
        this.rows = new ManifestRows.Builder(cells.name(), cells.unit(), cells.folder(), images);
    }

    @Override
    public void header(List<String> names) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images must be named, as in images(\"left\", \"right\"); "
                    + cells.name() + " has " + ShortTexts.list(names));
        }
        requireSeen(names);
        imageColumns = find(images, names);
        labelColumn = find(label, names);
        targetColumns = find(targets, names);
    }

    /** Refuses a used column beside one whose name looks the same. */
    private void requireSeen(List<String> names) {
        for (String name :
                Stream.of(images, label, targets).flatMap(List::stream).toList()) {
            for (String other : names) {
                if (!other.equals(name)
                        && names.contains(name)
                        && Lookalikes.seen(other).equals(Lookalikes.seen(name))) {
                    throw new IllegalArgumentException(
                            cells.name() + ": columns " + Lookalikes.difference(name, other));
                }
            }
        }
    }

    private int[] find(List<String> wanted, List<String> names) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(cells.name() + " has no column " + name + "; there are "
                        + ShortTexts.list(names) + advice(names));
            }
        }
        return wanted.stream().mapToInt(names::indexOf).toArray();
    }

    /** Where there is one column, suggests the separator that would split it. */
    private static String advice(List<String> names) {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("\t", "\\t");
        List.of(";", "|", ",").forEach(separator -> written.put(separator, separator));
        return written.keySet().stream()
                .filter(separator -> names.size() == 1 && names.get(0).contains(separator))
                .findFirst()
                .map(separator ->
                        "; another separator is an argument: Manifest.csv(file, '" + written.get(separator) + "')")
                .orElse("");
    }

    @Override
    public void row(int line, String[] row) {
        for (int i = 0; i < imageColumns.length; i++) {
            String path = row[imageColumns[i]];
            String fault = path.indexOf('\0') >= 0 ? "must not hold a zero character" : fault(path);
            if (!fault.isEmpty()) {
                throw refused(line, images.get(i), fault);
            }
            rows.path(i, path);
        }
        for (int column : labelColumn) {
            String fault = fault(row[column]);
            if (fault.isEmpty()) {
                fault = classes.alike(row[column]);
            }
            if (fault.isEmpty() && !classes.add(row[column])) {
                fault = "must be one of " + ShortTexts.list(classes.names()) + ", got "
                        + ShortTexts.quoted(row[column]);
            }
            if (!fault.isEmpty()) {
                throw refused(line, label.get(0), fault);
            }
        }
        for (int i = 0; i < targetColumns.length; i++) {
            numbers.add(Float.floatToIntBits(number(line, targets.get(i), row[targetColumns[i]])));
        }
        rows.end(line);
    }

    /** Why a path or a label is refused; empty where it is not. */
    private static String fault(String text) {
        if (text.isEmpty()) {
            return "must not be empty";
        }
        if (ShortTexts.isPadded(text)) {
            return "must not begin or end with a blank, got " + ShortTexts.quoted(text);
        }
        return "";
    }

    private float number(int line, String column, String text) {
        double value = parsed(text);
        if (Double.isNaN(value)) {
            throw refused(line, column, "must be a number, got " + ShortTexts.quoted(text));
        }
        if (Float.isInfinite((float) value)) {
            throw refused(line, column, "must be a number within 32-bit floats, got " + ShortTexts.quoted(text));
        }
        if (value != 0 && (float) value == 0) {
            throw refused(
                    line, column, "is too small for a 32-bit float and would be 0, got " + ShortTexts.quoted(text));
        }
        return (float) value;
    }

    /** Decimal numbers only; Java would also accept 1f, 0x1p3, NaN and Infinity. */
    private static double parsed(String text) {
        boolean decimal = text.strip().chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        try {
            return decimal ? Double.parseDouble(text.strip()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private IllegalArgumentException refused(int line, String column, String fault) {
        return new IllegalArgumentException(
                cells.name() + ", " + cells.unit() + " " + line + ", column " + column + ": " + fault);
    }

    Manifest manifest() {
        if (rows.size() == 0) {
            throw new IllegalArgumentException(cells.name() + " has a header and no row");
        }
        return label.isEmpty() ? rows.withTargets(targets, numbers) : rows.labelled(label.get(0), classes);
    }
}
