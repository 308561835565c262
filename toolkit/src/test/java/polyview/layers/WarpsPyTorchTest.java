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

/** Warps against PyTorch's {@code grid_sample}, and layers for stereo pairs, in files that {@code src/test/pytorch/warps.py} makes. */
@Tag("layers")
class WarpsPyTorchTest {

    private static final NpzCases FILES =
            new NpzCases(Path.of(System.getProperty("basedir", ""), "src/test/resources/warps")
                    .toAbsolutePath());

    private static Map<String, Supplier<? extends Layer>> cases() {
        Map<String, Supplier<? extends Layer>> all = new LinkedHashMap<>();
        for (Outside outside : Outside.values()) {
            String name = outside.name().toLowerCase(Locale.ROOT);
            all.put("dense-warp-" + name + "-within-a-pixel", () -> new DenseWarp().outside(outside));
            all.put("dense-warp-" + name + "-far", () -> new DenseWarp().outside(outside));
            String affine = "affine-warp-" + name;
            all.put(affine, () -> new AffineWarp().outside(outside));
            all.put(affine + "-to-4x9", () -> new AffineWarp().outside(outside).size(4, 9));
            all.put(affine + "-pixels", () -> new AffineWarp().outside(outside).pixels());
            all.put(
                    affine + "-pixels-to-5x3",
                    () -> new AffineWarp().outside(outside).pixels().size(5, 3));
        }
        all.put("row-correlation-5", () -> new RowCorrelation(5));
        all.put("row-correlation-from-minus-3-to-3", () -> new RowCorrelation(-3, 3));
        all.put("row-correlation-more-than-columns", () -> new RowCorrelation(10));
        all.put("cost-volume-5", () -> new CostVolume(5));
        all.put("cost-volume-from-minus-3-to-3", () -> new CostVolume(-3, 3));
        all.put("cost-volume-more-than-columns", () -> new CostVolume(10));
        all.put("cost-volume-difference-5", () -> new CostVolume(5).difference());
        all.put("cost-volume-difference-from-minus-3-to-3", () -> new CostVolume(-3, 3).difference());
        all.put("cost-volume-difference-more-than-columns", () -> new CostVolume(10).difference());
        all.put("soft-argmin", SoftArgmin::new);
        all.put("soft-argmin-volume-from-minus-2", () -> new SoftArgmin().first(-2));
        all.put(
                "soft-argmin-similarities-temperature-0.5",
                () -> new SoftArgmin().similarities().temperature(0.5));
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
                "PyTorch, warps: %d cases, largest relative difference: outputs %.1e, gradients %.1e%n",
                cases().size(),
                FILES.outputs(),
                FILES.gradients());
    }
}
