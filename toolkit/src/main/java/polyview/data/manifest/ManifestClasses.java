package polyview.data.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.data.ClassBalance;
import polyview.data.Splits;

/** The classes of the rows of a manifest with labels: how many of each there are, and parts without a class in common. */
final class ManifestClasses {

    private final List<String> names;
    private final int[] labels;

    /** Refused: {@code pairs.csv has no label}. */
    ManifestClasses(Manifest manifest) {
        this.labels = manifest.labelsInOrder();
        this.names = manifest.classes();
    }

    ClassBalance balance() {
        return new ClassBalance(names, labels);
    }

    /** The number of rows of each class, by name. */
    Map<String, Integer> counts() {
        int[] counts = balance().counts();
        Map<String, Integer> named = new LinkedHashMap<>();
        IntStream.range(0, counts.length).forEach(c -> named.put(names.get(c), counts[c]));
        return Collections.unmodifiableMap(named);
    }

    /** The rows of each part, in their order; each class that has rows is in one part. */
    int[][] apart(long seed, double... shares) {
        int[] there = IntStream.of(labels).distinct().sorted().toArray();
        return Stream.of(Splits.atRandom(there.length, seed, shares))
                .map(classes -> rows(there, classes))
                .toArray(int[][]::new);
    }

    private int[] rows(int[] there, int[] part) {
        boolean[] inPart = new boolean[names.size()];
        IntStream.of(part).forEach(k -> inPart[there[k]] = true);
        return IntStream.range(0, labels.length)
                .filter(row -> inPart[labels[row]])
                .toArray();
    }
}
