package polyview.experiments.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The axis on which a number of a range is drawn: its own, or that of its logarithm. A whole number k is the interval from k - 0.5 to k + 0.5.
 *
 * <p>Logarithms are those of {@link StrictMath}, so that a seed gives the same options on every machine.
 *
 * @param low where the axis begins
 * @param high where it ends
 * @param log whether it is that of logarithms
 * @param whole whether values are whole numbers
 * @param smallest value
 * @param largest value
 */
record Scale(double low, double high, boolean log, boolean whole, double smallest, double largest) {

    static Scale of(Option.Numbers range) {
        double low = range.log() ? StrictMath.log(range.low()) : range.low();
        double high = range.log() ? StrictMath.log(range.high()) : range.high();
        return new Scale(low, high, range.log(), false, range.low(), range.high());
    }

    static Scale of(Option.Integers range) {
        double low = range.low() - 0.5;
        double high = range.high() + 0.5;
        return new Scale(
                range.log() ? StrictMath.log(low) : low,
                range.log() ? StrictMath.log(high) : high,
                range.log(),
                true,
                range.low(),
                range.high());
    }

    /** The value at a place of the axis; those outside are the nearest one. */
    Object value(double place) {
        double value = log ? StrictMath.exp(place) : place;
        if (whole) {
            return (int) Math.max(smallest, Math.min(largest, Math.floor(value + 0.5)));
        }
        // The ends exactly: a logarithm and its inverse may miss them by a rounding.
        return place <= low ? smallest : place >= high ? largest : Math.max(smallest, Math.min(largest, value));
    }

    /** Where a value lies on the axis. */
    double place(Object value) {
        double number = ((Number) value).doubleValue();
        return log ? StrictMath.log(number) : number;
    }

    /** Where the interval of a whole number begins and ends on the axis. */
    double[] interval(Object value) {
        double number = ((Number) value).doubleValue();
        return log
                ? new double[] {StrictMath.log(number - 0.5), StrictMath.log(number + 0.5)}
                : new double[] {number - 0.5, number + 0.5};
    }

    /** Values evenly spaced on the axis, the smallest and the largest among them. */
    List<Object> spread(int points) {
        double first = log ? StrictMath.log(smallest) : smallest;
        double last = log ? StrictMath.log(largest) : largest;
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double place = points == 1 ? (first + last) / 2 : first + i * (last - first) / (points - 1);
            Object value = value(i > 0 && i == points - 1 ? high : place);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }
}
