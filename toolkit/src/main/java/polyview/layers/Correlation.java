package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * The correlation of two images at each displacement: {@code y[n, i, j, (u, v)] = mean_c x1[n, i, j, c] x2[n, i + u, j + v, c]}
 * for all u and v from -d to d, in pixels; outside the images are zeros.
 *
 * <p>{@code k (N, H, W, C) -> (N, H, W, (k - 1)(2d + 1)^2)}. Channel {@code (u + d)(2d + 1) + v + d} belongs to the
 * displacement (u, v): v varies fastest. Of more than two inputs the first is compared with each of the others, and the results
 * are joined in their order. Source: Dosovitskiy et al. 2015, FlowNet, for single pixels.
 *
 * <p>Refused: {@code displacement must not be negative, got -1}, another rank ({@code correlation takes (N, H, W, C), got (N,
 * 10) and (N, 10)}), and unequal shapes.
 *
 * <p>Example: {@code new Correlation(4)} takes two images (N, 32, 32, 16) to (N, 32, 32, 81). With d = 0 it is the inner
 * product of each pixel: (1, 3) and (3, 5) give 9.
 */
public final class Correlation extends Merge<Correlation> {

    private final int displacement;

    /** The largest displacement d in each direction, in pixels; 0 for none. */
    public Correlation(int displacement) {
        this.displacement = Checks.requireNotNegative("displacement", displacement);
    }

    @Override
    protected Correlation self() {
        return this;
    }

    @Override
    Optional<String> shapeError(List<Shape> shapes) {
        return super.shapeError(shapes)
                .or(() -> shapes.get(0).numDimensions() == 4
                        ? Optional.empty()
                        : Optional.of("takes (N, H, W, C), got " + Shapes.text(shapes)));
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        Ops tf = c.tf();
        Operand<TFloat32> first = inputs.get(0);
        List<Operand<TFloat32>> maps = new ArrayList<>();
        for (Operand<TFloat32> other : inputs.subList(1, inputs.size())) {
            if (displacement == 0) {
                maps.add(tf.math.mean(tf.math.mul(first, other), tf.array(-1), Mean.keepDims(true)));
            } else {
                maps.addAll(Displacements.correlate(tf, first, other, displacement));
            }
        }
        return maps.size() == 1 ? maps.get(0) : tf.concat(maps, tf.constant(-1));
    }
}
