package polyview.experiments.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of an earlier search, as far as they fit another space.
 *
 * @param trials with the options that the space has
 * @param whole those of them that have no option that was left out
 * @param notes what was left out
 */
record Earlier(List<Trial> trials, List<Trial> whole, List<String> notes) {

    /** Where there was no search before. */
    static final Earlier NONE = new Earlier(List.of(), List.of(), List.of());

    static Earlier of(SearchResults results, Space space) {
        List<Trial> trials = new ArrayList<>();
        List<Trial> whole = new ArrayList<>();
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
                Trial fitting = new Trial(
                        -trial.number(),
                        known,
                        trial.state(),
                        trial.reason(),
                        trial.rungs(),
                        trial.epochsSpent(),
                        trial.runsSpent());
                trials.add(fitting);
                if (known.equals(trial.options())) {
                    whole.add(fitting);
                }
            }
        }
        List<String> notes = new ArrayList<>();
        String of = " of the " + results.trials().size() + " trials of " + results.name();
        leftOut.forEach(
                (option, count) -> notes.add("left out: option " + option + " in " + count + of + why(option, space)));
        if (without > 0) {
            notes.add("left out: " + without + of + ", which have no option that fits");
        }
        return new Earlier(trials, whole, notes);
    }

    /** The designs that were trained for so many epochs from all of these seeds. */
    Set<Options> known(int epochs, List<Long> seeds) {
        return whole.stream()
                .filter(trial -> trial.state() == Trial.State.DONE)
                .filter(trial -> trial.at(epochs).stream()
                        .anyMatch(rung -> rung.scores().keySet().containsAll(seeds)))
                .map(Trial::options)
                .collect(Collectors.toSet());
    }

    private static String why(String option, Space space) {
        return space.options().stream()
                .filter(o -> o.name().equals(option))
                .findFirst()
                .map(o -> ", whose value is none of " + o)
                .orElse(", which the space does not have");
    }
}
