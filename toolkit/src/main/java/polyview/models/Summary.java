package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.base.Startup;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.layers.Weight;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a model is made of: one row for each input and each application of a layer.
 *
 * <p>Parameters are counted where a layer is applied first; applied again, it has 0 more.
 *
 * @param rows in the order of the computation
 * @param trainable parameters that training changes
 * @param fixed parameters that no gradient changes
 * @param changed what was set since the model was compiled and takes effect when it is compiled again, as {@code trainable of
 *     body was set to false}
 */
public record Summary(List<Row> rows, long trainable, long fixed, List<String> changed) {

    static {
        Startup.begin();
    }

    /**
     * One input or application.
     *
     * @param name of the layer or the input
     * @param type the layer's class, or Input
     * @param shape of the output, batch dimension first
     * @param parameters declared by the layer
     * @param trainable those of them that training changes
     * @param inputs names of what it was applied to
     */
    public record Row(String name, String type, Shape shape, long parameters, long trainable, List<String> inputs) {}

    public Summary {
        rows = List.copyOf(rows);
        changed = List.copyOf(changed);
    }

    /** One of a model of which nothing was set since it was compiled. */
    public Summary(List<Row> rows, long trainable, long fixed) {
        this(rows, trainable, fixed, List.of());
    }

    /** A summary of what is compiled; of what is set now where nothing is. */
    static Summary of(Network network, Optional<CompiledFlags> compiled) {
        List<Row> rows = new ArrayList<>();
        for (SymbolicTensor input : network.inputs()) {
            rows.add(new Row(input.name(), "Input", input.shape(), 0, 0, List.of()));
        }
        Map<Weight, Network.Slot> slots = compiled.map(CompiledFlags::weights).orElseGet(network::weights);
        Set<Weight> counted = new HashSet<>();
        for (SymbolicTensor application : network.applications()) {
            rows.add(row(network.layerNames(), slots, application, counted));
        }
        long trainable = 0;
        long all = 0;
        for (Row row : rows) {
            trainable += row.trainable();
            all += row.parameters();
        }
        List<String> changed = compiled.map(CompiledFlags::changed).orElse(List.of());
        return new Summary(rows, trainable, all - trainable, changed);
    }

    private static Row row(
            Map<Layer, String> names,
            Map<Weight, Network.Slot> slots,
            SymbolicTensor application,
            Set<Weight> counted) {
        Layer layer = application.layer().orElseThrow();
        long parameters = 0;
        long trainable = 0;
        for (Weight weight : weights(layer)) {
            if (counted.add(weight)) {
                parameters += weight.shape().size();
                trainable += slots.get(weight).trainable() ? weight.shape().size() : 0;
            }
        }
        List<String> inputs = application.inputs().stream()
                .map(i -> i.layer().map(names::get).orElse(i.name()))
                .toList();
        String simple = layer.getClass().getSimpleName();
        String type = layer instanceof NetworkLayer ? "Model" : simple.isEmpty() ? "Layer" : simple;
        return new Row(names.get(layer), type, application.shape(), parameters, trainable, inputs);
    }

    private static Set<Weight> weights(Layer layer) {
        Set<Weight> all = new LinkedHashSet<>(layer.weights());
        layer.parts().forEach(part -> all.addAll(weights(part)));
        return all;
    }

    /** All parameters. */
    public long parameters() {
        return trainable + fixed;
    }

    /** The rows as a table, without the totals. */
    public Table table() {
        return Table.create(
                "summary",
                StringColumn.create("layer", rows.stream().map(Row::name)),
                StringColumn.create("type", rows.stream().map(Row::type)),
                StringColumn.create("output shape", rows.stream().map(r -> Shapes.text(r.shape()))),
                LongColumn.create(
                        "parameters", rows.stream().mapToLong(Row::parameters).toArray()),
                StringColumn.create("trainable", rows.stream().map(Summary::mark)),
                StringColumn.create("applied to", rows.stream().map(r -> String.join(", ", r.inputs()))));
    }

    private static String mark(Row row) {
        return row.parameters() == 0
                ? ""
                : row.trainable() == row.parameters() ? "yes" : row.trainable() == 0 ? "no" : "partly";
    }

    /** The totals, and what was set since compile, in one line. */
    public String totals() {
        String since =
                changed.isEmpty() ? "" : "; " + String.join(", ", changed) + ": compile again, so that it takes effect";
        return counts() + since;
    }

    private String counts() {
        return String.format(
                Locale.ROOT,
                "%,d parameter%s: %,d trainable, %,d fixed",
                parameters(),
                parameters() == 1 ? "" : "s",
                trainable,
                fixed);
    }

    /** The table and the totals as text. */
    @Override
    public String toString() {
        return table().printAll() + "\n" + totals();
    }
}
