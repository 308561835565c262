package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * Joins its inputs along the last axis: {@code (N, ..., A) and (N, ..., B) -> (N, ..., A + B)}.
 *
 * <p>Refused: sizes that differ on another axis ({@code concatenate takes inputs that differ in the last axis only, got (N,
 * 30, 30, 8) and (N, 28, 28, 8)}).
 *
 * <p>Example: (1, 2) and (3) give (1, 2, 3).
 */
public final class Concatenate extends Merge<Concatenate> {

    @Override
    protected Concatenate self() {
        return this;
    }

    @Override
    Optional<String> shapeError(List<Shape> shapes) {
        if (shapes.size() < 2) {
            return super.shapeError(shapes);
        }
        int rank = shapes.get(0).numDimensions();
        for (Shape shape : shapes) {
            boolean fits = rank > 1
                    && shape.numDimensions() == rank
                    && shape.take(rank - 1).isCompatibleWith(shapes.get(0).take(rank - 1));
            if (!fits) {
                return Optional.of("takes inputs that differ in the last axis only, got " + Shapes.text(shapes));
            }
        }
        return Optional.empty();
    }

    @Override
    List<Operand<TFloat32>> checkedAtRunTime(Call c, List<Operand<TFloat32>> inputs) {
        return inputs; // the op itself refuses what does not fit
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        return c.tf().concat(inputs, c.tf().constant(-1));
    }
}
