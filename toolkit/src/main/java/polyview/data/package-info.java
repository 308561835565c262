/**
 * The data that models work on: arrays ({@link polyview.data.FloatArray}), batches of them, data sets, the order in which an epoch
 * visits the samples, splits, and the balance of classes.
 *
 * <p>Arrays are plain Java with the shape type of TensorFlow's ndarray library. This package depends only on {@code base}, and not
 * on its own folders, which hold one idea each:
 *
 * <ul>
 *   <li>{@code npy}: arrays in files of NumPy's format;
 *   <li>{@code images}: from the bytes of an image file to an array;
 *   <li>{@code manifest}: which files make a sample, and its label;
 *   <li>{@code augment}: random changes of images;
 *   <li>{@code loader}: samples read on several threads while they are used;
 *   <li>{@code summary}: tables of what is in a data set.
 * </ul>
 *
 * <p>Dependencies between the folders run one way: summary, loader, then augment and manifest, images, npy. Files, formats and
 * threads do not belong here.
 *
 * <p>Limits: every number is a 32-bit float, and a single array holds at most 2^31 - 1 of them.
 */
package polyview.data;
