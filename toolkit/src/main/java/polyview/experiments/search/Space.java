package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.base.ShortTexts;

/**
 * The options that a {@link Search} may choose, each with its values.
 *
 * <pre>{@code
 * var space = Space.empty()
 *     .choice("fusion", "concat", "multiply", "attention")
 *     .integers("filters", 4, 32)
 *     .logUniform("rate", 1e-4, 1e-1)
 *     .when("fusion", "attention", s -> s.integers("heads", 1, 4));   // exists only there
 * }</pre>
 *
 * <p>It is never changed: each method gives a new one. Refused: {@code option must have a name, got ""}; {@code there is an option
 * named rate already}; {@code values of fusion must differ, got [concat, concat]}; {@code range of rate must go from a smaller to a
 * larger number, got 0.1 to 0.1}; {@code range of rate must be positive, got 0.0 to 1.0}, of a logarithm.
 *
 * @param options in their order; those that depend on another one stand behind it
 */
public record Space(List<Option> options) {

    /** A copy is kept; refused: options of one name, and a condition on an option that does not stand before it. */
    public Space {
        options = List.copyOf(options);
        Map<String, Option> before = new LinkedHashMap<>();
        for (Option option : options) {
            if (option.name().isBlank()) {
                throw new IllegalArgumentException("option must have a name, got \"" + option.name() + "\"");
            }
            option.conditions().forEach(when -> requireKnown(when, before));
            if (before.put(option.name(), option) != null) {
                throw new IllegalArgumentException("there is an option named " + option.name() + " already");
            }
        }
    }

    private static void requireKnown(Condition when, Map<String, Option> before) {
        if (!before.containsKey(when.option())) {
            throw new IllegalArgumentException("there is no option " + when.option() + "; there are "
                    + ShortTexts.list(List.copyOf(before.keySet())));
        }
        Option other = before.get(when.option());
        for (Object value : when.values()) {
            if (!other.allows(value)) {
                throw new IllegalArgumentException(
                        "option " + when.option() + " never is " + value + "; it is " + other);
            }
        }
    }

    /** Without an option yet. */
    public static Space empty() {
        return new Space(List.of());
    }

    /** One of some texts. */
    public Space choice(String name, String... values) {
        return choice(name, List.<Object>of((Object[]) values));
    }

    /** One of some integers, without an order: {@code choice("batch", 16, 32, 64)}. */
    public Space choice(String name, int... values) {
        return choice(name, Arrays.stream(values).<Object>mapToObj(v -> v).toList());
    }

    /** One of some numbers, without an order. */
    public Space choice(String name, double... values) {
        return choice(name, Arrays.stream(values).<Object>mapToObj(v -> v).toList());
    }

    /** False or true. */
    public Space flag(String name) {
        return choice(name, List.of(false, true));
    }

    private Space choice(String name, List<Object> values) {
        if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
            String rule = values.isEmpty() ? " must not be empty" : " must differ, got " + values;
            throw new IllegalArgumentException("values of " + name + rule);
        }
        return with(new Option.Choice(name, values, List.of()));
    }

    /** A number, all of the range alike. */
    public Space uniform(String name, double low, double high) {
        requireRange(name, low, high);
        return with(new Option.Numbers(name, low, high, false, List.of()));
    }

    /** A positive number, all factors alike: as often between 0.001 and 0.01 as between 0.01 and 0.1. */
    public Space logUniform(String name, double low, double high) {
        requireRange(name, low, high);
        requirePositive(name, low, high);
        return with(new Option.Numbers(name, low, high, true, List.of()));
    }

    /** A whole number, both ends included, all alike. */
    public Space integers(String name, int low, int high) {
        requireRange(name, low, high);
        return with(new Option.Integers(name, low, high, false, List.of()));
    }

    /** A positive whole number, all factors alike: as often 1 to 4 as 4 to 16, nearly. */
    public Space logIntegers(String name, int low, int high) {
        requireRange(name, low, high);
        requirePositive(name, low, high);
        return with(new Option.Integers(name, low, high, true, List.of()));
    }

    /**
     * Options that exist only where another one has a value.
     *
     * <p>Refused: {@code there is no option fusio; there are [fusion]}; {@code option fusion never is sum; it is fusion: one of
     * [concat, multiply]}; a function that gives another space than the one it was given, with more options.
     */
    public Space when(String option, Object value, UnaryOperator<Space> more) {
        return when(option, List.of(value), more);
    }

    /** The same where it has one of several values. */
    public Space when(String option, List<?> values, UnaryOperator<Space> more) {
        Condition when = new Condition(option, List.copyOf(values));
        requireKnown(when, byName());
        Space grown = more.apply(this);
        int had = options.size();
        if (grown.options.size() <= had || !grown.options.subList(0, had).equals(options)) {
            throw new IllegalArgumentException(
                    "when must add options to the space that it is given: " + this + ", got " + grown);
        }
        List<Option> all = new ArrayList<>(options);
        grown.options.stream().skip(had).map(added -> added.under(when)).forEach(all::add);
        return new Space(all);
    }

    private Map<String, Option> byName() {
        return options.stream().collect(Collectors.toMap(Option::name, o -> o, (a, b) -> a, LinkedHashMap::new));
    }

    private Space with(Option option) {
        List<Option> all = new ArrayList<>(options);
        all.add(option);
        return new Space(all);
    }

    private static void requireRange(String name, double low, double high) {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException(
                    "range of " + name + " must go from a smaller to a larger number, got " + low + " to " + high);
        }
    }

    private static void requirePositive(String name, double low, double high) {
        if (!(low > 0)) {
            throw new IllegalArgumentException("range of " + name + " must be positive, got " + low + " to " + high);
        }
    }

    /**
     * The design at a place of the unit cube: one number of [0, 1) for each option, also for those that do not exist there.
     *
     * <p>Refused: {@code place must have 3 numbers of [0, 1), one for each option, got [0.5]}.
     */
    public Options at(double... place) {
        if (place.length != options.size() || !Arrays.stream(place).allMatch(u -> u >= 0 && u < 1)) {
            throw new IllegalArgumentException("place must have " + options.size()
                    + " numbers of [0, 1), one for each option, got " + Arrays.toString(place));
        }
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (int i = 0; i < place.length; i++) {
            Option option = options.get(i);
            if (exists(option, chosen)) {
                chosen.put(option.name(), option.at(place[i]));
            }
        }
        return new Options(chosen);
    }

    /** A design drawn at random. */
    public Options draw(SplittableRandom random) {
        return at(options.stream().mapToDouble(option -> random.nextDouble()).toArray());
    }

    /** Whether an option exists beside the values chosen for those before it. */
    static boolean exists(Option option, Map<String, Object> chosen) {
        return option.conditions().stream().allMatch(when -> when.holds(chosen));
    }

    /** What of a design has its place here: the options that the space has, with a value that it allows. */
    Options known(Options design) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Option option : options) {
            if (design.has(option.name())
                    && option.allows(design.values().get(option.name()))
                    && exists(option, known)) {
                known.put(option.name(), design.values().get(option.name()));
            }
        }
        return new Options(known);
    }

    /**
     * Refuses what is no whole design of this space: {@code options must be those of the space, with values that it allows: fusion: one
     * of [concat, multiply], got fusion sum}.
     */
    void require(Options design) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (Option option : options) {
            if (exists(option, chosen)
                    && design.has(option.name())
                    && option.allows(design.values().get(option.name()))) {
                chosen.put(option.name(), design.values().get(option.name()));
            } else if (exists(option, chosen)) {
                throw new IllegalArgumentException(
                        "options must be those of the space, with values that it allows: " + this + ", got " + design);
            }
        }
        if (!chosen.keySet().equals(design.values().keySet())) {
            throw new IllegalArgumentException(
                    "options must be those of the space, with values that it allows: " + this + ", got " + design);
        }
    }

    static String when(List<Condition> conditions) {
        return conditions.stream().map(condition -> " " + condition).collect(Collectors.joining(" and"));
    }

    static List<Condition> and(List<Condition> conditions, Condition more) {
        return Stream.concat(Stream.of(more), conditions.stream()).toList();
    }

    /** {@code fusion: one of [concat, attention]; heads: integers 1 to 4 where fusion is attention}. */
    @Override
    public String toString() {
        return options.stream().map(Option::toString).collect(Collectors.joining("; "));
    }
}
