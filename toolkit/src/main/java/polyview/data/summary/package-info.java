/**
 * The contents of a data set or a manifest as tables: range, spread, class sizes, the first samples. Start with {@link
 * polyview.data.summary.DatasetTable}.
 *
 * <p>Training does not need this package; plots are in {@code polyview.plots}.
 *
 * <p>Limits: the statistics take one pass over the data; quantiles, which need all values at once, are not computed.
 */
package polyview.data.summary;
