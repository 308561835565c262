/**
 * Numbers with shapes, samples in batches, and the data sets they come from.
 *
 * <p>This package stands alone: it knows no layer, no model and no plot. Arrays are plain Java with the shape type of
 * TensorFlow's ndarray library; graphs are used only to change images on the device that trains. Tables to look at are Tablesaw's.
 *
 * <p>Images are changed at random by an {@link polyview.data.Augmentation}.
 *
 * <p>Arrays go to and from files in NumPy's format: {@link polyview.data.Npz}. Which
 * image files make a sample is told by a {@link polyview.data.Manifest}. What is in a data set is looked at with a {@link
 * polyview.data.DatasetTable}.
 *
 * <p>Limits: every number is a 32-bit float, and a single array holds at most 2^31 - 1 of them.
 */
package polyview.data;
