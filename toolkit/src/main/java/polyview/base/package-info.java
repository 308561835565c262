/**
 * Helpers that every other package may use: what happens once, before the toolkit is used for the first time; files that are
 * written whole or not at all ({@link polyview.base.AtomicFile}); digests ({@link polyview.base.Sha256}); random streams from one
 * seed ({@link polyview.base.Seeds}); and the plain parts of reading: messages for files that cannot be read, many texts in one
 * array, threads that are waited for.
 *
 * <p>There are no images, arrays, tensors or TensorFlow classes here. This package does not depend on any other package of the
 * toolkit.
 *
 * <p>Limits: {@link polyview.base.Texts} holds less than 2 GB.
 */
package polyview.base;
