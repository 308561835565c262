package polyview.layers;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Layers over sequences and volumes against NumPy and PyTorch, in files that {@code src/test/pytorch/sequences.py} makes.
 */
@Tag("layers")
class SequencesPyTorchTest {

    private static final NpzCases FILES = new NpzCases(
            Path.of(System.getProperty("basedir", ""), "src/test/resources/sequences")
                    .toAbsolutePath());

    private static Map<String, Supplier<? extends Layer>> cases() {
        Map<String, Supplier<? extends Layer>> all = new LinkedHashMap<>();
        all.put("conv-lstm2d", () -> new ConvLSTM2D(3, 3));
        all.put("conv-lstm2d-sequences", () -> new ConvLSTM2D(2, 2, 3).returnSequences(true));
        all.put("conv-lstm2d-same-strides-2", () -> new ConvLSTM2D(2, 3).padding(Padding.SAME).strides(2));
        all.put("conv-lstm2d-one-step", () -> new ConvLSTM2D(2, 3).padding(Padding.SAME));
        all.put("conv-lstm2d-missing", () -> new ConvLSTM2D(2, 3).padding(Padding.SAME));
        all.put("conv-lstm2d-missing-sequences", () -> new ConvLSTM2D(2, 2).returnSequences(true));
        all.put("conv3d", () -> new Conv3D(3, 3));
        all.put("conv3d-many-channels", () -> new Conv3D(3, 3));
        all.put("conv3d-2-1-3", () -> new Conv3D(3, 2, 1, 3));
        all.put("conv3d-strides-2", () -> new Conv3D(3, 3).strides(2));
        all.put("conv3d-strides-2-many-channels", () -> new Conv3D(3, 2, 3, 3).strides(2, 1, 1));
        all.put("conv3d-dilation-2", () -> new Conv3D(3, 2).dilationRate(2));
        all.put("conv3d-same", () -> new Conv3D(3, 3).padding(Padding.SAME));
        all.put("conv3d-same-many-channels", () -> new Conv3D(3, 3).padding(Padding.SAME));
        all.put("max-pooling3d", () -> new MaxPooling3D(2));
        all.put("max-pooling3d-3-strides-2", () -> new MaxPooling3D(3).strides(2));
        all.put("average-pooling3d", () -> new AveragePooling3D(2));
        all.put("average-pooling3d-1-2-3", () -> new AveragePooling3D(1, 2, 3));
        all.put("global-average-pooling3d", GlobalAveragePooling3D::new);
        all.put("global-max-pooling3d", GlobalMaxPooling3D::new);
        all.put("time-distributed-missing", () -> new TimeDistributed(new Dense(2).activation(Activation.RELU)));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> agrees() {
        return cases().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> FILES.check(e.getKey(), e.getValue())));
    }

    @Test
    void everyFileIsUsed() throws IOException {
        FILES.assertAllUsed(cases().keySet());
    }

    @AfterAll
    static void report() {
        System.out.printf(
                Locale.ROOT,
                "PyTorch, sequences: %d cases, largest relative difference: outputs %.1e, gradients %.1e%n",
                cases().size(),
                FILES.outputs(),
                FILES.gradients());
    }
}
