package polyview.experiments.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trials of an earlier search, as far as they fit another space.
 *
 * @param trials with the options that the space has
 * @param notes what was left out
 */
record Earlier(List<Trial> trials, List<String> notes) {

    static Earlier of(SearchResults results, Space space) {
        List<Trial> trials = new ArrayList<>();
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        int without = 0;
        for (Trial trial : results.trials()) {
            Options known = space.known(trial.options());
            trial.options().values().keySet().stream()
                    .filter(option -> !known.has(option))
                    .forEach(option -> leftOut.merge(option, 1, Integer::sum));
            if (known.values().isEmpty()) {
                without++;
            } else {
                trials.add(new Trial(
                        -trial.number(),
                        known,
                        trial.state(),
                        trial.reason(),
                        trial.rungs(),
                        trial.epochsSpent(),
                        trial.runsSpent()));
            }
        }
        List<String> notes = new ArrayList<>();
        String of = " of the " + results.trials().size() + " trials of " + results.name();
        leftOut.forEach(
                (option, count) -> notes.add("left out: option " + option + " in " + count + of + why(option, space)));
        if (without > 0) {
            notes.add("left out: " + without + of + ", which have no option that fits");
        }
        return new Earlier(trials, notes);
    }

    private static String why(String option, Space space) {
        return space.options().stream()
                .filter(o -> o.name().equals(option))
                .findFirst()
                .map(o -> ", whose value is none of " + o)
                .orElse(", which the space does not have");
    }
}
