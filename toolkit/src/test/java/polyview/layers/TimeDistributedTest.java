package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class TimeDistributedTest extends LayerBattery {

    private static final Sliding INSIDE = Sliding.of(new Size(1, 1), Padding.VALID);

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (boolean missing : new boolean[] {false, true}) {
            Shape frames = Shape.of(3, 4, 3, 2);
            Shape[] inputs = missing ? new Shape[] {frames, Shape.of(3)} : new Shape[] {frames};
            String of = missing ? " of steps that are present" : " of all steps";
            cases.add(presence(
                            missing,
                            LayerCase.of("convolution" + of, () -> new TimeDistributed(new Conv2D(2, 3, 2)), inputs))
                    .reference((in, w) ->
                            Views.each(in.get(0), missing ? in.get(1) : Views.all(in.get(0)), x -> convolved(x, w)))
                    .weight("conv2d/kernel", 3, 2, 2, 2)
                    .weight("conv2d/bias", 2)
                    .parameters(26));
            cases.add(presence(missing, LayerCase.of("tanh" + of, () -> new TimeDistributed(tanh()), inputs))
                    .reference((in, w) ->
                            Views.each(in.get(0), missing ? in.get(1) : Views.all(in.get(0)), x -> x.map(Math::tanh))));
        }
        return cases;
    }

    private static LayerCase presence(boolean missing, LayerCase made) {
        return missing ? made.presence(1) : made;
    }

    private static Layer tanh() {
        return new Activation(Activation.TANH);
    }

    private static DoubleArray convolved(DoubleArray x, Map<String, DoubleArray> w) {
        return Plain.plusBias(Plain.convolution(x, w.get("conv2d/kernel"), INSIDE), w.get("conv2d/bias"));
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 8), Shape.of(4));
        return List.of(
                Refusal.input(
                        () -> new TimeDistributed(tanh()),
                        shapes(Shape.of()),
                        "time_distributed takes (N, T, ...), got (N)",
                        good),
                Refusal.input(
                        () -> new TimeDistributed(tanh()),
                        shapes(Shape.of(4, 8), Shape.of(5)),
                        "time_distributed takes views and the presence of as many, got (N, 4, 8) and (N, 5)",
                        good));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new TimeDistributed(new Conv2D(8, 3)),
                shapes(Shape.of(10, 64, 64, 3)),
                Shape.of(-1, 10, 62, 62, 8),
                224);
    }

    /** It is the layer on each step. */
    @Test
    void aStepIsThatOfTheLayerAlone() {
        var frames = Input.of("frames", 3, 5);
        var one = Input.of("one", 5);
        Dense dense = new Dense(4);
        var outputs = List.of(new TimeDistributed(dense).apply(frames), dense.apply(one));
        try (var model = new Model(List.of(frames, one), outputs).seed(2)) {
            FloatArray x = Samples.uniform(4, 1, 3, 5);
            for (int t = 0; t < 3; t++) {
                float[] step = new float[5];
                System.arraycopy(x.values(), t * 5, step, 0, 5);
                var got = model.predictAll(x, FloatArray.of(step, 1, 5));
                for (int unit = 0; unit < 4; unit++) {
                    assertEquals(got.get(1).get(0, unit), got.get(0).get(0, t, unit), 1e-6);
                }
            }
        }
    }
}
