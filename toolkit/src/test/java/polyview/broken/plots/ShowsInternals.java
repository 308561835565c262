package polyview.broken.plots;

import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** Breaks a rule on purpose: a type of XChart's internals, hidden in a type argument of what users call. */
public final class ShowsInternals {
    private ShowsInternals() {}

    /** Gives what it was given. */
    public static List<? extends Chart<?, ?>> charts(List<? extends Chart<?, ?>> charts) {
        return charts;
    }
}
