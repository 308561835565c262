package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import polyview.data.FloatArray;

/** The layout and the painting of an {@link ImageGrid}. */
final class GridPainter {

    /** The space around each image, in screen pixels; a thin frame is drawn in it. */
    static final int GAP = 6;

    private static final int LINE_HEIGHT = 16;
    private static final int BASELINE = 12;
    private static final int BAND_GAP = 10;
    private static final Color FRAME = new Color(0xBBBBBB);

    private final ImageGrid grid;
    private final int nameWidth;
    private final int captionHeight;
    private final int cellWidth;
    private final int columns;
    private final int bandHeight;

    GridPainter(ImageGrid grid) {
        this.grid = grid;
        this.nameWidth = grid.names().isEmpty() ? 0 : Style.widest(grid.names()) + GAP;
        this.captionHeight = grid.captions().isEmpty() ? 0 : LINE_HEIGHT;
        int widestTile = grid.views().stream()
                .mapToInt(view -> view.size(2) * grid.factor())
                .max()
                .orElseThrow();
        this.cellWidth = Math.max(widestTile, Style.widest(grid.captions()));
        int fitting = Math.max(1, (Style.WIDTH - nameWidth - GAP) / (cellWidth + GAP));
        int bands = ceil(grid.count(), fitting);
        // The same number in each band except the last: 4 and 4 instead of 7 and 1.
        this.columns = ceil(grid.count(), bands);
        this.bandHeight = captionHeight
                + grid.views().stream()
                        .mapToInt(view -> view.size(1) * grid.factor() + GAP)
                        .sum();
    }

    BufferedImage paint() {
        int bands = ceil(grid.count(), columns);
        int width = nameWidth + GAP + columns * (cellWidth + GAP);
        int height = GAP + bands * bandHeight + (bands - 1) * BAND_GAP;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        for (int view = 0; view < grid.views().size(); view++) {
            Tiles tiles = new Tiles(grid.views().get(view), grid.count(), grid.range());
            for (int sample = 0; sample < grid.count(); sample++) {
                Rectangle place = tile(view, sample);
                g.setColor(FRAME);
                g.drawRect(place.x - 1, place.y - 1, place.width + 1, place.height + 1);
                g.drawImage(tiles.image(sample), place.x, place.y, place.width, place.height, null);
            }
        }
        text(g);
        g.dispose();
        return picture;
    }

    /** The place of one image. */
    Rectangle tile(int view, int sample) {
        int y = band(sample) + captionHeight;
        for (FloatArray above : grid.views().subList(0, view)) {
            y += above.size(1) * grid.factor() + GAP;
        }
        FloatArray images = grid.views().get(view);
        int width = images.size(2) * grid.factor();
        return new Rectangle(cell(sample) + (cellWidth - width) / 2, y, width, images.size(1) * grid.factor());
    }

    private void text(Graphics2D g) {
        g.setColor(Style.TEXT);
        g.setFont(Style.SMALL);
        for (int sample = 0; sample < grid.captions().size(); sample++) {
            String caption = grid.captions().get(sample);
            int x = cell(sample) + (cellWidth - Style.widest(List.of(caption))) / 2;
            g.drawString(caption, x, band(sample) + BASELINE - 2);
        }
        for (int first = 0; first < grid.count(); first += columns) {
            for (int view = 0; view < grid.names().size(); view++) {
                Rectangle place = tile(view, first);
                g.drawString(grid.names().get(view), GAP, place.y + (place.height - LINE_HEIGHT) / 2 + BASELINE);
            }
        }
    }

    private int cell(int sample) {
        return nameWidth + GAP + sample % columns * (cellWidth + GAP);
    }

    private int band(int sample) {
        return GAP + sample / columns * (bandHeight + BAND_GAP);
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }
}
