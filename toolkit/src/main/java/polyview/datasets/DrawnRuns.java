package polyview.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import polyview.base.Checks;
import polyview.base.Seeds;

/** Runs of one-shot classification that are drawn from a seed; see {@link Characters#runs}. */
final class DrawnRuns {

    private static final int RUN = 3;
    private static final int MOST_WAYS = 20;

    private DrawnRuns() {}

    static OneShotRuns of(Characters characters, int count, long seed, List<String> alphabets) {
        Checks.requirePositive("count", count);
        Characters.check(count, 1, alphabets);
        int ways = alphabets.stream()
                .mapToInt(alphabet -> characters.characters(alphabet).size())
                .reduce(MOST_WAYS, Math::min);
        OneShot rules = characters.oneShot(0, seed).ways(ways).alphabets(alphabets);
        List<OneShotRuns.Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = Seeds.stream(seed, i, RUN);
            String alphabet = alphabets.get(i % alphabets.size());
            List<Integer> two = OneShot.some(random, rules.drawersOfAll(alphabet), 2);
            List<String> shown = OneShot.some(random, characters.characters(alphabet), ways);
            List<String> asked = OneShot.some(random, shown, ways);
            runs.add(new OneShotRuns.Run(
                    "run" + (i + 1) + " of " + alphabet,
                    ink(shown, name -> characters.ink(alphabet, name, two.get(0))),
                    ink(asked, name -> characters.ink(alphabet, name, two.get(1))),
                    asked.stream().map(shown::indexOf).toList()));
        }
        return new OneShotRuns(runs, characters + ", seed " + seed);
    }

    private static List<Drawing> ink(List<String> names, Function<String, Drawing> drawing) {
        return names.stream().map(drawing).toList();
    }
}
