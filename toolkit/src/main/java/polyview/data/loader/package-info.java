/**
 * Samples read while they are used, on several threads, ahead of whoever asks for batches.
 *
 * <p>How files are read: a file is looked at before TensorFlow's decoder gets it; {@code SampleReader} makes samples of files; a
 * {@code SampleStream} gives them in the order of the visit, from threads of Java or from tf.data; {@code BatchBuilder} makes
 * batches of the good ones and tells the report of the others; {@code ReadAhead} is the epoch that the user holds.
 *
 * <p>Limits: a reader on a file system that hangs, hangs with it: closing an epoch waits for the file in hand.
 */
package polyview.data.loader;
