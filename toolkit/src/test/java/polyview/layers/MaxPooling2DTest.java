package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

class MaxPooling2DTest extends LayerBattery {

    private final PoolingCases<MaxPooling2D> pooling = new PoolingCases<>(
            "max_pooling2d",
            MaxPooling2D::new,
            new PoolingCases.Reducer(Double.NEGATIVE_INFINITY, Math::max, (max, count) -> max));

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
        Examples.shapeAndParameters(new MaxPooling2D(), List.of(Shape.of(5, 7, 3)), Shape.of(-1, 2, 3, 3), 0);
    }

    @Test
    void examplesOfTheDocumentation() {
        Examples.values(new MaxPooling2D(2), List.of(Examples.image2x2()), FloatArray.of(new float[] {4}, 1, 1, 1, 1));
        Examples.shapeAndParameters(new MaxPooling2D(2), shapes(Shape.of(5, 5, 3)), Shape.of(-1, 2, 2, 3), 0);
    }

    /** Zeros at the border would win over negative pixels. */
    @Test
    void paddingNeverWins() {
        FloatArray dark = FloatArray.of(new float[] {-1, -2, -3, -4}, 1, 2, 2, 1);
        Examples.values(
                new MaxPooling2D(3).strides(1).padding(Padding.SAME),
                List.of(dark),
                FloatArray.of(new float[] {-1, -1, -1, -1}, 1, 2, 2, 1));
    }

    /** The gradient of MaxPoolV2 has no fast kernel. */
    @Test
    void usesTheOpWithTheFastGradient() throws InvalidProtocolBufferException {
        SymbolicTensor image = Input.image("image", 8, 8, 1);
        SymbolicTensor x = new Conv2D(2, 3).apply(image);
        x = new Dense(1).apply(new Flatten().apply(new MaxPooling2D(2).apply(x)));
        try (Model model = new Model(image, x).seed(1)) {
            model.compile(new SGD(), Loss.meanSquaredError());
            Set<String> ops = GraphDef.parseFrom(model.engine().program().graphDef()).getNodeList().stream()
                    .map(NodeDef::getOp)
                    .filter(op -> op.startsWith("MaxPool"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("MaxPool", "MaxPoolGrad"), ops);
        }
    }
}
