package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Predicts images tile by tile, one batch of tiles at a time; {@link Tiling} tells what comes out. */
final class TiledPrediction {

    private final Program program;
    private final Tiling tiling;
    private final List<FloatArray> inputs;
    private final TileAxis rows;
    private final TileAxis columns;

    /** Looks at the images before anything is computed. */
    TiledPrediction(Program program, Tiling tiling, List<FloatArray> inputs) {
        this.program = program;
        this.tiling = tiling;
        this.inputs = inputs;
        Feeds.requireCount("input", program.inputs(), inputs.size());
        int first = TiledInputs.requireAlike(program.inputs(), inputs, tiling);
        Shape image = inputs.get(first).shape();
        this.rows = axis(
                "rows", (int) image.get(1), tiling.height(), program.inputs().get(first), 1);
        this.columns = axis(
                "columns", (int) image.get(2), tiling.width(), program.inputs().get(first), 2);
        if (tiling.margin() > 0) {
            CoarseGrid.of(program).requireWhole(tiling, rows, columns);
        }
    }

    /** Tiles of a model for any size are no larger than the image. */
    private TileAxis axis(String name, int size, int tile, Program.Port port, int axis) {
        if (size < tile && port.shape().get(axis) >= 0) {
            throw new IllegalArgumentException("images must have at least the " + tile + " " + name + " of a tile, got "
                    + size + ": pad them, or make the model for smaller ones");
        }
        return TileAxis.of(tiling, size, Math.min(size, tile));
    }

    /** What the model puts out for a batch of tiles, joined; one array for each output. */
    List<FloatArray> with(UnaryOperator<List<FloatArray>> model) {
        int samples = inputs.get(0).size(0);
        int perImage = rows.count() * columns.count();
        int all = Math.multiplyExact(samples, perImage);
        List<TiledOutput> outputs = new ArrayList<>();
        for (int from = 0; from < all; from += tiling.batchSize()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("predict was interrupted");
            }
            int[] tiles = IntStream.range(from, Math.min(all, from + tiling.batchSize()))
                    .toArray();
            List<FloatArray> predicted = model.apply(tiles(tiles, perImage));
            for (int i = 0; i < predicted.size(); i++) {
                if (from == 0) {
                    outputs.add(TiledOutput.of(
                            program.outputs().get(i),
                            samples,
                            rows,
                            columns,
                            predicted.get(i).shape()));
                }
                for (int k = 0; k < tiles.length; k++) {
                    int place = tiles[k] % perImage;
                    outputs.get(i)
                            .add(
                                    predicted.get(i),
                                    k,
                                    tiles[k] / perImage,
                                    place / columns.count(),
                                    place % columns.count());
                }
            }
        }
        return outputs.stream().map(TiledOutput::joined).toList();
    }

    /** These tiles of each input; numbers that are no image are repeated for each tile. */
    private List<FloatArray> tiles(int[] numbers, int perImage) {
        List<FloatArray> cut = new ArrayList<>();
        for (FloatArray input : inputs) {
            if (input.shape().numDimensions() == 2) {
                cut.add(input.rows(
                        IntStream.of(numbers).map(number -> number / perImage).toArray()));
                continue;
            }
            FloatArray tiles = FloatArray.zeros(Shape.of(numbers.length, rows.tile(), columns.tile(), input.size(3)));
            for (int k = 0; k < numbers.length; k++) {
                int place = numbers[k] % perImage;
                copy(input, numbers[k] / perImage, place / columns.count(), place % columns.count(), tiles, k);
            }
            cut.add(tiles);
        }
        return cut;
    }

    private void copy(FloatArray image, int sample, int tileRow, int tileColumn, FloatArray tiles, int k) {
        int channels = image.size(3);
        int line = columns.tile() * channels;
        for (int row = 0; row < rows.tile(); row++) {
            int from = ((sample * rows.size() + rows.starts().get(tileRow) + row) * columns.size()
                            + columns.starts().get(tileColumn))
                    * channels;
            System.arraycopy(image.values(), from, tiles.values(), (k * rows.tile() + row) * line, line);
        }
    }
}
