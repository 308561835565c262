/**
 * From the bytes of an image file to an array (H, W, C): its format, header and pixels, and the size, channels and range of an
 * {@link polyview.data.images.ImageForm}.
 *
 * <p>A file is checked before a decoder gets it: its first bytes, its header, its size. Then TensorFlow's decoders read JPEG, GIF and
 * PNG of 8 bits, one image at a time or many by tf.data; all else is decoded in Java, with every bit of its numbers that a 32-bit float
 * holds. Both are resized to the same bits.
 *
 * <p>Samples, labels and batches do not belong here: {@code polyview.data.manifest} says which files belong together, and {@code
 * polyview.data.loader} reads many of them at a time.
 *
 * <p>A format is an {@link polyview.data.images.ImageFormat}, one file each, listed in {@link polyview.data.images.ImageFormats}: JPEG, PNG, GIF,
 * BMP, TIFF, WebP, PNM, NumPy's arrays, NIfTI, what plug-ins of ImageIO read, and those that users add. What an image becomes is said
 * by an {@link polyview.data.images.ImageForm}.
 *
 * <p>Limits: of GIF and of animated WebP and PNG the first frame; no smoothing before an image is made smaller; numbers of more than 24 bits
 * are rounded to 32-bit floats; colour profiles (ICC) and gamma are passed over; CMYK becomes RGB without a profile; a JPEG whose bits changed
 * without breaking its structure is read as it is, and TensorFlow's libraries may print a line about it. While a file is decoded in Java its
 * pixels take 4 bytes a channel, so that the limit of pixels is also one of memory.
 */
package polyview.data.images;
