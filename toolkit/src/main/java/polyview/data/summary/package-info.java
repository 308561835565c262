/**
 * What is in a data set or a manifest, as tables: range, spread, size of the classes, the first samples. It begins with {@link
 * polyview.data.summary.DatasetTable}.
 *
 * <p>Here is nothing that training needs; drawing belongs to {@code polyview.plots}.
 *
 * <p>Limits: the statistics take one pass over the data; quantiles, which need all values at once, are not computed.
 */
package polyview.data.summary;
