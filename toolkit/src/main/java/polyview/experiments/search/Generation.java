package polyview.experiments.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The trials of one generation: their runs, seed by seed where some may be pruned, else all at once. */
final class Generation {

    /** A proposal with its number; {@code before} is the trial that goes on, as it was. */
    private record Asked(int number, Proposal proposal, Optional<Trial> before) {}

    private final SearchPlan plan;
    private final Study study;
    private final Evaluator evaluator;
    private final Map<Call, Outcome> ended;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Integer, Map<Long, Outcome>> outcomes = new HashMap<>();
    private final Map<Integer, String> pruned = new HashMap<>();

    /**
     * @param ended outcomes of runs that stopped by themselves before their last epoch: they are the same for any more epochs
     */
    Generation(SearchPlan plan, Study study, Evaluator evaluator, Map<Call, Outcome> ended) {
        this.plan = plan;
        this.study = study;
        this.evaluator = evaluator;
        this.ended = ended;
    }

    /** Takes proposals while the budget lasts, in epochs; gives how many it took. */
    int take(List<Proposal> proposals, long budget) {
        long left = budget;
        for (Proposal proposal : proposals) {
            plan.space().require(proposal.options());
            Optional<Trial> before = proposal.trial(study);
            long cost = plan.seeds().size() * (long) epochs(proposal, before);
            if (cost > left) {
                break;
            }
            left -= cost;
            int number = before.map(Trial::number).orElse(study.trials().size() + news() + 1);
            asked.add(new Asked(number, proposal, before));
        }
        return asked.size();
    }

    private int news() {
        return (int) asked.stream().filter(a -> a.before().isEmpty()).count();
    }

    /** How many epochs a run of it is trained for, beyond those that it has. */
    private int epochs(Proposal proposal, Optional<Trial> before) {
        int until = proposal.epochs().orElse(study.epochs());
        int has = before.map(Trial::epochs).orElse(0);
        if (until > study.epochs() || until <= has) {
            throw new IllegalArgumentException("a proposal must have more than the " + has
                    + " epochs that its trial has and at most " + study.epochs() + ", got " + until);
        }
        if (proposal.epochs().isPresent() && plan.pruning().isPresent()) {
            throw new IllegalArgumentException("pruning is for strategies that train all designs whole; "
                    + plan.strategy() + " leaves them earlier itself");
        }
        return until - has;
    }

    /** Does the runs; false where some are missing, after an interrupt. */
    boolean run() {
        List<Call> all = asked.stream()
                .flatMap(a -> plan.seeds().stream().map(seed -> call(a, seed)))
                .toList();
        evaluator.prepare(all);
        boolean whole = true;
        if (plan.pruning().isEmpty()) {
            whole = run(all);
        } else {
            for (long seed : plan.seeds()) {
                whole = whole
                        && run(all.stream()
                                .filter(call -> call.seed() == seed && goesOn(call.trial()))
                                .toList());
                if (whole) {
                    prune();
                }
            }
        }
        if (whole) {
            evaluator.done(all);
        }
        return whole;
    }

    private static Call call(Asked a, long seed) {
        return new Call(
                a.number(),
                a.proposal().options(),
                seed,
                a.proposal().epochs(),
                a.before().map(Trial::epochs).orElse(0));
    }

    private boolean run(List<Call> calls) {
        List<Call> open =
                calls.stream().filter(call -> !ended.containsKey(bare(call))).toList();
        Map<Call, Outcome> done = evaluator.run(open);
        for (Call call : calls) {
            Outcome outcome = ended.containsKey(bare(call)) ? again(ended.get(bare(call))) : done.get(call);
            if (outcome == null) {
                return false;
            }
            outcomes.computeIfAbsent(call.trial(), t -> new LinkedHashMap<>()).put(call.seed(), outcome);
            if (outcome.ended()) {
                ended.put(bare(call), outcome);
            }
        }
        return true;
    }

    private static Outcome again(Outcome before) {
        return new Outcome(before.score(), 0, true, before.reason());
    }

    /** Trial and seed alone. */
    private static Call bare(Call call) {
        return new Call(call.trial(), call.options(), call.seed(), OptionalInt.empty(), 0);
    }

    private boolean goesOn(int trial) {
        return !pruned.containsKey(trial)
                && outcomes.getOrDefault(trial, Map.of()).values().stream().noneMatch(Outcome::failed);
    }

    private void prune() {
        Pruning pruning = plan.pruning().orElseThrow();
        study.best().ifPresent(best -> {
            for (Asked a : asked) {
                Map<Long, Double> scores = scores(a.number());
                boolean more = scores.size() < plan.seeds().size();
                Map<Long, Double> others = best.last().orElseThrow().scores();
                if (more && goesOn(a.number()) && pruning.prunes(scores, others, study.higherIsBetter())) {
                    pruned.put(a.number(), "behind " + best.name() + " after " + scores.size() + " seeds");
                }
            }
        });
    }

    private Map<Long, Double> scores(int trial) {
        Map<Long, Double> scores = new LinkedHashMap<>();
        outcomes.get(trial).forEach((seed, outcome) -> {
            if (!outcome.failed()) {
                scores.put(seed, outcome.score());
            }
        });
        return scores;
    }

    /** The epochs that the runs of the generation cost, where trainings go on. */
    long cost() {
        return asked.stream().mapToLong(this::cost).sum();
    }

    private long cost(Asked a) {
        return outcomes.get(a.number()).size() * (long) epochs(a.proposal(), a.before());
    }

    /** The trials of the generation as they are now. */
    List<Trial> trials(long spentBefore) {
        List<Trial> trials = new ArrayList<>();
        long spent = spentBefore;
        for (Asked a : asked) {
            spent += cost(a);
            trials.add(trial(a, (double) spent / study.epochs()));
        }
        return trials;
    }

    private Trial trial(Asked a, double runsSpent) {
        int until = a.proposal().epochs().orElse(study.epochs());
        List<Trial.Rung> rungs = new ArrayList<>(a.before().map(Trial::rungs).orElse(List.of()));
        Map<Long, Double> scores = scores(a.number());
        if (!scores.isEmpty()) {
            rungs.add(new Trial.Rung(until, scores));
        }
        Optional<String> failure = outcomes.get(a.number()).values().stream()
                .filter(Outcome::failed)
                .map(Outcome::reason)
                .findFirst();
        Trial.State state = failure.isPresent()
                ? Trial.State.FAILED
                : pruned.containsKey(a.number()) || until < study.epochs() ? Trial.State.PRUNED : Trial.State.DONE;
        String behind = pruned.getOrDefault(
                a.number(),
                state == Trial.State.PRUNED ? "left after " + until + " of " + study.epochs() + " epochs" : "");
        long epochs = outcomes.get(a.number()).values().stream()
                .mapToLong(Outcome::epochsSpent)
                .sum();
        return new Trial(
                a.number(),
                a.proposal().options(),
                state,
                failure.orElse(behind),
                rungs,
                a.before().map(Trial::epochsSpent).orElse(0L) + epochs,
                runsSpent);
    }
}
