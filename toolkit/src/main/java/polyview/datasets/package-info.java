/**
 * Data sets to learn from: made ones of any size, and readers of public ones.
 *
 * <p>Made data comes from a seed alone: the same seed gives the same bits, and more samples never change the first
 * ones. Public data is taken from a folder where it lies already, or downloaded into a cache folder; either way its
 * SHA-256 is checked first. {@link polyview.datasets.SampleFolder} writes samples as PNG files with a manifest. Nothing
 * here knows a layer, a model or a plot.
 *
 * <p>Where files are looked for, in this order: the folder that the environment variable {@code POLYVIEW_DATA} names,
 * then the cache folder, which {@code POLYVIEW_CACHE} names, else {@code ~/.cache/polyview}. In both, each data set has
 * a folder of its own ({@code omniglot/images_background_small1.zip}).
 *
 * <p>Limits: all samples lie in memory. A download that was cut off starts anew, it is not resumed.
 */
package polyview.datasets;
