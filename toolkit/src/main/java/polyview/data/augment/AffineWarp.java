package polyview.data.augment;

/**
 * Moves one image by the map of {@link Geometry#toSource}.
 *
 * <p>Most pixels of a row come from well inside the image. They are adjacent, and are read by a loop without checks; those before
 * and after them are read with the {@link Fill}.
 */
final class AffineWarp {

    private final int height;
    private final int width;
    private final int channels;
    private final SourceLine line;
    private final PixelReader reader;

    AffineWarp(int height, int width, int channels, Fill fill, boolean nearestPixel) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.line = new SourceLine(height, width);
        this.reader = nearestPixel
                ? new NearestPixel(height, width, channels, fill)
                : new Bilinear(height, width, channels, fill);
    }

    void move(double[] toSource, float[] source, int from, float[] target, int to) {
        line.map(toSource);
        int row = to;
        for (int y = 0; y < height; y++) {
            line.row(y);
            int first = line.first();
            int end = line.end();
            reader.anywhere(line, 0, first, source, from, target, row);
            reader.inside(line, first, end, source, from, target, row);
            reader.anywhere(line, end, width, source, from, target, row);
            row += width * channels;
        }
    }
}
