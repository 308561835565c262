/**
 * Pictures of experiments: curves of a training, grids of images, comparisons with error bars.
 *
 * <p>Charts are XChart charts and can be changed with all that XChart offers; grids of images are {@code BufferedImage}s.
 * All of them share {@link polyview.plots.Style}. This package may know the results of training and data; no package of
 * layers, models, training or data may know this one.
 *
 * <p>Limits: the pictures are still and have one look, dark on white, on dark pages too. A chart's legend and labels are
 * set in the machine's own sans-serif font, so the same chart differs by some pixels between machines. Drawing text needs
 * one font and, on Linux, the fontconfig library.
 */
package polyview.plots;
