/**
 * What every other package may use and nothing of the field needs: what happens once, before the toolkit is used for the first
 * time; files that are written whole or not at all ({@link polyview.base.AtomicFile}); digests ({@link polyview.base.Sha256}); random
 * streams from one seed ({@link polyview.base.Seeds}); and the plain parts of reading: what is said of a file that cannot be
 * read, many texts in one array, threads that are waited for.
 *
 * <p>Nothing of the field lives here: no images, no arrays, no tensors, no TensorFlow class. This package knows no other package of
 * the toolkit.
 *
 * <p>Limits: {@link polyview.base.Texts} holds less than 2 GB.
 */
package polyview.base;
