package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.layers.Settings.End;

/**
 * Layers of the sizes that users have, for which TensorFlow takes other kernels than for the tiny ones of the batteries.
 *
 * <p>{@link SizeFuzz} draws many more.
 */
@Tag("layers")
class SizesTest {

    private static final End RELU = new End(true, Activations.RELU);
    private static final End PLAIN = new End(false, Activations.LINEAR);
    private static final End BIAS = new End(true, Activations.LINEAR);
    private static final End SMOOTH = new End(true, Activations.GELU);
    private static final End LEAKY = new End(true, named("LEAKY_RELU"));
    private static final Window THREE = Window.of(3, 1, Padding.SAME);
    private static final Window DILATED =
            new Window(new Size(3, 3), new Size(1, 1), new Size(2, 2), Padding.SAME, new int[4]);
    private static final Window HALVING = Window.of(3, 2, Padding.SAME);
    private static final Window POINT = Window.of(1, 1, Padding.VALID);

    private static Activations.Named named(String name) {
        return Activations.ALL.stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Window points(int down, int right, Padding padding) {
        return new Window(new Size(1, 1), new Size(down, right), new Size(1, 1), padding, new int[4]);
    }

    private static int[] images(int... shape) {
        return shape;
    }

    static Stream<Setting> convolutions() {
        return Stream.of(
                Settings.conv2d(images(32, 12, 12, 16), 16, THREE, 1, RELU),
                Settings.conv2d(images(32, 14, 14, 1), 32, Window.of(5, 1, Padding.VALID), 1, LEAKY),
                Settings.conv2d(images(16, 8, 8, 64), 48, POINT, 1, SMOOTH),
                Settings.conv2d(images(32, 16, 16, 3), 8, HALVING, 1, RELU),
                Settings.conv2d(images(2, 40, 40, 3), 16, Window.of(7, 2, Padding.SAME), 1, RELU),
                Settings.conv2d(images(8, 12, 12, 32), 32, THREE, 4, BIAS),
                Settings.conv2d(images(8, 12, 12, 8), 16, DILATED, 1, RELU),
                Settings.conv2d(images(7, 9, 11, 17), 15, THREE, 1, LEAKY),
                Settings.customConv2d(images(16, 10, 10, 8), 8, THREE, 1, PLAIN),
                Settings.depthwise(images(32, 16, 16, 16), 1, THREE, RELU),
                Settings.depthwise(images(8, 16, 16, 32), 2, HALVING, LEAKY),
                Settings.depthwise(images(8, 12, 12, 16), 1, DILATED, BIAS),
                Settings.separable(images(16, 12, 12, 16), 32, 1, THREE, RELU),
                Settings.tied(images(32, 16, 16, 4), 32, Window.of(5, 1, Padding.SAME), RELU),
                Settings.shared(images(16, 16, 16, 4), 8, THREE, RELU),
                Settings.transposed(images(16, 8, 8, 16), 8, Window.of(4, 2, Padding.SAME), RELU),
                Settings.transposed(images(8, 8, 8, 32), 1, HALVING, BIAS));
    }

    /** Kernels of one pixel with larger steps, where the gradient of TensorFlow's op can end the JVM. */
    static Stream<Setting> points() {
        return Stream.of(
                Settings.tied(images(1, 33, 34, 17), 7, points(1, 2, Padding.SAME), SMOOTH),
                Settings.conv2d(images(1, 34, 33, 1), 7, points(2, 1, Padding.VALID), 1, BIAS),
                Settings.conv2d(images(1, 46, 32, 15), 3, points(2, 2, Padding.SAME), 1, BIAS),
                Settings.conv2d(images(16, 17, 16, 16), 32, points(2, 2, Padding.VALID), 1, RELU),
                Settings.transposed(images(1, 23, 16, 3), 15, points(2, 2, Padding.SAME), BIAS),
                Settings.transposed(images(7, 35, 16, 3), 2, points(2, 2, Padding.VALID), BIAS),
                Settings.transposed(images(2, 9, 8, 3), 1, points(1, 3, Padding.VALID), BIAS));
    }

    static Stream<Setting> others() {
        Window pool = Window.of(2, 2, Padding.VALID);
        Stream<Setting> plain = Stream.of(
                Settings.pooling(images(32, 16, 16, 16), pool, true),
                Settings.pooling(images(16, 15, 15, 32), HALVING, true),
                Settings.pooling(images(16, 15, 15, 32), HALVING, false),
                OtherSettings.upsampling(images(16, 8, 8, 16), new Size(2, 2), true),
                OtherSettings.upsampling(images(16, 8, 8, 16), new Size(2, 3), false),
                OtherSettings.dense(images(32, 64), 48, RELU),
                OtherSettings.dense(images(32, 20, 16), 32, SMOOTH),
                OtherSettings.dense(images(16, 8, 8, 32), 64, LEAKY),
                OtherSettings.batchNormalization(images(32, 12, 12, 16), true),
                OtherSettings.batchNormalization(images(32, 12, 12, 16), false),
                OtherSettings.layerNormalization(images(32, 12, 12, 16)),
                OtherSettings.correlation(images(4, 16, 16, 16), 3));
        List<Setting> dual = OtherSettings.FUSIONS.stream()
                .map(fusion -> OtherSettings.dual(images(8, 10, 10, 3), 16, THREE, fusion, SMOOTH))
                .toList();
        return Stream.concat(plain, dual.stream());
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "points", "others"})
    void valuesAndGradientsAreThoseOfTheFormula(Setting setting) {
        SettingCheck.Found found = SettingCheck.of(setting, new SplittableRandom(1));
        assertTrue(found.compared(), "every draw lies near a bend");
        assertEquals(List.of(), found.wrong());
    }

    /** What TensorFlow's optimised graph of a training step does, for chains of layers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 6, 14})
    void aTrainingStepIsThatOfTheFormula(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkCheck.Found found = NetworkCheck.of(NetworkCheck.draw(random), random);
        assertTrue(found.compared(), "every draw lies near a bend");
        assertEquals(List.of(), found.wrong());
    }
}
