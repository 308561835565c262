package polyview.data.augment;

/**
 * How one image is moved, in units that do not depend on its size.
 *
 * <p>The image is flipped, zoomed, sheared and rotated about its middle, in this order, and then shifted. With
 * {@code c} the middle {@code ((W - 1) / 2, (H - 1) / 2)}, a point {@code p = (x, y)} of the image, y downwards,
 * moves to
 *
 * <pre>{@code
 * p' = c + (widthShift W, heightShift H) + R K Z F (p - c)
 *
 * R = | cos r  -sin r |   K = | 1  tan s |   Z = | widthZoom     0      |   F = | 1 or -1     0    |
 *     | sin r   cos r |       | 0    1   |       |     0     heightZoom |       |    0     1 or -1 |
 * }</pre>
 *
 * <p>Two images of different size that show the same scene stay aligned under one geometry where their heights and widths have the
 * same ratio; else a rotation or a shear by the same angle displaces them against each other.
 *
 * @param rotation r, in degrees, clockwise as seen
 * @param widthShift to the right, as a fraction of the width
 * @param heightShift downwards, as a fraction of the height
 * @param shear s, in degrees: how far a vertical line leans, its lower end to the right
 * @param widthZoom a factor, above 1 for wider
 * @param heightZoom a factor, above 1 for higher
 * @param horizontalFlip left and right exchanged
 * @param verticalFlip top and bottom exchanged
 */
public record Geometry(
        double rotation,
        double widthShift,
        double heightShift,
        double shear,
        double widthZoom,
        double heightZoom,
        boolean horizontalFlip,
        boolean verticalFlip) {

    /** Every pixel stays where it is. */
    public static final Geometry NONE = new Geometry(0, 0, 0, 0, 1, 1, false, false);

    /**
     * The way back, from a pixel {@code (x', y')} of the moved image to its source: {@code (m[0] x' + m[1] y' + m[2],
     * m[3] x' + m[4] y' + m[5])}.
     *
     * <p>Example: a horizontal flip of an image four pixels wide gives {@code [-1, 0, 3, 0, 1, 0]}.
     */
    public double[] toSource(int height, int width) {
        double cos = StrictMath.cos(StrictMath.toRadians(rotation));
        double sin = StrictMath.sin(StrictMath.toRadians(rotation));
        double lean = StrictMath.tan(StrictMath.toRadians(shear));
        double byWidth = (horizontalFlip ? -1 : 1) / widthZoom;
        double byHeight = (verticalFlip ? -1 : 1) / heightZoom;
        // The inverses in the opposite order: rotate back, undo the shear, undo the zoom, flip.
        double xx = byWidth * (cos + lean * sin);
        double xy = byWidth * (sin - lean * cos);
        double yx = byHeight * -sin;
        double yy = byHeight * cos;
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        double x = middleX + widthShift * width;
        double y = middleY + heightShift * height;
        return new double[] {xx, xy, middleX - xx * x - xy * y, yx, yy, middleY - yx * x - yy * y};
    }
}
