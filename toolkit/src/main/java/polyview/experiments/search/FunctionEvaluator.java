package polyview.experiments.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.experiments.FailureReason;

/**
 * Calls a function, on this thread. A function is taken to go on where it stood: epochs that it was called with before cost nothing.
 *
 * @param objective the function
 * @param epochs of a whole training
 * @param higherIsBetter which way is better
 */
record FunctionEvaluator(Objective objective, int epochs, boolean higherIsBetter) implements Evaluator {

    @Override
    public String score() {
        return "value";
    }

    @Override
    public void prepare(List<Call> calls) {}

    @Override
    public Map<Call, Outcome> run(List<Call> calls) {
        Map<Call, Outcome> outcomes = new LinkedHashMap<>();
        for (Call call : calls) {
            if (Thread.currentThread().isInterrupted()) {
                return outcomes;
            }
            outcomes.put(call, run(call));
        }
        return outcomes;
    }

    private Outcome run(Call call) {
        int until = call.epochs().orElse(epochs);
        int spent = until - call.before();
        try {
            double value = objective.score(call.options(), call.seed(), until);
            return Double.isNaN(value) ? Outcome.failed("value is NaN", spent) : new Outcome(value, spent, false, "");
        } catch (RuntimeException e) {
            return Outcome.failed(FailureReason.of(e), spent);
        }
    }

    @Override
    public void done(List<Call> calls) {}
}
