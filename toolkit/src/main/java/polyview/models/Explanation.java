package polyview.models;

import java.util.List;
import java.util.Locale;
import polyview.base.Startup;
import polyview.rules.Fired;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link Model#explain()} found: which rules changed the graph when the model was compiled, and what its ops cost: a training
 * step is traced, or a prediction where the model is not compiled. Times are those of one machine in one moment; on a GPU an op's is
 * the time until it was handed over.
 *
 * <pre>{@code
 * model.explain()                // two tables in a notebook
 * model.explain().ops()          // op, count, ms, share
 * }</pre>
 *
 * @param ran what was run, in a sentence
 * @param fired the rules that changed something when the model was compiled
 * @param costs the kinds of ops that ran, the dearest first
 */
public record Explanation(String ran, List<Fired> fired, List<Cost> costs) {

    static {
        Startup.begin();
    }

    /**
     * All ops of one kind in a run.
     *
     * @param op as TensorFlow ran it: its optimizer puts ops together, and names of oneDNN's begin with {@code _Mkl}
     * @param count how many of them
     * @param milliseconds their time summed, of whatever thread
     */
    public record Cost(String op, int count, double milliseconds) {}

    /** Copies the lists. */
    public Explanation {
        fired = List.copyOf(fired);
        costs = List.copyOf(costs);
    }

    /** One row for each rule that fired and each pass: how often, and at which layers; the pass is prediction or training. */
    public Table rules() {
        return Table.create(
                "rules",
                StringColumn.create("rule", fired.stream().map(Fired::rule)),
                StringColumn.create("pass", fired.stream().map(Fired::pass)),
                IntColumn.create("times", fired.stream().mapToInt(Fired::times).toArray()),
                StringColumn.create("layers", fired.stream().map(f -> String.join(", ", f.layers()))));
    }

    /** One row for each kind of op: how many in a run, their milliseconds, and their share of those of all ops. */
    public Table ops() {
        double all = milliseconds();
        return Table.create(
                "ops",
                StringColumn.create("op", costs.stream().map(Cost::op)),
                IntColumn.create("count", costs.stream().mapToInt(Cost::count).toArray()),
                DoubleColumn.create(
                        "ms",
                        costs.stream()
                                .mapToDouble(cost -> rounded(cost.milliseconds()))
                                .toArray()),
                StringColumn.create(
                        "share", costs.stream().map(cost -> String.format(Locale.ROOT, "%.1f %%", share(cost, all)))));
    }

    private static double share(Cost cost, double all) {
        return all == 0 ? 0 : 100 * cost.milliseconds() / all;
    }

    private static double rounded(double milliseconds) {
        return Math.rint(1000 * milliseconds) / 1000;
    }

    /** The time of all ops, summed. */
    public double milliseconds() {
        return costs.stream().mapToDouble(Cost::milliseconds).sum();
    }

    /** Both tables, and what was run. */
    @Override
    public String toString() {
        return rules().printAll() + "\n" + ops().printAll() + "\n" + ran;
    }
}
