package polyview.broken.outside;

import polyview.broken.plots.KnowsStatistics;

/** Uses a class of the toolkit's tests, which users do not have. */
final class Helped {

    private Helped() {}

    static Class<?> helper() {
        return KnowsStatistics.class;
    }
}
