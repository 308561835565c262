package polyview.data.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects the labels of rows: class names sorted, or in an order that the user gave. */
final class ClassNames {

    private final List<String> given;
    private final Map<String, Integer> known = new LinkedHashMap<>();
    private final Map<String, String> looks = new HashMap<>();
    private final IntStream.Builder labels = IntStream.builder();

    /** With an empty list, names are sorted. */
    ClassNames(List<String> given) {
        this.given = given;
        for (String name : given) {
            String alike = alike(name);
            if (!alike.isEmpty()) {
                throw new IllegalArgumentException(alike);
            }
            known.put(name, known.size());
        }
    }

    /**
     * Why a label is refused beside an earlier one; empty where it is not. Names that differ only by invisible characters are
     * always refused; names that differ only by case are allowed if the user listed both.
     */
    String alike(String name) {
        if (known.containsKey(name)) {
            return "";
        }
        String look = given.isEmpty() ? Lookalikes.ignoringCase(name) : Lookalikes.seen(name);
        String before = looks.putIfAbsent(look, name);
        if (before == null || before.equals(name)) {
            return "";
        }
        boolean seen = !Lookalikes.seen(name).equals(Lookalikes.seen(before));
        return "classes " + Lookalikes.difference(before, name)
                + (seen ? "; where both are meant, name them all in classes(...)" : "");
    }

    /** Takes the label of the next row; false where the user gave the classes and this is not one of them. */
    boolean add(String name) {
        if (!given.isEmpty() && !known.containsKey(name)) {
            return false;
        }
        labels.add(known.computeIfAbsent(name, n -> known.size()));
        return true;
    }

    /** Class names by index. */
    List<String> names() {
        List<String> names = new ArrayList<>(known.keySet());
        if (given.isEmpty()) {
            names.sort(null);
        }
        return List.copyOf(names);
    }

    /** The class index of each row. */
    int[] labels() {
        List<String> names = names();
        int[] sorted = new int[names.size()];
        for (int c = 0; c < sorted.length; c++) {
            sorted[known.get(names.get(c))] = c;
        }
        int[] all = labels.build().toArray();
        Arrays.setAll(all, i -> sorted[all[i]]);
        return all;
    }
}
