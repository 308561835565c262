package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import polyview.base.AtomicFile;

/** Writes what {@link Plots#save(IChart, Path)} is given. */
final class PlotFile {

    /** How many pixels of a chart's picture stand for one pixel of its size: sharp on screens of high density. */
    private static final int SCALE = 2;

    private PlotFile() {}

    static void save(IChart chart, Path file) {
        if (isSvg(file)) {
            AtomicFile.write(file, out -> ChartEncoder.saveChart(chart, out, "svg"));
        } else {
            writePng(picture(chart), file);
        }
    }

    static void save(BufferedImage image, Path file) {
        if (isSvg(file)) {
            save(new Embedded(image), file);
        } else {
            writePng(image, file);
        }
    }

    static BufferedImage picture(IChart chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(SCALE, SCALE);
        chart.paint(g, width, height);
        g.dispose();
        return image;
    }

    private static void writePng(BufferedImage image, Path file) {
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("PNG cannot hold an image of this kind: " + image);
            }
        });
    }

    private static boolean isSvg(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException("file must end in .png or .svg, got " + file);
        }
        return name.endsWith(".svg");
    }

    /** An image as a drawing of its own size. */
    private record Embedded(BufferedImage image) implements IChart {

        @Override
        public void paint(Graphics2D g, int width, int height) {
            g.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        }

        @Override
        public int getWidth() {
            return image.getWidth();
        }

        @Override
        public int getHeight() {
            return image.getHeight();
        }

        @Override
        public String getTitle() {
            return "";
        }
    }
}
