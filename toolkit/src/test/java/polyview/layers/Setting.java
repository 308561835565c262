package polyview.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import polyview.layers.Tape.Node;

/**
 * A layer with options, the inputs that it gets, and its formula.
 *
 * @param kind the layer
 * @param options as text
 * @param inputs shapes with the batch
 * @param layer makes it anew
 * @param formula in plain Java
 * @param training whether the layer works as in a training step
 */
record Setting(
        String kind, String options, List<int[]> inputs, Supplier<Layer> layer, Formula formula, boolean training) {

    /** The output of a layer. */
    interface Formula {
        Node of(Tape t, List<Node> inputs, Map<String, Node> weights);
    }

    static Setting of(String kind, String options, int[] input, Supplier<Layer> layer, Formula formula) {
        return new Setting(kind, options, List.of(input), layer, formula, false);
    }

    @Override
    public String toString() {
        return kind + " on " + inputs.stream().map(Arrays::toString).collect(Collectors.joining(" and ")) + ", "
                + options;
    }
}
