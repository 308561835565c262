package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.layers.Call;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.layers.Weight;

/** The symbolic tensors between inputs and outputs, in an order in which they can be computed, and the names in it. */
final class Network {

    private final List<SymbolicTensor> inputs;
    private final List<SymbolicTensor> outputs;
    private final List<SymbolicTensor> applications = new ArrayList<>();
    private final Map<Layer, String> layerNames = new LinkedHashMap<>();
    private final Map<Layer, List<String>> partNames = new IdentityHashMap<>();

    /** Where a weight stands: its path of names, and whether training may change it. */
    record Slot(String path, boolean trainable) {}

    Network(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one input and one output, got "
                    + Shapes.count(inputs.size(), "input") + " and " + Shapes.count(outputs.size(), "output"));
        }
        requireInputs();
        Map<SymbolicTensor, Boolean> seen = new IdentityHashMap<>();
        outputs.forEach(output -> visit(output, seen));
        for (SymbolicTensor input : inputs) {
            if (!seen.containsKey(input)) {
                throw new IllegalArgumentException("input " + input.name() + " is not used by any output");
            }
        }
        nameLayers();
        weights(); // two parts of one name are refused here, not only when the model is compiled
    }

    private void requireInputs() {
        List<String> names = new ArrayList<>();
        for (SymbolicTensor input : inputs) {
            if (input.layer().isPresent()) {
                throw new IllegalArgumentException("inputs must be made by Input, got the output of " + input);
            }
            if (names.contains(input.name())) {
                throw new IllegalArgumentException("two inputs are named " + input.name());
            }
            names.add(input.name());
        }
    }

    /** Depth first, without recursion: networks may be deeper than the stack. */
    private void visit(SymbolicTensor output, Map<SymbolicTensor, Boolean> seen) {
        List<SymbolicTensor> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            SymbolicTensor tensor = open.get(open.size() - 1);
            List<SymbolicTensor> missing =
                    tensor.inputs().stream().filter(i -> !seen.containsKey(i)).toList();
            if (seen.containsKey(tensor) || missing.isEmpty()) {
                open.remove(open.size() - 1);
                if (seen.put(tensor, true) == null) {
                    add(tensor);
                }
            } else {
                // Reversed, so that the first input is computed first and layers are named from left to right.
                for (int i = missing.size() - 1; i >= 0; i--) {
                    open.add(missing.get(i));
                }
            }
        }
    }

    private void add(SymbolicTensor tensor) {
        if (tensor.layer().isPresent()) {
            applications.add(tensor);
        } else if (inputs.stream().noneMatch(i -> i == tensor)) {
            throw new IllegalArgumentException(
                    "an output depends on input " + tensor.name() + ", which is not among the model's inputs");
        }
    }

    private void nameLayers() {
        List<Layer> layers = new ArrayList<>(new LinkedHashSet<>(
                applications.stream().map(a -> a.layer().orElseThrow()).toList()));
        List<String> names = uniqueNames(layers);
        for (int i = 0; i < layers.size(); i++) {
            layerNames.put(layers.get(i), names.get(i));
        }
    }

    /** The given names as they are, and a number behind the kind of the others where it is taken. */
    private static List<String> uniqueNames(List<Layer> layers) {
        Set<String> taken = new HashSet<>();
        for (Layer layer : layers) {
            if (!layer.name().isEmpty() && !taken.add(layer.name())) {
                throw new IllegalArgumentException("two layers are named " + layer.name());
            }
        }
        List<String> names = new ArrayList<>();
        for (Layer layer : layers) {
            String name = layer.displayName();
            for (int i = 1; layer.name().isEmpty() && !taken.add(name); i++) {
                name = layer.kind() + "_" + i;
            }
            names.add(name);
        }
        return names;
    }

    /** The names of the parts of a layer, as when the network was made: one that is renamed later keeps its path. */
    synchronized List<String> partNames(Layer layer) {
        List<String> known = partNames.getOrDefault(layer, List.of());
        if (known.size() != layer.parts().size()) {
            known = uniqueNames(layer.parts());
            partNames.put(layer, known);
        }
        return known;
    }

    private void nameWeights(Layer layer, String path, boolean trainable, Map<Weight, Slot> weights) {
        boolean learns = trainable && layer.trainable();
        for (Weight weight : layer.weights()) {
            // A layer that stands in several places keeps its first path, and is fixed if it is fixed in any of them.
            weights.merge(
                    weight,
                    new Slot(path + "/" + weight.name(), learns && weight.learned()),
                    (first, again) -> new Slot(first.path(), first.trainable() && again.trainable()));
        }
        List<String> names = partNames(layer);
        for (int i = 0; i < names.size(); i++) {
            nameWeights(layer.parts().get(i), path + "/" + names.get(i), learns, weights);
        }
    }

    List<SymbolicTensor> inputs() {
        return inputs;
    }

    List<SymbolicTensor> outputs() {
        return outputs;
    }

    /** The names of the outputs: those of their layers, with a number where one layer gives several. */
    List<String> outputNames() {
        List<String> names = new ArrayList<>();
        for (SymbolicTensor output : outputs) {
            String name = output.layer().map(layerNames::get).orElse(output.name());
            names.add(names.contains(name) ? name + "_output_" + names.size() : name);
        }
        return names;
    }

    /** Every application of a layer, inputs before what uses them. */
    List<SymbolicTensor> applications() {
        return applications;
    }

    /** Every outermost layer with its name, in the order of the first applications. */
    Map<Layer, String> layerNames() {
        return layerNames;
    }

    /** Every weight once; whether layers are trainable is read anew, as it may be set until the model is compiled. */
    Map<Weight, Slot> weights() {
        Map<Weight, Slot> weights = new LinkedHashMap<>();
        layerNames.forEach((layer, name) -> nameWeights(layer, name, true, weights));
        return weights;
    }

    /** Every layer by its path, parts of layers such as {@code dual_conv2d/first} included. */
    Map<String, Layer> layerPaths() {
        Map<String, Layer> paths = new LinkedHashMap<>();
        layerNames.forEach((layer, name) -> addPaths(layer, name, paths));
        return paths;
    }

    private void addPaths(Layer layer, String path, Map<String, Layer> paths) {
        paths.put(path, layer);
        List<String> names = partNames(layer);
        for (int i = 0; i < names.size(); i++) {
            addPaths(layer.parts().get(i), path + "/" + names.get(i), paths);
        }
    }

    /** A layer by its path; refused: {@code no layer named edges; there are [conv2d, dense]}. */
    Layer layer(String path) {
        Layer layer = layerPaths().get(path);
        if (layer == null) {
            throw new IllegalArgumentException("no layer named " + path + "; there are " + layerNames.values());
        }
        return layer;
    }

    /** The shape of every weight, by its path. */
    Map<String, Shape> weightShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        weights().forEach((weight, slot) -> shapes.put(slot.path(), weight.shape()));
        return shapes;
    }

    /** The weights of one layer and its parts: from the path within the layer to the path in the model. */
    Map<String, String> weightPaths(Layer layer) {
        Map<Weight, Slot> within = new LinkedHashMap<>();
        nameWeights(layer, "", true, within);
        Map<Weight, Slot> all = weights();
        Map<String, String> paths = new LinkedHashMap<>();
        within.forEach((weight, slot) ->
                paths.put(slot.path().substring(1), all.get(weight).path()));
        return paths;
    }

    /** Inputs and outputs with their shapes. */
    @Override
    public String toString() {
        List<String> names = outputNames();
        return inputs + " -> "
                + IntStream.range(0, outputs.size())
                        .mapToObj(i ->
                                names.get(i) + " " + Shapes.text(outputs.get(i).shape()))
                        .toList();
    }

    /** Adds the ops of all layers; the outputs in their order. */
    List<Operand<TFloat32>> call(Call call, List<Operand<TFloat32>> inputOperands) {
        Map<SymbolicTensor, Operand<TFloat32>> made = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            made.put(inputs.get(i), inputOperands.get(i));
        }
        for (SymbolicTensor application : applications) {
            List<Operand<TFloat32>> taken =
                    application.inputs().stream().map(made::get).toList();
            made.put(application, call.apply(application.layer().orElseThrow(), taken));
        }
        return outputs.stream().map(made::get).toList();
    }
}
