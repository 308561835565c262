package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class SequentialTest extends LayerBattery {

    private static DoubleArray dense(DoubleArray x, DoubleArray kernel, DoubleArray bias) {
        return Plain.plusBias(Plain.product(x, kernel), bias);
    }

    @Override
    List<LayerCase> cases() {
        Dense[] same = new Dense[1];
        return List.of(
                LayerCase.of("one", () -> new Sequential(new Dense(2)), Shape.of(3))
                        .reference((in, w) -> dense(in.get(0), w.get("dense/kernel"), w.get("dense/bias")))
                        .weight("dense/kernel", 3, 2)
                        .weight("dense/bias", 2)
                        .parameters(8),
                LayerCase.of(
                                "several of one kind",
                                () -> new Sequential(
                                        new Dense(2).activation(Activation.TANH),
                                        new Dense(3),
                                        new Dense(1).name("end")),
                                Shape.of(3))
                        .reference((in, w) -> {
                            DoubleArray y = dense(in.get(0), w.get("dense/kernel"), w.get("dense/bias"))
                                    .map(Math::tanh);
                            y = dense(y, w.get("dense_1/kernel"), w.get("dense_1/bias"));
                            return dense(y, w.get("end/kernel"), w.get("end/bias"));
                        })
                        .weight("dense/kernel", 3, 2)
                        .weight("dense/bias", 2)
                        .weight("dense_1/kernel", 2, 3)
                        .weight("dense_1/bias", 3)
                        .weight("end/kernel", 3, 1)
                        .weight("end/bias", 1)
                        .parameters(8 + 9 + 4),
                LayerCase.of(
                                "one object twice",
                                () -> {
                                    same[0] = new Dense(2);
                                    return new Sequential(same[0], same[0]);
                                },
                                Shape.of(2))
                        .reference((in, w) -> dense(
                                dense(in.get(0), w.get("dense/kernel"), w.get("dense/bias")),
                                w.get("dense/kernel"),
                                w.get("dense/bias")))
                        .weight("dense/kernel", 2, 2)
                        .weight("dense/bias", 2)
                        .parameters(6),
                LayerCase.of(
                                "two inputs",
                                () -> new Sequential(
                                        new Concatenate(),
                                        new Conv2D(2, 1).useBias(false),
                                        new GlobalAveragePooling2D()),
                                Shape.of(3, 2, 1),
                                Shape.of(3, 2, 2))
                        .reference((in, w) -> {
                            DoubleArray y = Plain.convolution(
                                    Plain.concat(in), w.get("conv2d/kernel"), new Size(1, 1), Padding.VALID);
                            return DoubleArray.generate(new int[] {y.size(0), 2}, at -> {
                                double sum = 0;
                                for (int i = 0; i < 6; i++) {
                                    sum += y.get(at[0], i / 2, i % 2, at[1]);
                                }
                                return sum / 6;
                            });
                        })
                        .weight("conv2d/kernel", 1, 1, 3, 2)
                        .parameters(6)
                        .sizesMayBeUnknown());
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.option(() -> new Sequential(), "sequential needs at least one layer"),
                Refusal.option(() -> new Sequential(List.of()), "sequential needs at least one layer"),
                Refusal.input(
                        () -> new Sequential(new Dense(2), new Conv2D(1, 1)),
                        shapes(Shape.of(3)),
                        "conv2d takes (N, H, W, C), got (N, 2)",
                        shapes(Shape.of(3, 3, 3))),
                Refusal.input(
                        () -> new Sequential(new Flatten()),
                        shapes(Shape.of(3), Shape.of(3)),
                        "flatten takes one input, got 2",
                        shapes(Shape.of(3))));
    }

    @Test
    void exampleOfTheDocumentation() {
        Sequential layer = new Sequential(new Conv2D(8, 3), new Flatten(), new Dense(2));
        Examples.shapeAndParameters(layer, shapes(Shape.of(4, 4, 1)), Shape.of(-1, 2), 80 + 66);
        assertEquals(3, layer.layers().size());
    }
}
