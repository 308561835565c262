package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All works, by name: a process of its own is told the name only. */
public final class Works {

    private Works() {}

    /** Every work but those that only differ in size. */
    public static List<Work> all() {
        List<Work> all = new ArrayList<>();
        all.add(DualConv.PLAIN);
        all.add(DualConv.SMALL);
        all.addAll(Fused.all());
        all.addAll(Bound.all());
        all.add(new Matrices());
        all.add(new UNet());
        return all;
    }

    /** Refused: {@code no work named x}. */
    public static Work named(String name) {
        List<Work> known = new ArrayList<>(all());
        Stream.of(
                        DualConv.batches(),
                        DualConv.sizes(),
                        DualConv.filterCounts(),
                        DualConv.viewCounts(),
                        DualConv.depths())
                .forEach(known::addAll);
        return known.stream()
                .filter(work -> work.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no work named " + name));
    }
}
