/**
 * Random changes of images: what is drawn ({@link polyview.data.augment.Augmentation}), what it does to the coordinates ({@link
 * polyview.data.augment.Geometry}) and to the pixels, in memory ({@link polyview.data.augment.Augmenter}) and in a graph.
 *
 * <p>It depends on arrays and orders of {@code polyview.data}, not on files, manifests or data sets: images may come from anywhere.
 *
 * <p>Limits: images (N, H, W, C) of 32-bit floats; no gradient flows through a change; boxes and key points that are targets are
 * not changed.
 */
package polyview.data.augment;
