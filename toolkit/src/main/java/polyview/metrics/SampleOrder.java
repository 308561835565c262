package polyview.metrics;

/** What a metric that depends on the order of the samples needs: all of them, since the others move up where one is missing. */
public final class SampleOrder {

    private SampleOrder() {}

    /**
     * Refused, for a metric with {@link Metric#dependsOnOrder}: {@code nWayAccuracy needs all samples in their order, the data set
     * gave 39 of 40}.
     *
     * @param name of the number, as the user knows it
     * @param given samples that the data set gave
     * @param size samples that it has
     */
    public static void require(Metric metric, String name, long given, int size) {
        if (metric.dependsOnOrder() && given != size) {
            throw new IllegalStateException(
                    name + " needs all samples in their order, the data set gave " + given + " of " + size);
        }
    }
}
