package polyview.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;
import polyview.layers.Convolution;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.FixedConv2D;
import polyview.layers.Layer;
import polyview.layers.PerView;
import polyview.layers.SymbolicTensor;
import polyview.layers.TimeDistributed;
import polyview.layers.ViewDropout;
import polyview.rules.GraphEdit;

/**
 * Every application of every layer of a model, parts of layers too, and what depends on what. It is read from the graph of a prediction,
 * so that a part of a layer that sees one of its images alone is told from what sees them all.
 *
 * <pre>{@code
 * LayerUses.of(model).all()     // [conv2d (N, 26, 26, 8) of [left], conv2d (N, 26, 26, 8) of [right], dense (N, 2) of [left, right]]
 * }</pre>
 */
public final class LayerUses {

    static {
        Startup.begin();
    }

    private final List<LayerUse> all;
    private final Map<LayerUse, String> nodes;
    private final Map<LayerUse, Set<String>> before;

    private LayerUses(List<LayerUse> all, Map<LayerUse, String> nodes, Map<LayerUse, Set<String>> before) {
        this.all = List.copyOf(all);
        this.nodes = nodes;
        this.before = before;
    }

    /** Those of a model. */
    public static LayerUses of(Model model) {
        Network network = model.life().network();
        try (Graph graph = new Graph()) {
            Map<String, List<Operand<TFloat32>>> outputs = new ForwardStage(network, graph).layerOutputs();
            Map<String, NodeDef> defs = new HashMap<>();
            graph.toGraphDef().getNodeList().forEach(node -> defs.put(node.getName(), node));
            List<LayerUse> all = new ArrayList<>();
            Map<LayerUse, String> nodes = new HashMap<>();
            Map<LayerUse, Set<String>> before = new HashMap<>();
            Map<Layer, Boolean> seen = new IdentityHashMap<>();
            outputs.forEach((path, operands) -> {
                Layer layer = network.layer(path);
                // A layer that stands in several places keeps its first path.
                if (seen.put(layer, true) == null) {
                    for (int i = 0; i < operands.size(); i++) {
                        Set<String> ancestors = ancestors(defs, VariableOps.name(operands.get(i)));
                        LayerUse use = use(network, path, layer, i, operands.get(i), ancestors);
                        all.add(use);
                        nodes.put(use, VariableOps.name(operands.get(i)));
                        before.put(use, ancestors);
                    }
                }
            });
            return new LayerUses(all, nodes, before);
        }
    }

    private static LayerUse use(
            Network network, String path, Layer layer, int i, Operand<TFloat32> output, Set<String> ancestors) {
        List<String> inputs = network.inputs().stream()
                .map(SymbolicTensor::name)
                .filter(name -> ancestors.contains(ForwardStage.inputNode(name)))
                .toList();
        boolean convolution =
                (layer instanceof Convolution<?> || layer instanceof DepthwiseConv2D || layer instanceof FixedConv2D)
                        && output.shape().numDimensions() == 4;
        return new LayerUse(path, i, inputs, output.shape(), presence(network, path), convolution);
    }

    /** The presence that the layer around it takes, where that is an input of the model. */
    private static Optional<String> presence(Network network, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Layer outer = network.layer(path.substring(0, slash));
        if (!(outer instanceof PerView) && !(outer instanceof TimeDistributed)) {
            return Optional.empty();
        }
        return network.applications().stream()
                .filter(application -> application.layer().equals(Optional.of(outer)))
                .filter(application -> application.inputs().size() == 2)
                .map(application -> givenPresence(application.inputs().get(1)))
                .filter(presence -> presence.layer().isEmpty())
                .map(SymbolicTensor::name)
                .findFirst();
    }

    /** Dropout of views leaves the presence as it is in prediction. */
    private static SymbolicTensor givenPresence(SymbolicTensor presence) {
        SymbolicTensor given = presence;
        while (given.layer().isPresent() && given.layer().get() instanceof ViewDropout) {
            given = given.inputs().get(0);
        }
        return given;
    }

    /** All nodes that lead to one, itself too. */
    static Set<String> ancestors(Map<String, NodeDef> defs, String node) {
        Set<String> found = new HashSet<>(Set.of(node));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (String input : defs.get(open.pop()).getInputList()) {
                String name = GraphEdit.nodeOf(input);
                if (found.add(name)) {
                    open.push(name);
                }
            }
        }
        return found;
    }

    /** All of them, layers in the order of the model, each before its parts. */
    public List<LayerUse> all() {
        return all;
    }

    /** Whether what the second gives is computed from what the first gives. */
    public boolean leadsTo(LayerUse first, LayerUse second) {
        return !first.equals(second) && before.get(second).contains(nodes.get(first));
    }

    /** Those of them from which none of the others is computed. */
    public List<LayerUse> last(List<LayerUse> some) {
        return some.stream()
                .filter(use -> some.stream().noneMatch(other -> leadsTo(use, other)))
                .toList();
    }

    /** By layer. */
    @Override
    public String toString() {
        Map<String, List<LayerUse>> byLayer = new LinkedHashMap<>();
        all.forEach(use ->
                byLayer.computeIfAbsent(use.layer(), l -> new ArrayList<>()).add(use));
        return byLayer.values().toString();
    }
}
