package polyview.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which executor each part of a training is best done next. */
final class PartPlaces {

    private PartPlaces() {}

    /**
     * The place of each part in the round before, as long as no executor gets more than its share, {@code ceil(parts / executors)}; the parts
     * above that are free to go elsewhere. So an executor that came first does not keep the parts of those that came later.
     *
     * @param before by part; empty in the first round
     */
    static List<List<String>> kept(List<String> before, int parts, int executors) {
        int share = (parts + executors - 1) / executors;
        Map<String, Integer> taken = new HashMap<>();
        List<List<String>> kept = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            boolean stays = !before.isEmpty() && taken.merge(before.get(part), 1, Integer::sum) <= share;
            kept.add(stays ? List.of(before.get(part)) : List.of());
        }
        return kept;
    }
}
