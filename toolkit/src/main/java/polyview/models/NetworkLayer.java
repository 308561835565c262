package polyview.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.layers.Call;
import polyview.layers.Layer;

/** A whole network as one layer. */
final class NetworkLayer extends Layer {

    private final Network network;

    /** Refused: {@code only a model of one output can be a layer, this one has 2}. */
    NetworkLayer(Network network) {
        if (network.outputs().size() != 1) {
            throw new IllegalStateException("only a model of one output can be a layer, this one has "
                    + network.outputs().size());
        }
        this.network = network;
    }

    /** What it consists of. */
    Network network() {
        return network;
    }

    @Override
    public String kind() {
        return "model";
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        int expected = network.inputs().size();
        if (inputs.size() != expected) {
            throw new IllegalArgumentException(
                    displayName() + " takes " + Shapes.count(expected, "input") + ", got " + inputs.size());
        }
        return network.call(c, inputs).get(0);
    }
}
