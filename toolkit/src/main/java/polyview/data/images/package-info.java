/**
 * From the bytes of an image file to an array (H, W, C): which format it is, what its header says, its pixels, and the size,
 * channels and range that an {@link polyview.data.images.ImageForm} asks for.
 *
 * <p>A file is looked at before a decoder gets it: its first bytes, its header, its size. Then TensorFlow's decoders read it, and
 * its ops resize it, one image at a time or many by tf.data.
 *
 * <p>Here is nothing of samples, labels or batches: which files belong together is told by {@code polyview.data.manifest}, and they
 * are read many at a time by {@code polyview.data.loader}.
 *
 * <p>A format is an {@link polyview.data.images.ImageFormat}: JPEG, PNG, GIF and BMP, one file each, and those that users add to {@link
 * polyview.data.images.ImageFormats}.
 *
 * <p>Limits: of GIF the first frame; of BMP 24 and 32 bits, and gray of 8 bits; no smoothing before an image is
 * made smaller; how a camera was held (EXIF) is not looked at; a JPEG whose bits changed without breaking its structure is
 * read as it is, and TensorFlow's libraries may print a line about it.
 */
package polyview.data.images;
