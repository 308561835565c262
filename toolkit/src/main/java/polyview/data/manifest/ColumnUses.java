package polyview.data.manifest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.data.manifest.SampleColumn.Kind;

/**
 * What the columns of a file or table are used for, as {@link ManifestColumns} collects it.
 *
 * @param inputs in the order in which they were named
 * @param targets in the order in which they were named
 * @param roles columns that are neither: what they are for, and their names
 * @param classes the names of classes that were given, by label; under the empty name those of the only label
 * @param missingFiles whether a missing file of views is a missing view
 */
record ColumnUses(
        List<SampleColumn> inputs,
        List<SampleColumn> targets,
        Map<Role, List<String>> roles,
        Map<String, List<String>> classes,
        boolean missingFiles)
        implements Serializable {

    /** What a column that is no input and no target is for; the names of the constants are those of the options. */
    enum Role {
        weight,
        group,
        time,
        id
    }

    static ColumnUses none() {
        return new ColumnUses(List.of(), List.of(), Map.of(), Map.of(), false);
    }

    ColumnUses {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
    }

    ColumnUses withInputs(List<SampleColumn> more) {
        return new ColumnUses(joined(inputs, more), targets, roles, classes, missingFiles).checked();
    }

    ColumnUses withTargets(List<SampleColumn> more) {
        return new ColumnUses(inputs, joined(targets, more), roles, classes, missingFiles).checked();
    }

    ColumnUses with(Role role, List<String> columns) {
        Map<Role, List<String>> more = new HashMap<>(roles);
        more.put(role, columns);
        return new ColumnUses(inputs, targets, Map.copyOf(more), classes, missingFiles);
    }

    ColumnUses withClasses(String label, List<String> names) {
        Map<String, List<String>> more = new LinkedHashMap<>(classes);
        more.put(label, names);
        return new ColumnUses(inputs, targets, roles, more, missingFiles);
    }

    ColumnUses withMissingFiles() {
        return new ColumnUses(inputs, targets, roles, classes, true);
    }

    private static List<SampleColumn> joined(List<SampleColumn> before, List<SampleColumn> more) {
        return Stream.of(before, more).flatMap(List::stream).toList();
    }

    private ColumnUses checked() {
        Map<String, Kind> seen = new HashMap<>();
        for (SampleColumn use : joined(inputs, targets)) {
            for (String column : use.columns()) {
                Kind before = seen.putIfAbsent(column, use.kind());
                // An image may be its own target, as in an autoencoder.
                boolean itself = before != null
                        && (use.kind().isOfTones() && isOfImages(before)
                                || before.isOfTones() && isOfImages(use.kind()));
                if (before != null && !itself) {
                    throw new IllegalArgumentException("column " + column + " must have one use, got two");
                }
            }
        }
        requireDifferent("inputs", inputNames());
        requireDifferent("targets", targets.stream().map(SampleColumn::name).toList());
        return this;
    }

    private static boolean isOfImages(Kind kind) {
        return kind == Kind.IMAGE || kind == Kind.STACK || kind == Kind.VIEWS;
    }

    private static void requireDifferent(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        what + " must have names of their own, got " + ShortTexts.quoted(name) + " twice");
            }
        }
    }

    /** The names of all inputs of a model, with those that tell which views are there. */
    private List<String> inputNames() {
        return inputs.stream()
                .flatMap(input -> input.kind() == Kind.VIEWS
                        ? Stream.of(input.name(), input.name() + SampleColumn.PRESENT)
                        : Stream.of(input.name()))
                .toList();
    }

    List<SampleColumn> labels() {
        return targets.stream().filter(t -> t.kind() == Kind.LABEL).toList();
    }

    /** The names of classes that were given for a label, or none. */
    List<String> classesOf(String label) {
        return Optional.ofNullable(classes.get(label)).orElse(classes.getOrDefault("", List.of()));
    }

    /** The columns of paths, each once. */
    List<String> files() {
        return columns(Stream.of(inputs, targets).flatMap(List::stream).filter(c -> c.kind()
                .isOfFiles()));
    }

    /** The columns of numbers of inputs and targets; the weight comes last. */
    List<String> numbers() {
        List<String> numbers = new ArrayList<>(
                columns(Stream.of(inputs, targets).flatMap(List::stream).filter(c -> c.kind() == Kind.NUMBERS)));
        role(Role.weight).stream().filter(weight -> !numbers.contains(weight)).forEach(numbers::add);
        return numbers;
    }

    private static List<String> columns(Stream<SampleColumn> uses) {
        return List.copyOf(
                new LinkedHashSet<>(uses.flatMap(use -> use.columns().stream()).toList()));
    }

    List<String> role(Role role) {
        return roles.getOrDefault(role, List.of());
    }

    /** All columns that are used, each once. */
    List<String> all() {
        return Stream.of(
                        columns(Stream.of(inputs, targets).flatMap(List::stream)).stream(),
                        Stream.of(Role.values()).flatMap(role -> role(role).stream()))
                .flatMap(s -> s)
                .distinct()
                .toList();
    }

    /** Whether a column of paths may have empty cells: where it is a view alone. */
    boolean mayBeEmpty(String column) {
        return Stream.of(inputs, targets)
                .flatMap(List::stream)
                .filter(use -> use.columns().contains(column))
                .allMatch(use -> use.kind() == Kind.VIEWS);
    }

    /** Refuses names of classes that no label takes. */
    void requireLabels() {
        List<String> labels = labels().stream().map(SampleColumn::name).toList();
        if (!classes.isEmpty() && labels.isEmpty()) {
            throw new IllegalArgumentException("classes needs label");
        }
        for (String label : classes.keySet()) {
            if (label.isEmpty() && labels.size() > 1) {
                throw new IllegalArgumentException("classes needs to know which of the labels " + labels
                        + ", as in classes(\"" + labels.get(0) + "\", names)");
            }
            if (!label.isEmpty() && !labels.contains(label)) {
                throw new IllegalArgumentException(
                        "classes must be of one of the labels " + labels + ", got " + ShortTexts.quoted(label));
            }
        }
    }
}
