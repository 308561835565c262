package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class AveragePooling2DTest extends LayerBattery {

    private final PoolingCases<AveragePooling2D> pooling = new PoolingCases<>(
            "average_pooling2d",
            AveragePooling2D::new,
            new PoolingCases.Reducer(0, Double::sum, (sum, count) -> sum / count));

    @Override
    List<LayerCase> cases() {
        return pooling.cases();
    }

    @Override
    List<Refusal> refusals() {
        return pooling.refusals();
    }

    @Test
    void withoutASizeItIsTwoAsInKeras() {
        Examples.shapeAndParameters(new AveragePooling2D(), List.of(Shape.of(5, 7, 3)), Shape.of(-1, 2, 3, 3), 0);
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new AveragePooling2D(2), List.of(Examples.image2x2()), FloatArray.of(new float[] {2.5f}, 1, 1, 1, 1));
    }

    /** Zeros at the border would pull the mean down. */
    @Test
    void paddingDoesNotCount() {
        Examples.values(
                new AveragePooling2D(2).strides(1).padding(Padding.SAME),
                List.of(Examples.image2x2()),
                FloatArray.of(new float[] {2.5f, 3, 3.5f, 4}, 1, 2, 2, 1));
    }
}
