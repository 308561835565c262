package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class GlobalMaxPooling3DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return List.of(of(Shape.of(1, 1, 1, 1)), of(Shape.of(3, 4, 2, 2)), of(Shape.of(2, 1, 5, 17)));
    }

    private static LayerCase of(Shape volume) {
        return LayerCase.of("of " + volume, GlobalMaxPooling3D::new, volume).reference((in, w) -> {
            DoubleArray x = in.get(0);
            Volumes.Windows all = Volumes.Windows.of(x.size(1), x.size(2), x.size(3), Padding.VALID);
            return Volumes.max(x, all).reshape(x.size(0), x.size(4));
        });
    }

    @Override
    List<Refusal> refusals() {
        return List.of(Refusal.input(
                GlobalMaxPooling3D::new,
                shapes(Shape.of(10)),
                "global_max_pooling3d takes (N, D, H, W, C), got (N, 10)",
                shapes(Shape.of(2, 2, 2, 1))));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new GlobalMaxPooling3D(),
                List.of(FloatArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2, 1)),
                Examples.row(8f));
    }
}
