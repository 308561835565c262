package polyview.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph that is changed: its nodes by name, who uses them, and the changes that rules are made of.
 *
 * <p>An input is written as TensorFlow writes it: {@code conv} for the first output of a node, {@code split:1} for its second one,
 * {@code ^conv} where a node only has to wait for another.
 */
public final class GraphEdit {

    private final GraphDef before;
    private final Set<String> ends;
    private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
    private final Map<String, Set<String>> users = new HashMap<>();

    /**
     * A graph to change; the one that is given stays as it is.
     *
     * @param ends the names of the nodes that must stay
     */
    public GraphEdit(GraphDef graph, Set<String> ends) {
        this.before = graph;
        this.ends = ends;
        graph.getNodeList().forEach(this::put);
    }

    /** The graph with all changes. */
    public GraphDef graph() {
        return before.toBuilder().clearNode().addAllNode(nodes.values()).build();
    }

    /** The names of all nodes, as they are now. */
    public List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** The node of a name, if there is one. */
    public Optional<NodeDef> find(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** The node of a name; refused: {@code the graph has no node conv}. */
    public NodeDef node(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("the graph has no node " + name));
    }

    /** The node that gives an input of another; refused: {@code node relu has no input 1}. */
    public NodeDef input(NodeDef node, int index) {
        if (index < 0 || index >= node.getInputCount()) {
            throw new IllegalArgumentException("node " + node.getName() + " has no input " + index);
        }
        return node(nodeOf(node.getInput(index)));
    }

    /** Whether a node must stay, and mean the same. */
    public boolean isEnd(String name) {
        return ends.contains(name);
    }

    /** Whether a node belongs to the layers as prediction has them: no gradient ever goes through it. */
    public static boolean predicts(String name) {
        return name.startsWith("predict/");
    }

    /** Whether a node belongs to the layers as training has them. */
    public static boolean trains(String name) {
        return name.startsWith("train/");
    }

    /** The nodes that use any output of this one, or wait for it. */
    public List<NodeDef> users(String name) {
        return users.getOrDefault(name, Set.of()).stream().map(this::node).toList();
    }

    /** The one node that uses this one, and that once, its first output; empty where there are other uses, and for an end. */
    public Optional<NodeDef> onlyUser(NodeDef node) {
        List<NodeDef> all = users(node.getName());
        if (isEnd(node.getName()) || all.size() != 1) {
            return Optional.empty();
        }
        List<String> uses = all.get(0).getInputList().stream()
                .filter(input -> nodeOf(input).equals(node.getName()))
                .toList();
        return uses.equals(List.of(node.getName())) ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Adds a node, or puts it in the place of the one that has its name. */
    public void put(NodeDef node) {
        forgetUses(node.getName());
        nodes.put(node.getName(), node);
        node.getInputList().forEach(input -> users.computeIfAbsent(nodeOf(input), n -> new LinkedHashSet<>())
                .add(node.getName()));
    }

    /** Takes a node away; refused: {@code node output.0 is an end of the graph and must stay}. */
    public void remove(String name) {
        if (isEnd(name)) {
            throw new IllegalArgumentException("node " + name + " is an end of the graph and must stay");
        }
        forgetUses(name);
        nodes.remove(name);
    }

    private void forgetUses(String name) {
        find(name).ifPresent(old -> old.getInputList().forEach(input -> Objects.requireNonNull(users.get(nodeOf(input)))
                .remove(name)));
    }

    /** Sets one input of a node. */
    public void setInput(String node, int index, String input) {
        put(node(node).toBuilder().setInput(index, input).build());
    }

    /** All that used an output, or waited for the node that this name alone means, uses another output instead. */
    public void redirect(String from, String to) {
        for (NodeDef user : users(nodeOf(from))) {
            NodeDef.Builder changed = user.toBuilder();
            for (int i = 0; i < user.getInputCount(); i++) {
                if (user.getInput(i).equals(from)) {
                    changed.setInput(i, to);
                } else if (user.getInput(i).equals("^" + from)) {
                    changed.setInput(i, "^" + nodeOf(to));
                }
            }
            put(changed.build());
        }
    }

    /** This name, or the same with a number where it is taken. */
    public String free(String name) {
        String free = name;
        for (int i = 1; nodes.containsKey(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** The node that an input comes from: {@code split} for {@code split:1}. */
    public static String nodeOf(String input) {
        int colon = input.indexOf(':');
        String node = colon < 0 ? input : input.substring(0, colon);
        return node.startsWith("^") ? node.substring(1) : node;
    }
}
