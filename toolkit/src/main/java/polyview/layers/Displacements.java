package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The ops of a {@link Correlation} or a {@link RowCorrelation} of two images, in the fastest of the forms that were measured.
 *
 * <p>Each row is cut into blocks of B columns. One matrix product compares a block of the first image with the B + 2d columns
 * around it in a row of the second: B (B + 2d) products of pixels where B (2d + 1) are wanted, but as a matrix product and
 * without a copy for each displacement. The wanted products are on 2d + 1 diagonals, which a reshape turns into columns.
 *
 * <p>Forward and gradients of two images (16, 32, 32, 16), on two busy cores, for d = 1, 2, 3, 4: 6.8, 12, 21, 29 ms; a product
 * and a mean for each displacement took 8.8, 28, 67, 113 ms in the same run. Slower too: one einsum, or one product over all
 * displacements stacked; channels first; matrix products of whole rows.
 */
final class Displacements {

    /** Blocks of 8 and of 16 columns were the fastest. */
    private static final int COLUMNS = 8;

    private final Ops tf;
    /** Up and down. */
    private final int rows;

    /** To the left. */
    private final int before;

    /** To the left and to the right together. */
    private final int columns;

    private final int block;
    private final Operand<TInt32> batch;
    private final Operand<TInt32> height;
    private final Operand<TInt32> width;
    private final Operand<TInt32> blocks;
    private final Operand<TInt32> filled;
    private final Operand<TInt32> channels;

    private Displacements(Ops tf, Operand<TFloat32> image, int rows, int before, int after) {
        this.tf = tf;
        this.rows = rows;
        this.before = before;
        this.columns = before + after;
        // The columns around a block may reach into the next block, but not beyond it.
        this.block = Math.max(COLUMNS, columns);
        // Known sizes stay known, so that the shape of the output is known too.
        this.batch = ChannelFold.size(tf, image, 0);
        this.height = ChannelFold.size(tf, image, 1);
        this.width = ChannelFold.size(tf, image, 2);
        this.channels = ChannelFold.size(tf, image, 3);
        this.blocks = tf.math.floorDiv(plus(width, block - 1), number(block));
        this.filled = tf.math.mul(blocks, number(block));
    }

    /** For each displacement down, from -d to d, a map with a channel for each displacement to the right. */
    static List<Operand<TFloat32>> correlate(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second, int d) {
        return new Displacements(tf, first, d, d, d).correlate(first, second);
    }

    /** Within the rows alone, for each displacement to the right from {@code -before} to {@code after}: {@code (N, H, W, before + after + 1)}. */
    static Operand<TFloat32> correlateRows(
            Ops tf, Operand<TFloat32> first, Operand<TFloat32> second, int before, int after) {
        return new Displacements(tf, first, 0, before, after)
                .correlate(first, second)
                .get(0);
    }

    private List<Operand<TFloat32>> correlate(Operand<TFloat32> first, Operand<TFloat32> second) {
        Operand<TInt32> length = number(block + columns);
        Operand<TFloat32> left = tf.math.div(first, tf.dtypes.cast(channels, TFloat32.class));
        Operand<TFloat32> blocksOfFirst = tf.reshape(
                pad(left, 0, number(0), tf.math.sub(filled, width)),
                tf.stack(List.of(batch, height, blocks, number(block), channels)));
        Operand<TFloat32> around = around(second);
        List<Operand<TFloat32>> maps = new ArrayList<>();
        for (int row = 0; row <= 2 * rows; row++) {
            Operand<TFloat32> displaced = tf.slice(
                    around, tf.array(0, row, 0, 0, 0), tf.stack(List.of(batch, height, blocks, length, channels)));
            maps.add(diagonals(tf.train.batchMatMul(blocksOfFirst, displaced, TFloat32.class, BatchMatMul.adjY(true))));
        }
        return maps;
    }

    /** The columns around each block, its own and those before and after; {@code (N, H + 2d, blocks, B + 2d, C)}. */
    private Operand<TFloat32> around(Operand<TFloat32> second) {
        // One extra block, so that the last one has a next one too.
        Operand<TInt32> right = plus(tf.math.sub(filled, width), block - before);
        Operand<TInt32> heightAround = plus(height, 2 * rows);
        Operand<TFloat32> cut = tf.reshape(
                pad(second, rows, number(before), right),
                tf.stack(List.of(batch, heightAround, plus(blocks, 1), number(block), channels)));
        Operand<TFloat32> own = tf.slice(
                cut, tf.array(0, 0, 0, 0, 0), tf.stack(List.of(batch, heightAround, blocks, number(block), channels)));
        Operand<TFloat32> next = tf.slice(
                cut,
                tf.array(0, 0, 1, 0, 0),
                tf.stack(List.of(batch, heightAround, blocks, number(columns), channels)));
        return tf.concat(List.of(own, next), number(3));
    }

    /**
     * The diagonals of {@code B x L} matrices as columns, {@code (N, H, W, 2d + 1)}: element {@code (j, j + v)} has the number
     * {@code j L + j + v = j (L + 1) + v}, so in rows of L + 1 it is element {@code (j, v)}.
     */
    private Operand<TFloat32> diagonals(Operand<TFloat32> products) {
        int length = block + columns;
        Operand<TFloat32> flat = tf.reshape(products, tf.stack(List.of(batch, height, blocks, number(block * length))));
        int[][] zeros = {{0, 0}, {0, 0}, {0, 0}, {0, block}};
        Operand<TFloat32> longer = tf.reshape(
                tf.pad(flat, tf.constant(zeros), tf.constant(0f)),
                tf.stack(List.of(batch, height, filled, number(length + 1))));
        return tf.slice(longer, tf.array(0, 0, 0, 0), tf.stack(List.of(batch, height, width, number(columns + 1))));
    }

    private Operand<TFloat32> pad(Operand<TFloat32> x, int down, Operand<TInt32> left, Operand<TInt32> right) {
        Operand<TInt32> none = tf.array(0, 0);
        Operand<TInt32> zeros = tf.stack(List.of(none, tf.array(down, down), tf.stack(List.of(left, right)), none));
        return tf.pad(x, zeros, tf.constant(0f));
    }

    private Operand<TInt32> plus(Operand<TInt32> size, int more) {
        return tf.math.add(size, number(more));
    }

    private Operand<TInt32> number(int value) {
        return tf.constant(value);
    }
}
