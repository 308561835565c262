package polyview.experiments.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.base.Checks;

/**
 * Every combination of values, the last option changing fastest: all values of a choice, and of a range evenly spaced ones, its ends
 * included.
 *
 * <p>Example: {@code choice("fusion", "concat", "multiply")} and {@code logUniform("rate", 0.01, 1)} with 3 points give concat 0.01,
 * concat 0.1, concat 1.0, multiply 0.01, and so on. An option that does not exist beside the others multiplies nothing.
 *
 * <p>Refused, before the first run: {@code a grid of more than 100000 designs: take fewer points, or another strategy}.
 *
 * @param points values of each range; an integer range that has fewer gives all of them
 * @param width how many trials may be under way at the same time
 */
public record GridSearch(int points, int width) implements Strategy {

    private static final int MOST = 100_000;

    /** Refused: {@code points must be positive, got 0}, width too. */
    public GridSearch {
        Checks.requirePositive("points", points);
        Checks.requirePositive("width", width);
    }

    /** How many trials may be under way at the same time; 4 by default. */
    public GridSearch width(int trials) {
        return new GridSearch(points, trials);
    }

    @Override
    public List<Proposal> propose(Study study) {
        return designs(study.space()).stream()
                .skip(study.trials().size())
                .limit(width)
                .map(Proposal::of)
                .toList();
    }

    /** All designs, in their order. */
    public List<Options> designs(Space space) {
        List<Map<String, Object>> grid = List.of(Map.of());
        for (Option option : space.options()) {
            List<Object> values = option.spread(points);
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> before : grid) {
                if (Space.exists(option, before)) {
                    values.forEach(value -> longer.add(with(before, option.name(), value)));
                } else {
                    longer.add(before);
                }
                if (longer.size() > MOST) {
                    throw new IllegalArgumentException(
                            "a grid of more than " + MOST + " designs: take fewer points, or another strategy");
                }
            }
            grid = longer;
        }
        return grid.stream().map(Options::new).toList();
    }

    private static Map<String, Object> with(Map<String, Object> before, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(before);
        more.put(name, value);
        return more;
    }
}
