package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import polyview.base.Startup;

/**
 * Pictures in rows, of any sizes: names above the columns, lines of text before each row and one below each picture.
 *
 * @param rows the pictures, as many in each row
 * @param columns a name for each column, or none
 * @param before the lines before each row, or none
 * @param below a text below each picture, or none
 */
record TileRows(
        List<List<BufferedImage>> rows, List<String> columns, List<List<String>> before, List<List<String>> below) {

    static {
        Startup.begin();
    }

    private static final int LINE = 15;
    private static final Color FRAME = new Color(0xBBBBBB);

    /** Pictures without any text. */
    static TileRows of(List<List<BufferedImage>> rows) {
        return new TileRows(rows, List.of(), List.of(), List.of());
    }

    private int textWidth() {
        List<String> all = before.stream().flatMap(List::stream).toList();
        return all.isEmpty() ? 0 : Style.widest(all) + GridPainter.GAP;
    }

    private int columnWidth(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).getWidth()).max().orElse(0);
        List<String> texts = below.isEmpty()
                ? Collections.emptyList()
                : below.stream().map(row -> row.get(column)).toList();
        int named = columns.isEmpty() ? 0 : Style.widest(List.of(columns.get(column)));
        return Math.max(widest, Math.max(named, Style.widest(texts)));
    }

    private int rowHeight(int row) {
        int highest =
                rows.get(row).stream().mapToInt(BufferedImage::getHeight).max().orElse(0);
        int lines = before.isEmpty() ? 0 : before.get(row).size() * LINE;
        return Math.max(highest + (below.isEmpty() ? 0 : LINE), lines);
    }

    /** The place of a picture. */
    Rectangle tile(int row, int column) {
        int x = GridPainter.GAP + textWidth();
        for (int i = 0; i < column; i++) {
            x += columnWidth(i) + GridPainter.GAP;
        }
        int y = GridPainter.GAP + (columns.isEmpty() ? 0 : LINE);
        for (int i = 0; i < row; i++) {
            y += rowHeight(i) + GridPainter.GAP;
        }
        BufferedImage tile = rows.get(row).get(column);
        return new Rectangle(x + (columnWidth(column) - tile.getWidth()) / 2, y, tile.getWidth(), tile.getHeight());
    }

    BufferedImage paint() {
        int count = rows.get(0).size();
        int width = 2 * GridPainter.GAP + textWidth() - GridPainter.GAP;
        for (int i = 0; i < count; i++) {
            width += columnWidth(i) + GridPainter.GAP;
        }
        int height = GridPainter.GAP + (columns.isEmpty() ? 0 : LINE);
        for (int i = 0; i < rows.size(); i++) {
            height += rowHeight(i) + GridPainter.GAP;
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = Overlays.canvas(picture, Style.SMALL);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < count; column++) {
                Rectangle place = tile(row, column);
                int middle = place.x + place.width / 2;
                g.setColor(FRAME);
                g.drawRect(place.x - 1, place.y - 1, place.width + 1, place.height + 1);
                g.drawImage(rows.get(row).get(column), place.x, place.y, null);
                g.setColor(Style.TEXT);
                if (row == 0 && !columns.isEmpty()) {
                    centred(g, columns.get(column), middle, LINE);
                }
                if (!below.isEmpty()) {
                    centred(g, below.get(row).get(column), middle, place.y + place.height + LINE - 2);
                }
            }
            for (int i = 0; !before.isEmpty() && i < before.get(row).size(); i++) {
                g.drawString(before.get(row).get(i), GridPainter.GAP, tile(row, 0).y + LINE * i + LINE - 4);
            }
        }
        g.dispose();
        return picture;
    }

    private static void centred(Graphics2D g, String text, int middle, int y) {
        g.drawString(text, middle - Style.widest(List.of(text)) / 2, y);
    }
}
