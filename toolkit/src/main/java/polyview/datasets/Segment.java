package polyview.datasets;

/** A stretch of straight line. */
final class Segment {

    private Segment() {}

    /** How far (x, y) lies from the nearest point between (x0, y0) and (x1, y1). */
    static double distance(double x, double y, double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
        double u = x - x0 - t * dx;
        double v = y - y0 - t * dy;
        return Math.sqrt(u * u + v * v);
    }
}
