package polyview.models;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import polyview.base.Startup;

/**
 * Names for the ops of a graph, at a cost that does not grow with the graph.
 *
 * <p>TensorFlow Java's own scope reads all ops of the graph whenever a sub-scope is opened, so that a network of n layers costs
 * the square of n. This one reads them once, when it is made, and keeps one set of the names that are taken. Names come out as
 * those of TensorFlow Java: {@code train/conv2d/Conv2d}, and {@code train/conv2d_1} for the second of a name. Everything but
 * names, such as control dependencies and devices, is left to TensorFlow Java's scope.
 *
 * <p>Ops that others add to the graph later, such as gradients, are not known: make a new one after them.
 */
final class GraphScope implements Scope {

    static {
        Startup.begin();
    }

    /** What all scopes of one graph share. */
    private static final class Names {
        private final Set<String> taken = new HashSet<>();
        private final Map<String, Integer> next = new HashMap<>();

        private void read(Graph graph) {
            graph.operations().forEachRemaining(op -> taken.add(op.name()));
        }

        private String unique(String name) {
            String unique = name;
            while (!taken.add(unique)) {
                unique = name + "_" + next.merge(name, 1, Integer::sum);
            }
            return unique;
        }
    }

    private final Graph graph;
    private final Names names;
    private final Scope rest;
    private final String prefix;
    private final String given;

    /** An empty name is none. */
    private GraphScope(Graph graph, Names names, Scope rest, String prefix, String given) {
        this.graph = graph;
        this.names = names;
        this.rest = rest;
        this.prefix = prefix;
        this.given = given;
    }

    /** The ops of a graph. */
    static Ops ops(Graph graph) {
        Names names = new Names();
        names.read(graph);
        GraphScope base = new GraphScope(graph, names, graph.baseScope(), "", "");
        return Ops.create(new Environment(graph, base));
    }

    private GraphScope with(Scope newRest) {
        return new GraphScope(graph, names, newRest, prefix, given);
    }

    private GraphScope under(String name) {
        return new GraphScope(graph, names, rest, names.unique(prefix + name) + "/", "");
    }

    @Override
    public ExecutionEnvironment env() {
        return graph;
    }

    @Override
    public Scope withSubScope(String child) {
        rest.withName(child); // refuses what is no name
        return under(named(child));
    }

    @Override
    public Scope withName(String name) {
        return new GraphScope(graph, names, rest.withName(name), prefix, name);
    }

    @Override
    public Scope withNameAsSubScope(String otherwise) {
        return withSubScope(otherwise);
    }

    @Override
    public Scope withDevice(DeviceSpec device) {
        return with(rest.withDevice(device));
    }

    @Override
    public Scope withInitScope() {
        return with(rest.withInitScope());
    }

    @Override
    public Scope withControlDependencyOps(Iterable<Operation> operations) {
        return with(rest.withControlDependencyOps(operations));
    }

    @Override
    public String makeOpName(String otherwise) {
        return names.unique(prefix + named(otherwise));
    }

    @Override
    public String makeUnique(String id) {
        return names.unique(prefix + id).substring(prefix.length());
    }

    private String named(String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    @Override
    public void refreshNames() {
        names.read(graph);
    }

    @Override
    public OperationBuilder apply(OperationBuilder builder) {
        return rest.apply(builder);
    }

    @Override
    public String getDeviceString() {
        return rest.getDeviceString();
    }

    @Override
    public boolean isInit() {
        return rest.isInit();
    }

    /** A graph that begins with a scope of ours: TensorFlow Java takes scopes in no other way. */
    private record Environment(Graph graph, GraphScope base) implements ExecutionEnvironment {

        @Override
        public Scope baseScope() {
            return base;
        }

        @Override
        public OperationBuilder opBuilder(String type, String name, Scope scope) {
            return graph.opBuilder(type, name, scope);
        }

        @Override
        public void attachFunction(ConcreteFunction function) {
            graph.attachFunction(function);
        }

        @Override
        public void checkInput(Operation input) {
            graph.checkInput(input);
        }

        @Override
        public Types environmentType() {
            return graph.environmentType();
        }

        @Override
        public boolean isInitializer(Operation op) {
            return graph.isInitializer(op);
        }
    }
}
