/**
 * Numbers with shapes, samples in batches, and the data sets they come from.
 *
 * <p>This package stands alone: it knows no layer, no model and no plot. Arrays are plain Java with the shape type of
 * TensorFlow's ndarray library; graphs are used to decode image files and to change images on the device that trains. Tables to
 * look at are Tablesaw's.
 *
 * <p>Images are changed at random by an {@link polyview.data.augment.Augmentation}.
 *
 * <p>Arrays go to and from files in NumPy's format: {@link polyview.data.npy.Npz}. Which
 * image files make a sample is told by a {@link polyview.data.manifest.Manifest}, they are read by a {@link
 * polyview.data.loader.MultiInputGenerator}, and what each becomes is an {@link polyview.data.images.ImageForm}. What is in a data set is looked at with a {@link
 * polyview.data.DatasetTable}.
 *
 * <p>How files are read: a file is looked at by {@code FileCheck} and {@code ImageHeader} before TensorFlow's decoder gets it; {@code
 * SampleReader} makes samples of files; a {@code SampleStream} gives them in the order of the visit, from threads of Java or from
 * tf.data; {@code BatchBuilder} makes batches of the good ones and tells the report of the others; {@code ReadAhead} is the epoch
 * that the user holds.
 *
 * <p>Limits of reading: JPEG, PNG, GIF (first frame) and BMP (24 and 32 bits, gray of 8 bits); no smoothing before an image is
 * made smaller; how a camera was held (EXIF) is not looked at; a JPEG whose bits changed without breaking its structure is
 * read as it is, and TensorFlow's libraries may print a line about it. A reader on a file system that hangs, hangs with it:
 * closing an epoch waits for the file in hand.
 *
 * <p>Limits: every number is a 32-bit float, and a single array holds at most 2^31 - 1 of them.
 */
package polyview.data;
