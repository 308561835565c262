/**
 * Data sets to learn from: synthetic ones of any size, and readers of public ones.
 *
 * <p>Synthetic data depends only on a seed: the same seed gives the same bits, and more samples never change the first
 * ones. Public data is taken from a folder, or downloaded into a cache folder; its SHA-256 is checked in both cases. {@link
 * polyview.datasets.SampleFolder} writes samples as PNG files with a manifest. This package does not depend on layers, models or
 * plots.
 *
 * <p>Where files are looked for, in this order: the folder that the environment variable {@code POLYVIEW_DATA} names,
 * then the cache folder, which {@code POLYVIEW_CACHE} names, else {@code ~/.cache/polyview}. In both, each data set has
 * a folder of its own ({@code omniglot/images_background_small1.zip}, {@code omniglot/all_runs.zip}, {@code mnist/train-images-idx3-ubyte.gz}, {@code
 * fashion-mnist/...}).
 *
 * <p>Real images: {@link polyview.datasets.Omniglot} and {@link polyview.datasets.OmniglotRuns}; {@link polyview.datasets.Eth80};
 * {@link polyview.datasets.RoadScene}; {@link polyview.datasets.Mnist}, four files of the IDX format; any
 * other IDX file with {@link polyview.datasets.Idx}; folders of images with {@link polyview.data.manifest.Manifest#classFolders}.
 *
 * <p>A download that is cut off continues where it stopped: at once, until three tries in a row bring nothing new, and again when
 * the file is asked for the next time. Until then a partial file is beside its place, named by the hash ({@code
 * train-images-idx3-ubyte.gz.440fcabf73cc.part}). A file is under its own name only when it is whole and its SHA-256 is right; a
 * whole one with another SHA-256 is deleted. Two downloads of one file at the same time, in one process or two, do not disturb
 * each other.
 *
 * <p>Limits: all samples are in memory; larger data is read from files by {@link
 * polyview.data.loader.MultiInputGenerator}.
 */
package polyview.datasets;
