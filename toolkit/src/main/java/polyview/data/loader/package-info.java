/**
 * Samples read while they are used, on several threads, ahead of whoever asks for batches.
 *
 * <p>What a sample is, a {@link polyview.data.loader.SampleSource} says; a {@link polyview.data.loader.SampleLoader} brings threads,
 * order, prefetch, cache, report, random changes and batches to it. A {@link polyview.data.loader.MultiInputGenerator} is that loader
 * over the images of a manifest, and may read them by tf.data instead.
 *
 * <p>How an epoch is read: {@code SampleReader} makes a sample of what the source or the cache gives; a {@code SampleStream} gives
 * samples in the order of the visit, from threads of Java or from tf.data; {@code BatchBuilder} makes batches of the good ones and
 * tells the report of the others; {@code ReadAhead} is the epoch that the user holds.
 *
 * <p>Here is nothing of formats of files, which belong to {@code polyview.data.images}, nor of which files belong together, which a
 * manifest says.
 *
 * <p>Limits: a source that hangs, as on a file system that does not answer, holds the epoch: closing it waits for the sample in hand.
 */
package polyview.data.loader;
