/**
 * Plots: curves of a training, comparisons with error bars, images with captions.
 *
 * <p>{@link polyview.plots.Plots} draws numbers, {@link polyview.plots.ImagePlots} draws images. What has axes is a chart of
 * XChart, and can be changed as XChart offers; images are {@code BufferedImage}s. {@link polyview.plots.Plot} is for your own
 * plots, and {@link polyview.plots.Style} gives charts the same look. Public signatures use no internal types of XChart. This
 * package may use the results of training, experiments and data; none of them may use this package.
 *
 * <p>{@link polyview.plots.Slider} and {@link polyview.plots.HoverPlot} react to mouse and keys in a notebook.
 *
 * <p>Limits: all others are still pictures with one look, dark on white, on dark pages too. Text is drawn in the machine's own
 * sans-serif font, so the same chart differs by some pixels between machines. Drawing text needs
 * one font and, on Linux, the fontconfig library.
 */
package polyview.plots;
