package polyview.data.summary;

import java.util.List;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Counts the samples of each class of one target, as long as the targets are class indices. */
final class ClassTally {

    /** A target with more distinct numbers than this is not treated as classes. */
    static final int MOST = 1 << 16;

    /** The name for samples whose target is NaN. */
    static final String NONE = "(no class)";

    private final List<String> names;
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();
    private int missing;
    private String refusal = "";

    /** With the names of all classes, or without: then the indices that occur are the names. */
    ClassTally(List<String> names) {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            counts.put(i, 0);
        }
    }

    /** Counts nothing. */
    static ClassTally refused(String why) {
        ClassTally tally = new ClassTally(List.of());
        tally.refusal = why;
        return tally;
    }

    /** Adds the target of one sample; refused where it is not the index of a given name. */
    void add(float value, int sample) {
        if (!refusal.isEmpty()) {
            return;
        }
        if (Float.isNaN(value)) {
            missing++;
            return;
        }
        String problem = problem(names, value, sample);
        if (!problem.isEmpty() && !names.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        if (problem.isEmpty() && counts.merge((int) value, 1, Integer::sum) == 1 && counts.size() > MOST) {
            problem = "class indices must be at most " + MOST + " different numbers, got more up to sample " + sample;
        }
        if (!problem.isEmpty()) {
            counts.clear();
            refusal = problem;
        }
    }

    /** Why a number cannot be the index of a class; empty where it can. */
    static String problem(List<String> names, float value, int sample) {
        // 2^24: from there on, floats no longer hold every whole number.
        if (!(value >= 0 && value < 1 << 24) || value != (int) value) {
            return "a class index must be a whole number from 0, got " + value + " in sample " + sample;
        }
        if (!names.isEmpty() && value >= names.size()) {
            return "a class index must lie below " + names.size() + ", the number of class names, got " + (int) value
                    + " in sample " + sample;
        }
        return "";
    }

    /** Whether all targets so far were class indices. */
    boolean holdsClasses() {
        return refusal.isEmpty();
    }

    /** Class, count and percent; refused where the targets are no class indices. */
    Table table() {
        if (!holdsClasses()) {
            throw new IllegalArgumentException(refusal);
        }
        int total = counts.values().stream().mapToInt(Integer::intValue).sum() + missing;
        Table table = Table.create(
                "class counts", StringColumn.create("class"), IntColumn.create("count"), SixDigits.column("percent"));
        counts.forEach((index, count) -> append(table, name(names, index, 0), count, total));
        if (missing > 0) {
            append(table, NONE, missing, total);
        }
        return table;
    }

    /** The name of a class; where there are no names, its index. */
    static String name(List<String> names, float value, int sample) {
        if (Float.isNaN(value)) {
            return NONE;
        }
        String problem = problem(names, value, sample);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        return names.isEmpty() ? Integer.toString((int) value) : names.get((int) value);
    }

    private static void append(Table table, String name, int count, int total) {
        table.stringColumn("class").append(name);
        table.intColumn("count").append(count);
        // 0 of 0 is not a number, and so missing.
        table.doubleColumn("percent").append(100.0 * count / total);
    }
}
