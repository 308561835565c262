package polyview.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.GraphDef;

/** A rule, with the graphs that it was given and the places where it fired. */
final class Watched implements GraphRule {

    private final GraphRule rule;
    private final List<String> places = new ArrayList<>();
    private final List<GraphDef> graphs = new ArrayList<>();

    Watched(GraphRule rule) {
        this.rule = rule;
    }

    List<String> places() {
        return places;
    }

    GraphDef lastGraph() {
        return graphs.get(graphs.size() - 1);
    }

    /** How often it fired among the layers of prediction. */
    long inPrediction() {
        return places.stream().filter(GraphEdit::predicts).count();
    }

    /** How often it fired among the layers of training. */
    long inTraining() {
        return places.stream().filter(GraphEdit::trains).count();
    }

    @Override
    public GraphDef apply(GraphDef graph, Set<String> ends) {
        return rewriting(graph, ends).graph();
    }

    @Override
    public Rewriting rewriting(GraphDef graph, Set<String> ends) {
        graphs.add(graph);
        Rewriting made = rule.rewriting(graph, ends);
        places.addAll(made.places());
        return made;
    }

    @Override
    public boolean afterGradients() {
        return rule.afterGradients();
    }
}
