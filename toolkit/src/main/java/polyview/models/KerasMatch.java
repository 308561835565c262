package polyview.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds for each weight of a model the one of a file. */
final class KerasMatch {

    /** Two that belong together, or one that has none. */
    record Pair(Optional<KerasEntry> entry, Optional<KerasTarget> target) {}

    private final Map<KerasTarget, KerasEntry> found = new LinkedHashMap<>();
    private final boolean byOrder;

    private KerasMatch(boolean byOrder) {
        this.byOrder = byOrder;
    }

    /** The pairs, in the order of the model, and then what is left of the file. */
    static List<Pair> of(KerasLayout.Found file, List<KerasTarget> model, boolean byOrder) {
        KerasMatch match = new KerasMatch(byOrder);
        if (file.numbered()) {
            match.numbered(file.entries(), model);
        } else {
            match.named(file.entries(), model);
        }
        List<Pair> pairs = new ArrayList<>();
        model.forEach(target -> pairs.add(new Pair(Optional.ofNullable(match.found.get(target)), Optional.of(target))));
        Set<KerasEntry> used = new LinkedHashSet<>(match.found.values());
        file.entries().stream()
                .filter(entry -> !used.contains(entry))
                .forEach(entry -> pairs.add(new Pair(Optional.of(entry), Optional.empty())));
        return pairs;
    }

    /** By the layer's path or place, and the number of the weight in it. */
    private void numbered(List<KerasEntry> entries, List<KerasTarget> model) {
        Map<String, KerasEntry> known = new LinkedHashMap<>();
        entries.forEach(
                entry -> known.putIfAbsent((byOrder ? entry.place() : entry.layer()) + " " + entry.weight(), entry));
        for (KerasTarget target : model) {
            KerasEntry entry = known.get((byOrder ? target.place() : target.layer()) + " " + target.index());
            if (entry != null) {
                found.put(target, entry);
            }
        }
    }

    /** By outermost layers, one after the other or by their names, and the weights in each. */
    private void named(List<KerasEntry> entries, List<KerasTarget> model) {
        Map<String, List<KerasEntry>> inFile = grouped(entries, KerasEntry::outer);
        Map<String, List<KerasTarget>> inModel = grouped(model, KerasTarget::outer);
        if (byOrder) {
            List<List<KerasEntry>> first = List.copyOf(inFile.values());
            List<List<KerasTarget>> second = List.copyOf(inModel.values());
            for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
                within(first.get(i), second.get(i));
            }
        } else {
            inModel.forEach((layer, targets) -> within(inFile.getOrDefault(layer, List.of()), targets));
        }
    }

    private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> by) {
        return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    /** By their names, or where these are others, as Keras does: one after the other, those that learn first. */
    private void within(List<KerasEntry> entries, List<KerasTarget> targets) {
        boolean oneLayer = targets.stream().allMatch(target -> target.inside().isEmpty());
        Map<KerasTarget, KerasEntry> named = new LinkedHashMap<>();
        for (KerasEntry entry : entries) {
            List<KerasTarget> fitting = targets.stream()
                    .filter(target -> sameWeight(entry, target) && (oneLayer || sameLayer(entry, target)))
                    .toList();
            if (fitting.size() == 1) {
                named.putIfAbsent(fitting.get(0), entry);
            }
        }
        boolean positions = named.size() < entries.size() && entries.size() == targets.size();
        if (positions && (oneLayer || byOrder)) {
            List<KerasTarget> learnedFirst = targets.stream()
                    .sorted(Comparator.comparing(KerasTarget::learned).reversed())
                    .toList();
            for (int i = 0; i < entries.size(); i++) {
                found.put(learnedFirst.get(i), entries.get(i));
            }
        } else {
            found.putAll(named);
        }
    }

    private static boolean sameWeight(KerasEntry entry, KerasTarget target) {
        String name = entry.plainWeight();
        // Of a depthwise convolution Keras 2 has another name; a separable one has both kernels.
        return name.equals(target.weight())
                || name.equals("depthwise_kernel") && target.weight().equals("kernel");
    }

    /** Keras writes the names of the innermost layers, with or without those around them. */
    private static boolean sameLayer(KerasEntry entry, KerasTarget target) {
        String inFile = "/" + entry.inside();
        String inModel = "/" + target.inside();
        return inFile.equals(inModel) || inModel.endsWith(inFile) || inFile.endsWith(inModel);
    }
}
