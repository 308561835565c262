package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Call;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** Convolutions whose outputs are stacked: each bias gets its own gradient. */
@Tag("models")
class BiasGradientsTest {

    /** Without help about a third of the models had it wrong, other ones in each run. */
    private static final int MODELS = 20;

    /** {@code sum_i 10^i x_i}, by way of one stacked array. */
    private static final class Decimal extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
            float[][][][][] factors = new float[inputs.size()][1][1][1][1];
            for (int i = 0; i < factors.length; i++) {
                factors[i][0][0][0][0] = (float) Math.pow(10, i);
            }
            return c.tf().reduceSum(c.tf().math.mul(c.tf().stack(inputs), c.tf().constant(factors)), c.tf().array(0));
        }
    }

    @Test
    void eachBiasHasItsOwn() {
        FloatArray x = Samples.uniform(1, 2, 5, 5, 2);
        Batch batch = new Batch(List.of(x, x, x, x), List.of(Samples.labels(1, 2, 2)));
        for (int k = 0; k < MODELS; k++) {
            List<SymbolicTensor> inputs = new ArrayList<>();
            List<SymbolicTensor> maps = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                inputs.add(Input.image("image" + i, 5, 5, 2));
                maps.add(new Conv2D(3, 2).name("conv" + i).apply(inputs.get(i)));
            }
            var pooled = new GlobalAveragePooling2D().apply(new Decimal().apply(maps));
            try (Model model = new Model(inputs, new Dense(2).apply(pooled)).seed(k)) {
                model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
                Map<String, FloatArray> gradients =
                        model.engine().gradients(batch).gradients();
                float[] first = gradients.get("conv0/bias").values();
                for (int i = 1; i < 4; i++) {
                    float[] other = gradients.get("conv" + i + "/bias").values();
                    for (int f = 0; f < first.length; f++) {
                        double expected = first[f] * Math.pow(10, i);
                        assertEquals(expected, other[f], 1e-4 * Math.abs(expected), "model " + k + ", conv" + i);
                    }
                }
            }
        }
    }
}
