package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Layers one after the other, as one layer: {@code y = l_k(... l_2(l_1(x)))}.
 *
 * <p>The first one may take several inputs. Weights: those of the layers, under their names. It is useful for a part of a network
 * that is used as a layer, such as a branch that two images share.
 *
 * <p>Refused: {@code sequential needs at least one layer}, and, when the model is built, two layers with the same given name.
 *
 * <p>Example: {@code new Sequential(new Conv2D(8, 3), new Flatten(), new Dense(2))} takes (N, 4, 4, 1) to (N, 2) with 80 + 66
 * parameters.
 */
public final class Sequential extends StandardLayer<Sequential> {

    private final List<Layer> layers;

    /** These layers, the first one first. */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    /** These layers, the first one first. */
    public Sequential(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("sequential needs at least one layer");
        }
        this.layers = List.copyOf(layers);
    }

    /** The layers, the first one first. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    protected Sequential self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        List<Operand<TFloat32>> x = inputs;
        for (Layer layer : layers) {
            x = List.of(c.apply(layer, x));
        }
        return x.get(0);
    }
}
