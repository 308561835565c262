/**
 * Samples that are read while they are used, on several threads, ahead of training.
 *
 * <p>A {@link polyview.data.loader.SampleSource} says what a sample is; a {@link polyview.data.loader.SampleLoader} adds threads,
 * order, prefetch, cache, report, random changes and batches. A {@link polyview.data.loader.MultiInputGenerator} is such a loader
 * for the images of a manifest, and can also read them with tf.data.
 *
 * <p>How an epoch is read: {@code SampleReader} reads a sample from the source or the cache; a {@code SampleStream} gives samples
 * in the order of the pass, from Java threads or from tf.data; {@code BatchBuilder} puts the good ones into batches and the others
 * into the report; {@code ReadAhead} is the epoch that the user gets.
 *
 * <p>File formats belong to {@code polyview.data.images}, and which files belong together is said by a manifest.
 *
 * <p>Limits: a source that hangs, such as a file system that does not answer, blocks the epoch: closing it waits for the current
 * sample.
 */
package polyview.data.loader;
