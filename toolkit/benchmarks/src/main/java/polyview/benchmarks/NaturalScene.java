package polyview.benchmarks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A made picture that an encoder finds as hard as a photograph.
 *
 * <p>Shapes of all sizes lie over each other, radii r with a density of r to the power of -3 (the dead leaves model of
 * natural images: Lee, Mumford and Huang, <em>Occlusion models for natural images</em>, 2001). On them lies texture,
 * equally strong in every octave, and the noise of a sensor.
 */
final class NaturalScene {

    private static final int SHAPES = 300;
    private static final double SMALLEST = 8;
    private static final double LARGEST = 90;
    private static final double CONTRAST = 55;
    private static final double COLOUR = 16;
    private static final double TEXTURE = 1.2;
    private static final int COARSEST = 32;
    private static final double NOISE = 0.5;

    private final int width;
    private final int height;
    private final SplittableRandom random;

    NaturalScene(int width, int height, SplittableRandom random) {
        this.width = width;
        this.height = height;
        this.random = random;
    }

    /** RGB, 8 bits a channel. */
    BufferedImage paint() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double light = random.nextDouble(90, 170);
        g.setColor(colour(light));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < SHAPES; i++) {
            leaf(g, light);
        }
        g.dispose();
        roughen(image);
        return image;
    }

    private void leaf(Graphics2D g, double light) {
        // The inverse of the distribution function of r to the power of -3 between the two ends.
        double smallest = 1 / (SMALLEST * SMALLEST);
        double largest = 1 / (LARGEST * LARGEST);
        double radius = 1 / Math.sqrt(smallest - random.nextDouble() * (smallest - largest));
        double flatness = random.nextDouble(0.4, 1);
        AffineTransform place = AffineTransform.getTranslateInstance(
                random.nextDouble(-radius, width + radius), random.nextDouble(-radius, height + radius));
        place.rotate(random.nextDouble(Math.PI));
        place.scale(radius, radius * flatness);
        g.setColor(colour(light + CONTRAST * random.nextGaussian()));
        g.fill(place.createTransformedShape(
                random.nextBoolean() ? new Ellipse2D.Double(-1, -1, 2, 2) : new Rectangle2D.Double(-1, -1, 2, 2)));
    }

    private Color colour(double light) {
        double warm = COLOUR * random.nextGaussian();
        double green = COLOUR / 2 * random.nextGaussian();
        return new Color(clipped(light + warm), clipped(light + green), clipped(light - warm));
    }

    private void roughen(BufferedImage image) {
        double[] texture = new double[width * height];
        for (int step = COARSEST; step > 1; step /= 2) {
            addOctave(texture, step);
        }
        int[] pixels = image.getRaster().getPixels(0, 0, width, height, (int[]) null);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = clipped(pixels[i] + texture[i / 3] + NOISE * random.nextGaussian());
        }
        image.getRaster().setPixels(0, 0, width, height, pixels);
    }

    /** Random numbers on a grid, and between them a bilinear interpolation. */
    private void addOctave(double[] texture, int step) {
        int columns = width / step + 2;
        double[] grid = random.doubles((long) columns * (height / step + 2), -2 * TEXTURE, 2 * TEXTURE)
                .toArray();
        for (int y = 0; y < height; y++) {
            double down = y % step / (double) step;
            for (int x = 0; x < width; x++) {
                double right = x % step / (double) step;
                int corner = y / step * columns + x / step;
                double top = grid[corner] * (1 - right) + grid[corner + 1] * right;
                double bottom = grid[corner + columns] * (1 - right) + grid[corner + columns + 1] * right;
                texture[y * width + x] += top * (1 - down) + bottom * down;
            }
        }
    }

    private static int clipped(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
