package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.models.Input;

/** The recipe; what the fusions compute, the layers that use them test. */
@Tag("layers")
class FusionTest {

    private static final List<FloatArray> IMAGES = List.of(
            FloatArray.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1), FloatArray.of(new float[] {4, 2, 1, 1}, 1, 2, 2, 1));

    /** Names are what tables show; none is there twice. */
    @Test
    void everyFusionHasItsName() {
        Set<String> names = Fused.ALL.stream().map(Fused::name).collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "concat",
                        "add",
                        "average",
                        "multiply",
                        "maximum",
                        "absoluteDifference",
                        "attention",
                        "gatedSum",
                        "squeezeExcite",
                        "correlation",
                        "energy",
                        "scaled"),
                names);
        assertEquals("squeezeExcite", Fusion.squeezeExcite().toString());
        assertEquals("correlation", Fusion.correlation(2).toString());
    }

    /** The example of the documentation: (1 - 4)^2 and so on, behind convolutions that do nothing. */
    @Test
    void aFunctionOfOnesOwn() {
        Fusion distance = Fusion.of("distance", (tf, maps) -> tf.math.squaredDifference(maps.get(0), maps.get(1)));
        Examples.values(through(distance), IMAGES, FloatArray.of(new float[] {9, 0, 4, 9}, 1, 2, 2, 1));
    }

    @Test
    void aLayerOfOnesOwn() {
        Fusion minimum = Fusion.of("smallest", Minimum::new);
        assertEquals("smallest", minimum.layer().displayName());
        Examples.values(through(minimum), IMAGES, FloatArray.of(new float[] {1, 2, 1, 1}, 1, 2, 2, 1));
    }

    private static DualConv2D through(Fusion fusion) {
        return new DualConv2D(1, 1).kernelInitializer(Initializer.ones()).fusion(fusion);
    }

    @Test
    void badNamesAndMissingResultsAreRefused() {
        Fusion.Function none = (tf, maps) -> missing();
        assertEquals(
                "name of the fusion must be letters, digits, '_', '-' or '.' and begin with a letter, got \"a b\"",
                assertThrows(IllegalArgumentException.class, () -> Fusion.of("a b", none))
                        .getMessage());
        List<SymbolicTensor> images = List.of(Input.image("left", 2, 2, 1), Input.image("right", 2, 2, 1));
        DualConv2D layer = through(Fusion.of("nothing", none));
        assertEquals(
                "fusion nothing must give an output, got null",
                assertThrows(NullPointerException.class, () -> layer.apply(images))
                        .getMessage());
        Fusion noLayer = Fusion.of("nothing", () -> null);
        assertEquals(
                "fusion nothing must give a layer, got null",
                assertThrows(NullPointerException.class, () -> through(noLayer)).getMessage());
    }

    private static Operand<TFloat32> missing() {
        return null;
    }
}
