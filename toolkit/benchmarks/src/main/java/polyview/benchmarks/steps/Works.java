package polyview.benchmarks.steps;

import java.util.ArrayList;
import java.util.List;

/** All works, by name: a process of its own is told the name only. */
public final class Works {

    private Works() {}

    /** Every work. */
    public static List<Work> all() {
        List<Work> all = new ArrayList<>();
        all.add(DualConv.PLAIN);
        all.add(DualConv.SMALL);
        all.addAll(Fused.all());
        all.addAll(Bound.all());
        all.add(new Matrices());
        return all;
    }

    /** Refused: {@code no work named x}. */
    public static Work named(String name) {
        return all().stream()
                .filter(work -> work.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no work named " + name));
    }
}
