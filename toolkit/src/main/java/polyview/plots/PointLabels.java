package polyview.plots;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Names beside the points of a chart, placed so that they cover no point and no other name, if possible. */
final class PointLabels extends Annotation {

    private static final int AWAY = 9;
    private static final int HEIGHT = 14;

    /** A name and its point, in axis coordinates. */
    record Label(String name, double x, double y) {}

    private final List<Label> labels;

    PointLabels(List<Label> labels) {
        super(false);
        this.labels = labels;
    }

    @Override
    public void paint(Graphics2D g) {
        g.setFont(Style.SMALL);
        List<Rectangle> places = places(chart.getWidth());
        for (int i = 0; i < labels.size(); i++) {
            g.setColor(Style.TEXT);
            Rectangle place = places.get(i);
            g.drawString(labels.get(i).name(), place.x, place.y + HEIGHT - 3);
        }
    }

    /** The places of the names, in pixels of the chart; known after it was painted. */
    List<Rectangle> places(int width) {
        List<Rectangle> taken = new ArrayList<>();
        for (Label label : labels) {
            taken.add(new Rectangle(
                    getXAxisScreenValue(label.x()) - AWAY / 2, getYAxisScreenValue(label.y()) - AWAY / 2, AWAY, AWAY));
        }
        List<Rectangle> places = new ArrayList<>();
        for (Label label : labels) {
            Rectangle best = best(label, taken, width);
            places.add(best);
            taken.add(best);
        }
        return places;
    }

    /** The place with the least overlap, the first of equal ones: right, left, then above and below, further and further away. */
    private Rectangle best(Label label, List<Rectangle> taken, int width) {
        int x = getXAxisScreenValue(label.x());
        int y = getYAxisScreenValue(label.y());
        int length = Style.widest(List.of(label.name()));
        Rectangle best = new Rectangle(x + AWAY, y - HEIGHT / 2, length, HEIGHT);
        long least = Long.MAX_VALUE;
        for (int shift = 0; shift <= 4 * HEIGHT; shift += HEIGHT / 2) {
            for (int side : new int[] {1, -1}) {
                for (int up : new int[] {-1, 1}) {
                    int left = side > 0 ? x + AWAY : x - AWAY - length;
                    Rectangle place = new Rectangle(left, y - HEIGHT / 2 + up * shift, length, HEIGHT);
                    boolean inside = place.x >= getXAxisScreenValueForMin() && place.x + length <= width - 4;
                    long covered = (inside ? 0 : 1_000_000) + covered(place, taken);
                    if (covered < least) {
                        least = covered;
                        best = place;
                    }
                }
            }
        }
        return best;
    }

    private static long covered(Rectangle place, List<Rectangle> taken) {
        return taken.stream()
                .map(place::intersection)
                .filter(common -> !common.isEmpty())
                .mapToLong(common -> (long) common.width * common.height)
                .sum();
    }
}
