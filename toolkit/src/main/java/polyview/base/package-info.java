/**
 * What every other package may use: what happens once, before the toolkit is used for the first time.
 *
 * <p>Nothing of the field lives here: no images, no tensors, no TensorFlow class. This package knows no other package of the
 * toolkit.
 */
package polyview.base;
