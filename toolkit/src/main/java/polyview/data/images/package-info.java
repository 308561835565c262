/**
 * From the bytes of an image file to an array (H, W, C): its format, header and pixels, and the size, channels and range of an
 * {@link polyview.data.images.ImageForm}.
 *
 * <p>A file is checked before a decoder gets it: its first bytes, its header, its size. Then TensorFlow's decoders read it, and
 * its ops resize it, one image at a time or many by tf.data.
 *
 * <p>Samples, labels and batches do not belong here: {@code polyview.data.manifest} says which files belong together, and {@code
 * polyview.data.loader} reads many of them at a time.
 *
 * <p>A format is an {@link polyview.data.images.ImageFormat}: JPEG, PNG, GIF and BMP, one file each, and those that users add to
 * {@link polyview.data.images.ImageFormats}.
 *
 * <p>Limits: of GIF the first frame; of BMP 24 and 32 bits, and gray of 8 bits; no smoothing before an image is
 * made smaller; the orientation in EXIF data is ignored; a JPEG whose bits changed without breaking its structure is
 * read as it is, and TensorFlow's libraries may print a line about it.
 */
package polyview.data.images;
