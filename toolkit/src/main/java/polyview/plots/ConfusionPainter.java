package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The layout and the painting of a {@link ConfusionMatrix}. */
final class ConfusionPainter {

    private static final int PAD = 12;
    private static final int TITLE = 28;
    /** The line of an axis title. */
    private static final int LINE = 20;

    private static final int LARGEST_CELL = 72;
    private static final int WIDEST_NAME = 160;
    /** Where names are closer than this, some are left out. */
    private static final int NAME_HEIGHT = 13;

    private static final double DARK = 0.55;

    private final ConfusionMatrix matrix;
    private final List<String> names;
    private final int nameWidth;
    private final double cell;
    private final boolean upright;
    private final boolean numbered;

    ConfusionPainter(ConfusionMatrix matrix) {
        this.matrix = matrix;
        this.names = matrix.classes().stream()
                .map(name -> Style.shortened(name, WIDEST_NAME))
                .toList();
        this.nameWidth = Style.widest(names);
        this.cell = Math.min(LARGEST_CELL, (Style.WIDTH - left() - PAD) / (double) names.size());
        this.upright = nameWidth > cell - 8;
        long most = IntStream.range(0, names.size())
                .mapToObj(i -> IntStream.range(0, names.size()).mapToLong(j -> matrix.count(i, j)))
                .flatMapToLong(row -> row)
                .max()
                .orElse(0);
        this.numbered = Style.widest(List.of(text(most))) <= cell - 4 && cell >= 16;
    }

    int width() {
        double title = Style.TITLE
                .getStringBounds(matrix.title(), new FontRenderContext(null, true, false))
                .getWidth();
        return (int) Math.ceil(left() + Math.max(title, names.size() * cell) + PAD);
    }

    int height() {
        return (int) Math.ceil(TITLE + names.size() * cell + below() + 2 * LINE + PAD);
    }

    void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Style.TEXT);
        g.setFont(Style.TITLE);
        g.drawString(matrix.title(), left(), TITLE - 10);
        for (int truth = 0; truth < names.size(); truth++) {
            for (int predicted = 0; predicted < names.size(); predicted++) {
                paintCell(g, truth, predicted);
            }
        }
        g.setColor(Style.GRID);
        g.draw(new Rectangle2D.Double(left(), TITLE, names.size() * cell, names.size() * cell));
        paintNames(g);
    }

    /** The middle of a cell. */
    double[] middle(int truth, int predicted) {
        return new double[] {left() + (predicted + 0.5) * cell, TITLE + (truth + 0.5) * cell};
    }

    private void paintCell(Graphics2D g, int truth, int predicted) {
        long count = matrix.count(truth, predicted);
        double share = count == 0 ? 0 : count / (double) matrix.total(truth);
        // Without numbers, lines between the cells would hide them.
        double gap = numbered ? 1 : 0;
        if (count > 0) {
            g.setColor(ColorMap.SEQUENTIAL.color(share));
            g.fill(new Rectangle2D.Double(left() + predicted * cell, TITLE + truth * cell, cell - gap, cell - gap));
        }
        if (numbered) {
            g.setFont(Style.SMALL);
            g.setColor(share > DARK ? Color.WHITE : count == 0 ? Style.QUIET : Style.TEXT);
            centred(g, text(count), middle(truth, predicted));
        }
    }

    private void paintNames(Graphics2D g) {
        g.setFont(Style.SMALL);
        int step = (int) Math.ceil(NAME_HEIGHT / cell);
        double bottom = TITLE + names.size() * cell;
        for (int i = 0; i < names.size(); i += step) {
            g.setColor(Style.QUIET);
            double[] at = middle(i, i);
            int width = Style.widest(List.of(names.get(i)));
            g.drawString(names.get(i), (float) (left() - 6 - width), (float) (at[1] + 4));
            if (upright) {
                rotated(g, names.get(i), at[0] + 4, bottom + 6 + width);
            } else {
                centred(g, names.get(i), at[0], bottom + 6 + NAME_HEIGHT / 2.0);
            }
        }
        g.setFont(Style.PLAIN);
        g.setColor(Style.TEXT);
        double middle = names.size() * cell / 2;
        int half = Style.widest(List.of("true class")) / 2;
        rotated(g, "true class", PAD + 10, TITLE + Math.max(2.0 * half, middle + half));
        g.drawString("predicted class", left(), (float) (bottom + below() + LINE - 6));
        g.setFont(Style.SMALL);
        g.setColor(Style.QUIET);
        g.drawString("shade: share of the true class", left(), (float) (bottom + below() + 2 * LINE - 8));
    }

    private int left() {
        return PAD + LINE + nameWidth + 8;
    }

    /** The height of the names below the cells. */
    private int below() {
        return (upright ? nameWidth : NAME_HEIGHT) + 10;
    }

    private static String text(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static void centred(Graphics2D g, String text, double... at) {
        g.drawString(text, (float) (at[0] - Style.widest(List.of(text)) / 2.0), (float) (at[1] + 4));
    }

    private static void rotated(Graphics2D g, String text, double x, double y) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        g.drawString(text, 0, 0);
        g.setTransform(before);
    }
}
