package polyview.experiments.search;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;

/** How values of an option are distributed around one of them, in a {@link Parzen} estimate. */
interface Kernel {

    /** A value drawn from it. */
    Object draw(SplittableRandom random);

    /** The density at a value on the option's {@link Scale}; of values that can be counted, the probability. */
    double at(Object value);

    /** All of an option alike, or nearly. */
    static Kernel prior(Option option) {
        if (option instanceof Option.Choice choice) {
            return new OfChoice(choice.values(), -1, 1.0 / choice.values().size());
        }
        Scale scale = scale(option);
        return OfRange.of(scale, (scale.low() + scale.high()) / 2, scale.high() - scale.low());
    }

    /**
     * Around a value.
     *
     * @param width of a normal distribution, as a part of the range
     * @param rest how much each value of a choice has beside the 1 of this one, before they are scaled to the sum 1
     */
    static Kernel around(Option option, Object value, double width, double rest) {
        if (option instanceof Option.Choice choice) {
            double all = 1 + rest * choice.values().size();
            return new OfChoice(choice.values(), choice.values().indexOf(value), rest / all);
        }
        Scale scale = scale(option);
        return OfRange.of(scale, scale.place(value), width * (scale.high() - scale.low()));
    }

    private static Scale scale(Option option) {
        return option instanceof Option.Numbers numbers ? Scale.of(numbers) : Scale.of((Option.Integers) option);
    }

    /**
     * Of a choice.
     *
     * @param own the index of the value that has what the others leave; -1 where all are alike
     * @param other the probability of each of the others
     */
    record OfChoice(List<Object> values, int own, double other) implements Kernel {

        @Override
        public Object draw(SplittableRandom random) {
            int place = (int) (random.nextDouble() / other);
            // What lies beyond a part for each value falls on its own one.
            return values.get(place < values.size() ? place : Math.max(own, 0));
        }

        @Override
        public double at(Object value) {
            return own >= 0 && values.indexOf(value) == own ? 1 - (values.size() - 1) * other : other;
        }
    }

    /**
     * Of a range: a normal distribution cut at its ends.
     *
     * @param below how much of the whole distribution lies below the range
     * @param inside how much lies in it
     */
    record OfRange(Scale scale, double center, double width, double below, double inside) implements Kernel {

        private static final double ROOT = StrictMath.sqrt(2);
        private static final double ROOT_TWO_PI = StrictMath.sqrt(2 * StrictMath.PI);

        static OfRange of(Scale scale, double center, double width) {
            double low = below(center, width, scale.low());
            return new OfRange(scale, center, width, low, below(center, width, scale.high()) - low);
        }

        @Override
        public Object draw(SplittableRandom random) {
            double part = below + random.nextDouble() * inside;
            return scale.value(center + width * ROOT * Erf.erfInv(2 * part - 1));
        }

        @Override
        public double at(Object value) {
            if (scale.whole()) {
                double[] interval = scale.interval(value);
                return (below(center, width, interval[1]) - below(center, width, interval[0])) / inside;
            }
            double z = (scale.place(value) - center) / width;
            return StrictMath.exp(-z * z / 2) / (width * ROOT_TWO_PI * inside);
        }

        private static double below(double center, double width, double place) {
            return 0.5 * Erf.erfc((center - place) / (width * ROOT));
        }
    }
}
