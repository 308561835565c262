package polyview.experiments.search;

import java.util.List;

/**
 * One of the options of a {@link Space}: its name, the values that it may have, and when it exists.
 *
 * <p>A {@link Strategy} of your own meets three kinds: {@link Choice}, {@link Numbers} and {@link Integers}.
 */
public sealed interface Option {

    /** By this name {@link Options} gives its value. */
    String name();

    /** When it exists: where all of them hold; empty where it always does. */
    List<Condition> conditions();

    /**
     * Its value at a place of [0, 1): values of equal probability take equal parts of it, in their order.
     *
     * <p>Example: of the integers 1 to 4, place 0.3 is 2; of a logUniform from 0.01 to 1, place 0.5 is 0.1.
     */
    Object at(double place);

    /** Whether it may have this value. */
    boolean allows(Object value);

    /** {@link #at} so many evenly spaced places, the ends included; fewer where it has fewer values. */
    List<Object> spread(int points);

    /** The same option under one condition more. */
    Option under(Condition when);

    /**
     * One of some values, without an order.
     *
     * @param values texts, integers, numbers or truth values, all of one kind
     */
    record Choice(String name, List<Object> values, List<Condition> conditions) implements Option {

        /** A copy of the list is kept. */
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public Object at(double place) {
            return values.get(Math.min(values.size() - 1, (int) (place * values.size())));
        }

        @Override
        public boolean allows(Object value) {
            return values.contains(value);
        }

        /** All of them, whatever number is asked for: they have no order to leave some out by. */
        @Override
        public List<Object> spread(int points) {
            return values;
        }

        @Override
        public Option under(Condition when) {
            return new Choice(name, values, Space.and(conditions, when));
        }

        @Override
        public String toString() {
            return name + ": one of " + values + Space.when(conditions);
        }
    }

    /**
     * A number of a range, uniform or, for {@code log}, its logarithm uniform.
     *
     * @param low the smallest value
     * @param high the largest value
     */
    record Numbers(String name, double low, double high, boolean log, List<Condition> conditions) implements Option {

        @Override
        public Object at(double place) {
            Scale scale = Scale.of(this);
            return scale.value(scale.low() + place * (scale.high() - scale.low()));
        }

        @Override
        public boolean allows(Object value) {
            return value instanceof Double number && number >= low && number <= high;
        }

        @Override
        public List<Object> spread(int points) {
            return Scale.of(this).spread(points);
        }

        @Override
        public Option under(Condition when) {
            return new Numbers(name, low, high, log, Space.and(conditions, when));
        }

        @Override
        public String toString() {
            return name + ": " + (log ? "logUniform " : "uniform ") + low + " to " + high + Space.when(conditions);
        }
    }

    /**
     * A whole number of a range, each with the same probability or, for {@code log}, with the width of its logarithm's interval.
     *
     * @param low the smallest value
     * @param high the largest value, which it may have too
     */
    record Integers(String name, int low, int high, boolean log, List<Condition> conditions) implements Option {

        @Override
        public Object at(double place) {
            Scale scale = Scale.of(this);
            return scale.value(scale.low() + place * (scale.high() - scale.low()));
        }

        @Override
        public boolean allows(Object value) {
            return value instanceof Integer number && number >= low && number <= high;
        }

        @Override
        public List<Object> spread(int points) {
            return Scale.of(this).spread(points);
        }

        @Override
        public Option under(Condition when) {
            return new Integers(name, low, high, log, Space.and(conditions, when));
        }

        @Override
        public String toString() {
            return name + ": " + (log ? "logIntegers " : "integers ") + low + " to " + high + Space.when(conditions);
        }
    }
}
