package polyview.models;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/** One output of all images, to which what came out for the tiles is added, each pixel with its weight. */
final class TiledOutput {

    private final FloatArray joined;
    private final TileAxis rows;
    private final TileAxis columns;
    private final TileAxis.Scale down;
    private final TileAxis.Scale across;
    private final float[][] rowWeights;
    private final float[][] columnWeights;

    private TiledOutput(
            FloatArray joined, TileAxis rows, TileAxis columns, TileAxis.Scale down, TileAxis.Scale across) {
        this.joined = joined;
        this.rows = rows;
        this.columns = columns;
        this.down = down;
        this.across = across;
        this.rowWeights = rows.weights(down);
        this.columnWeights = columns.weights(across);
    }

    /** For an output that has this shape for a batch of tiles. */
    static TiledOutput of(Program.Port port, int samples, TileAxis rows, TileAxis columns, Shape ofTiles) {
        if (ofTiles.numDimensions() != 4) {
            throw new IllegalArgumentException("output " + port.name()
                    + " must have numbers for each pixel, (N, H, W, K), to be joined from tiles, got "
                    + Shapes.text(ofTiles));
        }
        TileAxis.Scale down = scale(port.name(), "rows", rows, (int) ofTiles.get(1));
        TileAxis.Scale across = scale(port.name(), "columns", columns, (int) ofTiles.get(2));
        Shape all = Shape.of(samples, down.of(rows.size()), across.of(columns.size()), ofTiles.get(3));
        return new TiledOutput(FloatArray.zeros(all), rows, columns, down, across);
    }

    private static TileAxis.Scale scale(String output, String name, TileAxis axis, int got) {
        TileAxis.Scale scale = got >= axis.tile()
                ? new TileAxis.Scale(got / axis.tile(), 1)
                : new TileAxis.Scale(1, Math.max(1, axis.tile() / Math.max(1, got)));
        if (scale.of(axis.tile()) != got || !scale.fits(axis.tile())) {
            throw new IllegalArgumentException("output " + output + " must have the " + axis.tile() + " " + name
                    + " of a tile, or a whole multiple or part of them, got " + got
                    + ": use Padding.SAME, or tiles that the strides divide");
        }
        for (int place : axis.starts()) {
            requireFit(output, name, scale, "a tile begins at " + place, place);
        }
        requireFit(output, name, scale, "the image has " + axis.size(), axis.size());
        return scale;
    }

    private static void requireFit(String output, String name, TileAxis.Scale scale, String what, int pixels) {
        if (!scale.fits(pixels)) {
            throw new IllegalArgumentException("tile, overlap and image must have multiples of " + scale.down() + " "
                    + name + ", as output " + output + " has one for each " + scale.down() + ", and " + what);
        }
    }

    /** Adds tile k of a batch, which is that of this row and column of tiles in an image. */
    void add(FloatArray batch, int k, int sample, int tileRow, int tileColumn) {
        int channels = batch.size(3);
        float[] to = joined.values();
        float[] from = batch.values();
        int top = down.of(rows.starts().get(tileRow));
        int left = across.of(columns.starts().get(tileColumn));
        int at = k * batch.size(1) * batch.size(2) * channels;
        for (int row = 0; row < batch.size(1); row++) {
            int place = ((sample * joined.size(1) + top + row) * joined.size(2) + left) * channels;
            for (int column = 0; column < batch.size(2); column++) {
                float weight = rowWeights[tileRow][row] * columnWeights[tileColumn][column];
                for (int c = 0; c < channels; c++, at++, place++) {
                    // What does not count must not count where it is not a number either.
                    if (weight > 0) {
                        to[place] += weight * from[at];
                    }
                }
            }
        }
    }

    FloatArray joined() {
        return joined;
    }
}
