package polyview.data.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyview.base.ShortTexts;
import polyview.data.manifest.ColumnUses.Role;
import polyview.data.manifest.SampleColumn.Kind;

/** Checks each row of a CSV file or a table and keeps the columns that the options name. */
final class ManifestReader implements Cells.Rows {

    private final Cells cells;
    private final ColumnUses uses;
    private final List<String> files;
    private final List<String> labels;
    private final List<String> numbers;
    private final ManifestRows.Builder rows;
    private final List<ClassNames> classes = new ArrayList<>();
    private final RolesReader roles;
    private final boolean[] mayBeEmpty;
    private int[] fileColumns = {};
    private int[] labelColumns = {};
    private int[] numberColumns = {};
    private final List<SampleColumn> views;

    ManifestReader(Cells cells, ColumnUses uses) {
        this.cells = cells;
        this.uses = uses;
        this.files = uses.files();
        this.labels = uses.labels().stream().map(SampleColumn::name).toList();
        this.numbers = uses.numbers();
        this.rows = new ManifestRows.Builder(cells.name(), cells.unit(), cells.folder(), uses).from(cells);
        this.roles = new RolesReader(uses);
        this.mayBeEmpty = new boolean[files.size()];
        for (int i = 0; i < mayBeEmpty.length; i++) {
            mayBeEmpty[i] = uses.mayBeEmpty(files.get(i));
        }
        this.views =
                uses.inputs().stream().filter(use -> use.kind() == Kind.VIEWS).toList();
        labels.forEach(label -> classes.add(new ClassNames(uses.classesOf(label))));
    }

    @Override
    public void header(List<String> names) {
        if (uses.inputs().stream().noneMatch(input -> input.kind().isOfFiles())) {
            throw new IllegalArgumentException("images must be named, as in images(\"left\", \"right\"); "
                    + cells.name() + " has " + ShortTexts.list(names));
        }
        requireSeen(names);
        fileColumns = find(files, names);
        labelColumns = find(labels, names);
        numberColumns = find(numbers, names);
        roles.columns(role -> find(uses.role(role), names));
    }

    /** Refuses a used column beside one whose name looks the same. */
    private void requireSeen(List<String> names) {
        for (String name : uses.all()) {
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
        for (int i = 0; i < fileColumns.length; i++) {
            String path = row[fileColumns[i]];
            String fault = path.indexOf('\0') >= 0 ? "must not hold a zero character" : fault(path);
            if (!fault.isEmpty() && !(path.isEmpty() && mayBeEmpty[i])) {
                throw refused(line, files.get(i), fault);
            }
            rows.path(i, path);
        }
        views.forEach(use -> requireOne(line, use, row));
        for (int i = 0; i < labelColumns.length; i++) {
            addLabel(line, i, row[labelColumns[i]]);
        }
        for (int i = 0; i < numberColumns.length; i++) {
            rows.number(i, number(line, numbers.get(i), row[numberColumns[i]]));
        }
        roles.row(row, (role, fault) -> refused(line, uses.role(role).get(0), fault));
        rows.end(line);
    }

    /** A sample without a view has nothing to be predicted from. */
    private void requireOne(int line, SampleColumn use, String... row) {
        boolean none = true;
        for (String column : use.columns()) {
            none &= row[fileColumns[files.indexOf(column)]].isEmpty();
        }
        if (none) {
            throw new IllegalArgumentException(cells.name() + ", " + cells.unit() + " " + line + ": no view of "
                    + use.name() + " is there, all of " + ShortTexts.list(use.columns()) + " are empty");
        }
    }

    private void addLabel(int line, int label, String name) {
        ClassNames names = classes.get(label);
        String fault = fault(name);
        if (fault.isEmpty()) {
            fault = names.alike(name);
        }
        if (fault.isEmpty() && !names.add(name)) {
            fault = "must be one of " + ShortTexts.list(names.names()) + ", got " + ShortTexts.quoted(name);
        }
        if (!fault.isEmpty()) {
            throw refused(line, labels.get(label), fault);
        }
    }

    /** Why a path or a label is refused; empty where it is not. */
    static String fault(String text) {
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
            throw refused(line, column, "must be a number, got " + ShortTexts.quoted(text) + advice(text));
        }
        if (Float.isInfinite((float) value)) {
            throw refused(line, column, "must be a number within 32-bit floats, got " + ShortTexts.quoted(text));
        }
        if (value != 0 && (float) value == 0) {
            throw refused(
                    line, column, "is too small for a 32-bit float and would be 0, got " + ShortTexts.quoted(text));
        }
        if (value < 0 && uses.role(Role.weight).contains(column)) {
            throw refused(line, column, "must be a weight of at least 0, got " + ShortTexts.quoted(text));
        }
        return (float) value;
    }

    /** What people meet most often: no value at all, in one of its spellings, and the decimal comma of many countries. */
    private static String advice(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()
                || List.of("na", "n/a", "nan", "null", "none", "-", "?").contains(stripped.toLowerCase(Locale.ROOT))) {
            return ": a missing number is not 0, fill it or leave the row out";
        }
        return stripped.matches("[+-]?\\d+,\\d+") ? ": with a decimal point, as " + stripped.replace(',', '.') : "";
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
        return rows.build(classes, roles.roles());
    }

    /** The rows of {@link #manifest}. */
    ManifestRows rows() {
        return manifest().all();
    }
}
