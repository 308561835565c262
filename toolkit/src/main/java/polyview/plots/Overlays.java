package polyview.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Draws {@link Plots#overlay}: a heat map or a mask over an image. */
final class Overlays {

    /** The opacity of the largest number. */
    private static final double HEAT = 0.8;

    private static final double MASK = 0.5;
    private static final int NOT_A_NUMBER = 0xFF00FF;
    private static final int SQUARE = 11;
    private static final int FOOT = 26;

    private Overlays() {}

    static BufferedImage heat(FloatArray image, FloatArray map) {
        FloatArray plane = plane(map);
        FloatArray batch = batch("image", image);
        float most = most(plane);
        BufferedImage heated = heated(base(batch, batch, 0), plane, most);
        float[] ends = MapTiles.bounds(plane.values());
        return MapTiles.withBar(
                framed(List.of(heated)),
                ColorMap.DIVERGING,
                MapTiles.number(-most),
                MapTiles.number(most),
                "values from " + MapTiles.number(ends[0]) + " to " + MapTiles.number(ends[1]));
    }

    /** A map without its axis of one channel, which {@code predict} gives. */
    static FloatArray plane(FloatArray map) {
        int rank = map.shape().numDimensions();
        if (rank != 2 && !(rank == 3 && map.size(2) == 1) || map.values().length == 0) {
            throw new IllegalArgumentException("map must have the shape (H', W') or (H', W', 1), got " + map.shape());
        }
        return map.reshape(map.size(0), map.size(1));
    }

    /** One image as {@code (1, H, W, 1 or 3)}; images of other channels become gray. */
    static FloatArray batch(String what, FloatArray image) {
        int rank = image.shape().numDimensions();
        if (rank < 2 || rank > 3 || image.values().length == 0) {
            throw new IllegalArgumentException(what + " must have the shape (H, W) or (H, W, C), got " + image.shape());
        }
        return shown(image.reshape(1, image.size(0), image.size(1), rank == 2 ? 1 : image.size(2)));
    }

    /** Images that can be drawn: of one channel or three; the mean of the channels where there are others. */
    static FloatArray shown(FloatArray images) {
        int channels = images.size(3);
        if (channels == 1 || channels == 3) {
            return images;
        }
        FloatArray gray = FloatArray.zeros(Shape.of(images.size(0), images.size(1), images.size(2), 1));
        for (int i = 0; i < gray.values().length; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += images.values()[i * channels + c];
            }
            gray.values()[i] = (float) (sum / channels);
        }
        return gray;
    }

    /** One of some images in the size in which it is drawn; black and white are those of all of them. */
    static BufferedImage base(FloatArray images, FloatArray range, int sample) {
        return base(images, range, sample, ImageGrid.TILE);
    }

    /** The same in about the size of {@code tile}. */
    static BufferedImage base(FloatArray images, FloatArray range, int sample, int tile) {
        FloatArray fit = TileSize.fit(images.rows(sample), tile);
        return new Tiles(range, range.size(0), ImageGrid.Range.AUTO).as(fit).image(0);
    }

    /** The largest size of a finite number. */
    static float most(FloatArray... maps) {
        float most = 0;
        for (FloatArray map : maps) {
            float[] ends = MapTiles.bounds(map.values());
            most = Math.max(most, Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
        }
        return most;
    }

    /**
     * Vermilion where positive, blue where negative, the more opaque the larger; the image below is gray, so that no colour of it is
     * mistaken.
     */
    static BufferedImage heated(BufferedImage base, FloatArray map, float most) {
        int height = base.getHeight();
        int width = base.getWidth();
        FloatArray large = fitted(map, height, width);
        BufferedImage heated = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = large.get(y, x);
                Color gray = gray(new Color(base.getRGB(x, y)));
                double share = most == 0 ? 0 : Math.max(-1, Math.min(1, value / most));
                Color heat = Style.color(share < 0 ? 0 : 1);
                heated.setRGB(x, y, Float.isNaN(value) ? NOT_A_NUMBER : mixed(gray, heat, HEAT * Math.abs(share)));
            }
        }
        return heated;
    }

    /** A map in the size in which its image is drawn: enlarged linearly, or reduced by means. */
    private static FloatArray fitted(FloatArray map, int height, int width) {
        int rows = Math.max(map.size(0), height);
        int columns = Math.max(map.size(1), width);
        FloatArray large = AttentionPlot.enlarged(map, rows, columns);
        return rows == height && columns == width
                ? large
                : TileSize.means(large.reshape(1, rows, columns, 1), height, width)
                        .reshape(height, width);
    }

    static Color gray(Color colour) {
        int gray = Math.round((colour.getRed() + colour.getGreen() + colour.getBlue()) / 3f);
        return new Color(gray, gray, gray);
    }

    /** Two colours, of the second as much as its opacity says. */
    static int mixed(Color below, Color above, double opacity) {
        int red = (int) Math.round(below.getRed() + opacity * (above.getRed() - below.getRed()));
        int green = (int) Math.round(below.getGreen() + opacity * (above.getGreen() - below.getGreen()));
        int blue = (int) Math.round(below.getBlue() + opacity * (above.getBlue() - below.getBlue()));
        return new Color(red, green, blue).getRGB();
    }

    static BufferedImage mask(FloatArray image, FloatArray mask, List<String> classes) {
        FloatArray batch = batch("image", image);
        int height = batch.size(1);
        int width = batch.size(2);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("classes must have a name for each class of mask, got none");
        }
        boolean fits = mask.values().length == height * width && mask.size(0) == height && mask.size(1) == width;
        if (!fits) {
            throw new IllegalArgumentException(
                    "mask must have the shape (" + height + ", " + width + ") of the image, got " + mask.shape());
        }
        for (int i = 0; i < mask.values().length; i++) {
            float value = mask.values()[i];
            if (!(value >= 0 && value < classes.size() && value == (int) value)) {
                throw new IllegalArgumentException(
                        "mask must hold classes 0 to " + (classes.size() - 1) + ", as many as"
                                + " classes has names, got " + value + " at (" + i / width + ", " + i % width + ")");
            }
        }
        BufferedImage base = base(batch, batch, 0);
        int[] shown = Marks.classes(mask, classes.size(), base.getHeight(), base.getWidth());
        for (int i = 0; i < shown.length; i++) {
            int x = i % base.getWidth();
            int y = i / base.getWidth();
            if (shown[i] > 0) {
                base.setRGB(x, y, mixed(new Color(base.getRGB(x, y)), Style.color(shown[i] - 1), MASK));
            }
        }
        return withLegend(framed(List.of(base)), classes.subList(1, classes.size()));
    }

    /** The names of the classes below, each behind its colour; in as many lines as it takes. */
    private static BufferedImage withLegend(BufferedImage picture, List<String> names) {
        int entry = SQUARE + 2 * GridPainter.GAP + Style.widest(names) + GridPainter.GAP;
        int perLine = Math.max(1, Math.max(picture.getWidth(), 2 * entry) / entry);
        int lines = (names.size() + perLine - 1) / perLine;
        int width = Math.max(picture.getWidth(), Math.min(names.size(), perLine) * entry + GridPainter.GAP);
        BufferedImage whole = new BufferedImage(width, picture.getHeight() + lines * FOOT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas(whole, Style.SMALL);
        g.drawImage(picture, 0, 0, null);
        for (int i = 0; i < names.size(); i++) {
            int x = GridPainter.GAP + i % perLine * entry;
            int y = picture.getHeight() + i / perLine * FOOT + GridPainter.GAP;
            g.setColor(Style.color(i));
            g.fillRect(x, y, SQUARE, SQUARE);
            g.setColor(Style.TEXT);
            g.drawString(names.get(i), x + SQUARE + GridPainter.GAP, y + SQUARE - 1);
        }
        g.dispose();
        return whole;
    }

    /** White paper to draw on. */
    static Graphics2D canvas(BufferedImage picture, Font font) {
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setFont(font);
        g.setColor(Style.TEXT);
        return g;
    }

    /** Pictures in a row, without texts. */
    private static BufferedImage framed(List<BufferedImage> tiles) {
        return TileRows.of(List.of(tiles)).paint();
    }
}
