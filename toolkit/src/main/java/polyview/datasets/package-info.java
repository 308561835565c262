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
 * a folder of its own ({@code omniglot/images_background_small1.zip}, {@code mnist/train-images-idx3-ubyte.gz}, {@code
 * fashion-mnist/...}).
 *
 * <p>Real images: {@link polyview.datasets.Omniglot}; {@link polyview.datasets.Mnist}, four files of the IDX format; any
 * other IDX file with {@link polyview.datasets.Idx}; folders of images with {@link polyview.data.manifest.Manifest#classFolders}.
 *
 * <p>A download that is cut off goes on where it stood, at once and up to three times without a new byte, and again when it
 * is asked for the next time: until then the half file lies beside its place, named by the hash ({@code
 * train-images-idx3-ubyte.gz.440fcabf73cc.part}). A file is under its own name only when it is whole and its SHA-256 is
 * right; a whole one with another SHA-256 is deleted. Two downloads of one file at once, in one process or two, do not touch
 * each other's bytes.
 *
 * <p>Limits: all samples lie in memory; what does not fit is read from files by {@link
 * polyview.data.loader.MultiInputGenerator}.
 */
package polyview.datasets;
