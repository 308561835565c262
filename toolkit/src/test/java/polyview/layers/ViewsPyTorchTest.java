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
 * Layers over sets of views against PyTorch, in files that {@code src/test/pytorch/views.py} makes: {@code nn.MultiheadAttention} with
 * {@code key_padding_mask}, and the rest composed, one sample at a time.
 */
@Tag("layers")
class ViewsPyTorchTest {

    private static final NpzCases FILES =
            new NpzCases(Path.of(System.getProperty("basedir", ""), "src/test/resources/views")
                    .toAbsolutePath());

    private static Map<String, Supplier<? extends Layer>> cases() {
        Map<String, Supplier<? extends Layer>> all = new LinkedHashMap<>();
        for (int heads : new int[] {1, 2, 4}) {
            all.put("multi-head-attention-" + heads, () -> new MultiHeadAttention(heads, 8 / heads));
            all.put("multi-head-attention-" + heads + "-missing", () -> new MultiHeadAttention(heads, 8 / heads));
        }
        all.put("view-pooling-max-missing", ViewPooling::max);
        all.put("view-pooling-mean-missing", ViewPooling::mean);
        all.put("view-pooling-attention-missing", () -> ViewPooling.attention().units(4));
        all.put("per-view-missing", () -> new PerView(new Dense(2).activation(Activation.TANH)));
        all.put("per-view-batch-normalization-missing", () -> new PerView(new BatchNormalization()));
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
                "PyTorch, views: %d cases, largest relative difference: outputs %.1e, gradients %.1e%n",
                cases().size(),
                FILES.outputs(),
                FILES.gradients());
    }
}
