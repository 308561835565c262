package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import polyview.base.AtomicFile;
import polyview.base.Startup;

/** Makes images and files of plots. */
final class PlotFile {

    private static final int SCALE = 2;

    static {
        Startup.begin();
    }

    private PlotFile() {}

    /** The value of {@link Plot#SCALE}; it also starts the toolkit. */
    static int scale() {
        return SCALE;
    }

    static void save(Plot plot, Path file) {
        if (isSvg(file)) {
            requireSize(plot);
            AtomicFile.write(file, out -> ChartEncoder.saveChart(new Encoded(plot), out, "svg"));
        } else {
            writePng(picture(plot), file);
        }
    }

    static void save(BufferedImage image, Path file) {
        if (isSvg(file)) {
            save(new Embedded(image), file);
        } else {
            writePng(image, file);
        }
    }

    static BufferedImage picture(Plot plot) {
        requireSize(plot);
        int width = plot.width();
        int height = plot.height();
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(SCALE, SCALE);
            paintOnWhite(plot, g, width, height);
        } finally {
            g.dispose();
        }
        return image;
    }

    private static void paintOnWhite(Plot plot, Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        Color before = g.getColor();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(before);
        plot.paint(g, width, height);
    }

    private static void requireSize(Plot plot) {
        if (plot.width() < 1 || plot.height() < 1) {
            throw new IllegalArgumentException(
                    "plot must have a size of at least 1 x 1 pixels, got " + plot.width() + " x " + plot.height());
        }
    }

    private static void writePng(BufferedImage image, Path file) {
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("PNG cannot hold an image of this kind: " + image);
            }
        });
    }

    /** The size of an image as a PNG file. */
    static long pngBytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("image could not be written as PNG: " + e.getMessage(), e);
        }
        return bytes.size();
    }

    private static boolean isSvg(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException("file must end in .png or .svg, got " + file);
        }
        return name.endsWith(".svg");
    }

    /** An image as a plot of its own size. */
    private record Embedded(BufferedImage image) implements Plot {

        @Override
        public void paint(Graphics2D g, int width, int height) {
            g.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        }

        @Override
        public int width() {
            return image.getWidth();
        }

        @Override
        public int height() {
            return image.getHeight();
        }
    }

    /** A plot in the type that XChart's encoder takes. */
    private record Encoded(Plot plot) implements IChart {

        @Override
        public void paint(Graphics2D g, int width, int height) {
            paintOnWhite(plot, g, width, height);
        }

        @Override
        public int getWidth() {
            return plot.width();
        }

        @Override
        public int getHeight() {
            return plot.height();
        }

        @Override
        public String getTitle() {
            return plot.title();
        }
    }
}
