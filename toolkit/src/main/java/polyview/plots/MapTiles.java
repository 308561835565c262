package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;

/** Draws kernels and feature maps: tiles of numbers as colours, above a colour bar with the numbers. */
final class MapTiles {

    /** The most channels of a filter, and the most kernels in a picture. */
    static final int MOST_CHANNELS = 8;

    static final int MOST = 192;

    /** Up to this many kernels have the usual tile size; more have half that size. */
    private static final int FEW = 16;

    private static final int BAR_WIDTH = 160;
    private static final int BAR = 12;
    private static final int FOOT = 34;

    private MapTiles() {}

    /** (kh, kw), (kh, kw, in) or (kh, kw, in, out): a column for each filter, a row for each of its channels. */
    static BufferedImage kernels(FloatArray kernel) {
        int rank = kernel.shape().numDimensions();
        if (rank < 2 || rank > 4 || kernel.values().length == 0) {
            throw new IllegalArgumentException(
                    "kernel must have the shape (kh, kw), (kh, kw, in) or (kh, kw, in, out), got " + kernel.shape());
        }
        int height = kernel.size(0);
        int width = kernel.size(1);
        // With three axes the last one has a column for each: kernels of one channel, or those of one filter.
        int channels = rank == 4 ? kernel.size(2) : 1;
        int filters = rank == 2 ? 1 : kernel.size(-1);
        int rows = Math.min(channels, MOST_CHANNELS);
        int columns = Math.min(filters, MOST / rows);
        float largest = 0;
        for (float value : kernel.values()) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        List<FloatArray> views = new ArrayList<>();
        for (int channel = 0; channel < rows; channel++) {
            FloatArray tiles = FloatArray.zeros(Shape.of(columns, height, width));
            for (int filter = 0; filter < columns; filter++) {
                for (int i = 0; i < height * width; i++) {
                    tiles.values()[filter * height * width + i] =
                            kernel.values()[(i * channels + channel) * filters + filter];
                }
            }
            views.add(ColorMap.DIVERGING.rgb(tiles, -largest, largest));
        }
        int side = rows * columns <= FEW ? ImageGrid.TILE : ImageGrid.TILE / 2;
        ImageGrid grid = grid(views, side);
        if (columns > 1) {
            grid = grid.captions(numbers(columns));
        }
        if (rows > 1) {
            grid = grid.names(
                    IntStream.range(0, rows).mapToObj(i -> "channel " + i).toArray(String[]::new));
        }
        String text = range(kernel) + part("channels", rows, channels) + part("kernels", columns, filters);
        return withBar(grid.draw(), ColorMap.DIVERGING, number(-largest), number(largest), text);
    }

    /** (H, W, C) or (1, H, W, C): a tile for each of the first channels. */
    static BufferedImage features(FloatArray maps, int count, MapScale scale) {
        int rank = maps.shape().numDimensions();
        if (rank != 3 && !(rank == 4 && maps.size(0) == 1) || maps.values().length == 0) {
            throw new IllegalArgumentException(
                    "maps must have the shape (H, W, C) or (1, H, W, C), got " + maps.shape());
        }
        Checks.requirePositive("count", count);
        int height = maps.size(-3);
        int width = maps.size(-2);
        int channels = maps.size(-1);
        int columns = Math.min(count, channels);
        FloatArray tiles = FloatArray.zeros(Shape.of(columns, height, width));
        for (int channel = 0; channel < columns; channel++) {
            for (int i = 0; i < height * width; i++) {
                tiles.values()[channel * height * width + i] = maps.values()[i * channels + channel];
            }
        }
        float[] whole = bounds(tiles.values());
        List<FloatArray> colours = new ArrayList<>();
        for (int channel = 0; channel < columns; channel++) {
            FloatArray tile = tiles.row(channel);
            float[] ends = scale == MapScale.OWN ? bounds(tile.values()) : whole;
            colours.add(ColorMap.VIRIDIS.rgb(tile, ends[0], ends[1]));
        }
        ImageGrid grid = grid(List.of(FloatArray.stack(colours)), ImageGrid.TILE);
        if (columns > 1) {
            grid = grid.captions(numbers(columns));
        }
        boolean own = scale == MapScale.OWN;
        return withBar(
                grid.draw(),
                ColorMap.VIRIDIS,
                own ? "lowest of each map" : number(whole[0]),
                own ? "its highest" : number(whole[1]),
                range(tiles) + part("maps", columns, channels));
    }

    /** The lowest and the highest finite number. */
    static float[] bounds(float... values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? new float[] {low, high} : new float[] {0, 0};
    }

    /** A picture above a bar of colours with its ends, and a line of text. */
    static BufferedImage withBar(BufferedImage picture, ColorMap colours, String low, String high, String text) {
        int ends = Style.widest(List.of(low)) + Style.widest(List.of(high)) + 3 * GridPainter.GAP;
        int barEnd = GridPainter.GAP + BAR_WIDTH + ends;
        boolean below = barEnd + 2 * GridPainter.GAP + Style.widest(List.of(text)) > Style.WIDTH;
        int textAt = below ? GridPainter.GAP : barEnd + 2 * GridPainter.GAP;
        int width =
                Math.max(picture.getWidth(), Math.max(barEnd, textAt + Style.widest(List.of(text))) + GridPainter.GAP);
        int height = picture.getHeight() + FOOT + (below ? BAR + GridPainter.GAP : 0);
        BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = whole.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.drawImage(picture, 0, 0, null);
        int top = picture.getHeight() + 8;
        g.setFont(Style.SMALL);
        g.setColor(Style.TEXT);
        int x = GridPainter.GAP;
        g.drawString(low, x, top + BAR - 2);
        x += Style.widest(List.of(low)) + GridPainter.GAP;
        g.drawString(high, x + BAR_WIDTH + GridPainter.GAP, top + BAR - 2);
        g.setColor(Style.QUIET);
        g.drawString(text, textAt, top + BAR - 2 + (below ? BAR + GridPainter.GAP : 0));
        for (int i = 0; i < BAR_WIDTH; i++) {
            double share = i / (BAR_WIDTH - 1.0);
            g.setColor(colours.color(colours == ColorMap.DIVERGING ? 2 * share - 1 : share));
            g.fillRect(x + i, top, 1, BAR);
        }
        g.dispose();
        return whole;
    }

    static String number(float value) {
        return String.format(Locale.ROOT, "%.3g", value == 0 ? 0f : value);
    }

    private static String range(FloatArray numbers) {
        float[] ends = bounds(numbers.values());
        return "values from " + number(ends[0]) + " to " + number(ends[1]);
    }

    private static String part(String what, int drawn, int all) {
        return drawn == all ? "" : ", the first " + drawn + " of " + all + " " + what;
    }

    /** Tiles of any size, enlarged to about this side. */
    private static ImageGrid grid(List<FloatArray> views, int side) {
        int longest = Math.max(views.get(0).size(1), views.get(0).size(2));
        return longest > TileSize.MOST
                ? ImageGrid.of(views.stream().map(TileSize::fit).toList()).factor(1)
                : ImageGrid.of(views).factor(Math.max(1, side / longest));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
