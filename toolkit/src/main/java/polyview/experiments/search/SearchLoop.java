package polyview.experiments.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the strategy for one generation after another, and does its runs, until the budget is spent. */
final class SearchLoop {

    private final SearchPlan plan;
    private final Evaluator evaluator;
    private final List<SearchListener> listeners;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<Call, Outcome> ended = new HashMap<>();
    private long spent;

    SearchLoop(SearchPlan plan, Evaluator evaluator, List<SearchListener> listeners) {
        this.plan = plan;
        this.evaluator = evaluator;
        this.listeners = listeners;
    }

    SearchResults run() {
        long budget = plan.runs() * (long) evaluator.epochs();
        Set<Options> known = plan.earlier().known(evaluator.epochs(), plan.seeds());
        boolean whole = true;
        SearchResults before = results(true);
        listeners.forEach(listener -> listener.onBegin(before));
        while (whole) {
            Study study = new Study(
                    plan.space(),
                    plan.seed(),
                    evaluator.epochs(),
                    evaluator.higherIsBetter(),
                    trials,
                    plan.earlier().trials(),
                    known);
            Generation generation = new Generation(plan, study, evaluator, ended);
            List<Proposal> proposals = plan.strategy().propose(study);
            if (Thread.currentThread().isInterrupted()) {
                whole = false;
                break;
            }
            if (generation.take(proposals, budget - spent) == 0) {
                break;
            }
            whole = generation.run();
            if (whole) {
                List<Trial> now = generation.trials(spent);
                spent += generation.cost();
                now.forEach(this::add);
            }
        }
        SearchResults results = results(whole);
        listeners.forEach(listener -> listener.onEnd(results));
        return results;
    }

    private void add(Trial trial) {
        if (trial.number() > trials.size()) {
            trials.add(trial);
        } else {
            trials.set(trial.number() - 1, trial);
        }
        SearchResults soFar = results(true);
        listeners.forEach(listener -> listener.onTrial(trial, soFar));
    }

    private SearchResults results(boolean complete) {
        return new SearchResults(
                plan, evaluator.score(), evaluator.higherIsBetter(), evaluator.epochs(), trials, complete);
    }
}
