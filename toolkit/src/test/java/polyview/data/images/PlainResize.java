package polyview.data.images;

import java.awt.image.BufferedImage;
import polyview.data.FloatArray;

/** What an {@link ImageForm} makes of pixels, in plain Java and doubles. */
final class PlainResize {

    private PlainResize() {}

    static FloatArray formed(BufferedImage image, ImageForm form) {
        double[][][] whole = colours(image);
        int h = whole.length;
        int w = whole[0].length;
        int height = form.height();
        int width = form.width();
        double[][][] inner = whole;
        int innerHeight = height;
        int innerWidth = width;
        if (form.aspect() == ImageForm.Aspect.CROP) {
            int partHeight = Math.min(h, Math.max(1, (int) Math.floor((double) w * height / width)));
            int partWidth = Math.min(w, Math.max(1, (int) Math.floor((double) h * width / height)));
            inner = part(whole, (h - partHeight) / 2, (w - partWidth) / 2, partHeight, partWidth);
        } else if (form.aspect() == ImageForm.Aspect.FIT) {
            innerHeight = Math.min(height, Math.max(1, (int) Math.floor((double) h * width / w + 0.5)));
            innerWidth = Math.min(width, Math.max(1, (int) Math.floor((double) w * height / h + 0.5)));
        }
        double[][][] resized = resized(inner, innerHeight, innerWidth, form.resampling());
        double[][][] framed = new double[height][width][3];
        for (int y = 0; y < innerHeight; y++) {
            for (int x = 0; x < innerWidth; x++) {
                framed[y + (height - innerHeight) / 2][x + (width - innerWidth) / 2] = resized[y][x];
            }
        }
        return values(framed, form);
    }

    private static double[][][] colours(BufferedImage image) {
        double[][][] colours = new double[image.getHeight()][image.getWidth()][];
        for (int y = 0; y < colours.length; y++) {
            for (int x = 0; x < colours[y].length; x++) {
                int rgb = image.getRGB(x, y);
                colours[y][x] = new double[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
            }
        }
        return colours;
    }

    private static double[][][] part(double[][][] image, int top, int left, int height, int width) {
        double[][][] part = new double[height][width][];
        for (int y = 0; y < height; y++) {
            System.arraycopy(image[top + y], left, part[y], 0, width);
        }
        return part;
    }

    /** The centre of the pixel i of n lies at {@code (i + 0.5) / n} of the length. */
    private static double[][][] resized(double[][][] image, int height, int width, ImageForm.Resampling how) {
        double[][][] resized = new double[height][width][3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double v = (y + 0.5) * image.length / height;
                double u = (x + 0.5) * image[0].length / width;
                for (int c = 0; c < 3; c++) {
                    resized[y][x][c] = how == ImageForm.Resampling.NEAREST
                            ? image[(int) Math.floor(v)][(int) Math.floor(u)][c]
                            : between(image, v - 0.5, u - 0.5, c);
                }
            }
        }
        return resized;
    }

    private static double between(double[][][] image, double v, double u, int c) {
        int top = (int) Math.floor(v);
        int left = (int) Math.floor(u);
        double sum = 0;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                double weight = (dy == 0 ? 1 - (v - top) : v - top) * (dx == 0 ? 1 - (u - left) : u - left);
                int y = Math.max(0, Math.min(image.length - 1, top + dy));
                int x = Math.max(0, Math.min(image[0].length - 1, left + dx));
                sum += weight * image[y][x][c];
            }
        }
        return sum;
    }

    private static FloatArray values(double[][][] image, ImageForm form) {
        FloatArray values = FloatArray.zeros(form.shape());
        for (int y = 0; y < form.height(); y++) {
            for (int x = 0; x < form.width(); x++) {
                double[] rgb = image[y][x];
                double[] pixel =
                        form.channels() == 3 ? rgb : new double[] {0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]};
                for (int c = 0; c < pixel.length; c++) {
                    double mean = form.mean().get(form.mean().size() == 1 ? 0 : c);
                    double deviation = form.standardDeviation()
                            .get(form.standardDeviation().size() == 1 ? 0 : c);
                    values.set((float) ((pixel[c] / 255 - mean) / deviation), y, x, c);
                }
            }
        }
        return values;
    }
}
