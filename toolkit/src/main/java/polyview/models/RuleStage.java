package polyview.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.base.Startup;
import polyview.rules.Fired;
import polyview.rules.GraphEdit;
import polyview.rules.GraphRule;
import polyview.rules.LocalRule;
import polyview.rules.Rewriting;
import polyview.rules.Rules;

/**
 * The stage of a compile that applies {@link GraphRule}s: each once, in their order, then the local ones again until none of
 * them finds anything.
 */
final class RuleStage {

    static {
        Startup.begin();
    }

    /** More than any order of rules needs. */
    private static final int ROUNDS = 100;

    private final List<GraphRule> rules;
    private final Set<String> ends;
    private final Map<GraphRule, List<String>> places = new LinkedHashMap<>();

    private RuleStage(List<GraphRule> rules, Set<String> ends) {
        this.rules = rules;
        this.ends = ends;
    }

    /** A graph as the rules have made it, whether that is another one, and what they did. */
    record Ruled(GraphDef graph, boolean changed, List<Fired> fired) {}

    /** Applies those of the rules that see the graph without gradients. */
    static Ruled before(GraphDef graph, Set<String> ends, Rules rules) {
        return rewritten(
                graph,
                ends,
                rules.all().stream().filter(rule -> !rule.afterGradients()).toList());
    }

    /** Applies the others. */
    static Ruled after(GraphDef graph, Set<String> ends, Rules rules) {
        return rewritten(
                graph,
                ends,
                rules.all().stream().filter(GraphRule::afterGradients).toList());
    }

    private static Ruled rewritten(GraphDef graph, Set<String> ends, List<GraphRule> rules) {
        RuleStage stage = new RuleStage(rules, ends);
        GraphDef made = stage.applied(graph);
        List<Fired> fired = new ArrayList<>();
        stage.places.forEach((rule, where) -> fired.addAll(Fired.of(rule.name(), where)));
        return new Ruled(made, made != graph, fired);
    }

    private GraphDef applied(GraphDef graph) {
        GraphDef def = graph;
        List<LocalRule> waiting = new ArrayList<>();
        for (GraphRule rule : rules) {
            if (rule instanceof LocalRule local) {
                waiting.add(local);
            } else {
                def = apply(rule, once(def, waiting).orElse(def));
                waiting.clear();
            }
        }
        def = once(def, waiting).orElse(def);
        List<LocalRule> local = rules.stream()
                .filter(LocalRule.class::isInstance)
                .map(LocalRule.class::cast)
                .toList();
        // Where no rule has changed anything, none finds anything the second time.
        Optional<GraphDef> changed = def == graph ? Optional.empty() : Optional.of(def);
        for (int round = 0; changed.isPresent(); round++) {
            if (round == ROUNDS) {
                throw new IllegalStateException("rules "
                        + local.stream().map(GraphRule::name).toList()
                        + " do not come to an end: one undoes what another does");
            }
            def = changed.get();
            changed = once(def, local);
        }
        return def;
    }

    /** Applies local rules one after the other to one graph; empty where none of them found anything. */
    private Optional<GraphDef> once(GraphDef graph, List<LocalRule> some) {
        if (some.isEmpty()) {
            return Optional.empty();
        }
        GraphEdit edit = new GraphEdit(graph, ends);
        boolean changed = false;
        for (LocalRule rule : some) {
            List<String> where = rule.rewriteAll(edit);
            if (!where.isEmpty()) {
                changed = true;
                fired(rule, where);
                if (!isOurs(rule)) {
                    // Each rule is read on its own, so that a message names the one that is wrong.
                    requireReadable(rule, edit.graph());
                }
            }
        }
        return changed ? Optional.of(edit.graph()) : Optional.empty();
    }

    private GraphDef apply(GraphRule rule, GraphDef graph) {
        Rewriting made = rule.rewriting(graph, ends);
        if (made.graph() != graph) {
            requireEnds(rule, made.graph());
            if (!isOurs(rule)) {
                requireReadable(rule, made.graph());
            }
        }
        if (!made.places().isEmpty()) {
            fired(rule, made.places());
        }
        return made.graph();
    }

    private void fired(GraphRule rule, List<String> where) {
        places.computeIfAbsent(rule, r -> new ArrayList<>()).addAll(where);
    }

    /** What the toolkit's own rules make is read once, with all that they did: reading takes time in deep networks. */
    private static boolean isOurs(GraphRule rule) {
        return rule.getClass().getPackageName().equals(GraphRule.class.getPackageName());
    }

    private void requireEnds(GraphRule rule, GraphDef def) {
        Set<String> there = new HashSet<>();
        for (NodeDef node : def.getNodeList()) {
            there.add(node.getName());
        }
        for (String end : ends) {
            if (!there.contains(end)) {
                throw new IllegalArgumentException("rule " + rule.name() + " took away the node " + end);
            }
        }
    }

    private static void requireReadable(GraphRule rule, GraphDef def) {
        try (Graph graph = new Graph()) {
            graph.importGraphDef(def);
        } catch (IllegalArgumentException | TensorFlowException e) {
            throw new IllegalArgumentException(
                    "rule " + rule.name() + " gave a graph that TensorFlow refuses: " + e.getMessage(), e);
        }
    }
}
