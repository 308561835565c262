package polyview.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import polyview.base.Shapes;
import polyview.losses.Loss;
import polyview.metrics.ColumnNames;
import polyview.metrics.Metric;
import polyview.optimizers.Optimizer;

/**
 * What {@link Model#compile} was told.
 *
 * @param optimizer how a step changes the weights
 * @param heads one for each output, in their order
 */
record Compilation(Optimizer optimizer, List<Head> heads) {

    Compilation {
        Objects.requireNonNull(optimizer, "optimizer must not be null");
        heads = List.copyOf(heads);
        List<String> columns = new ArrayList<>();
        for (Head head : heads) {
            for (Metric metric : head.metrics()) {
                metric.check(head.loss());
                columns.add(Program.Training.column(heads.size(), head.output(), metric.name()));
            }
        }
        ColumnNames.require("metric", columns);
    }

    /** Every output with a loss of its own and the same metrics. */
    static Compilation of(Optimizer optimizer, List<String> outputs, List<? extends Loss> losses, Metric... metrics) {
        if (losses.size() != outputs.size()) {
            throw new IllegalArgumentException("the model has " + Shapes.count(outputs.size(), "output") + " " + outputs
                    + ", got " + losses.size() + (losses.size() == 1 ? " loss" : " losses"));
        }
        return new Compilation(
                optimizer,
                IntStream.range(0, outputs.size())
                        .mapToObj(i -> Head.of(outputs.get(i), losses.get(i), metrics))
                        .toList());
    }

    /** Heads in any order. */
    static Compilation of(Optimizer optimizer, List<String> outputs, Head... heads) {
        List<String> named = Arrays.stream(heads).map(Head::output).toList();
        if (named.size() != outputs.size() || !new HashSet<>(named).equals(new HashSet<>(outputs))) {
            throw new IllegalArgumentException("there must be one head for each output " + outputs + ", got " + named);
        }
        List<Head> inOrder = new ArrayList<>();
        outputs.forEach(output -> inOrder.add(heads[named.indexOf(output)]));
        return new Compilation(optimizer, inOrder);
    }

    /** The metrics of each output. */
    List<List<Metric>> metrics() {
        return heads.stream().map(Head::metrics).toList();
    }
}
