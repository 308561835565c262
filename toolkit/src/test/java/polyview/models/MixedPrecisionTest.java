package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Add;
import polyview.layers.AveragePooling2D;
import polyview.layers.BatchNormalization;
import polyview.layers.ChannelShuffle;
import polyview.layers.Conv2D;
import polyview.layers.Conv2DTranspose;
import polyview.layers.Dense;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.DualConv2D;
import polyview.layers.FixedConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Kernels;
import polyview.layers.Layer;
import polyview.layers.LayerNormalization;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.SeparableConv2D;
import polyview.layers.SharedConv2D;
import polyview.layers.SymbolicTensor;
import polyview.layers.TiedConv2D;
import polyview.layers.UnitNormalization;
import polyview.layers.UpSampling2D;
import polyview.losses.Loss;
import polyview.optimizers.Adam;

/** Mixed precision is used where it gains, gives what 32 bits give to two digits, and nothing else where it does not. */
@Tag("models")
class MixedPrecisionTest {

    private static final boolean GAINS = Bfloat16.whyNot(Optional.empty()).isEmpty();

    private static final Batch PAIRS = new Batch(
            List.of(Samples.uniform(1, 8, 12, 12, 4), Samples.uniform(2, 8, 12, 12, 4)),
            List.of(Samples.labels(3, 3, 8)));

    private static Stream<Layer> layersOfOneImage() {
        return Stream.of(
                new Conv2D(8, 3).padding(Padding.SAME).activation(Activation.RELU),
                new Conv2D(8, 3).dilationRate(2),
                new Conv2D(8, 3).groups(4).useBias(true),
                new Conv2D(8, 1).strides(2),
                new Conv2DTranspose(8, 3).strides(2),
                new DepthwiseConv2D(3).depthMultiplier(2),
                new SeparableConv2D(8, 3),
                new BatchNormalization(),
                new LayerNormalization(),
                new UnitNormalization(),
                new MaxPooling2D(2),
                new AveragePooling2D(3).padding(Padding.SAME),
                new TiedConv2D(8, 3),
                new SharedConv2D(8, 3),
                new FixedConv2D(Kernels.SOBEL_HORIZONTAL),
                new UpSampling2D(2),
                new ChannelShuffle());
    }

    private static Stream<Fusion> fusions() {
        return Stream.of(
                Fusion.concat(),
                Fusion.average(),
                Fusion.multiply(),
                Fusion.attention(),
                Fusion.maximum(),
                Fusion.absoluteDifference(),
                Fusion.gatedSum(),
                Fusion.squeezeExcite(),
                Fusion.correlation(1));
    }

    private static Model net(Precision precision, Layer layer) {
        var left = Input.image("left", 12, 12, 4);
        var right = Input.image("right", 12, 12, 4);
        var x = new Add().apply(layer.apply(left), layer.apply(right));
        return compiled(precision, left, right, new Conv2D(8, 3).apply(x));
    }

    private static Model fused(Precision precision, Fusion fusion) {
        var left = Input.image("left", 12, 12, 4);
        var right = Input.image("right", 12, 12, 4);
        return compiled(
                precision, left, right, new DualConv2D(8, 3).fusion(fusion).apply(left, right));
    }

    private static Model compiled(Precision precision, SymbolicTensor left, SymbolicTensor right, SymbolicTensor maps) {
        var scores = new Dense(3).name("scores").apply(new GlobalAveragePooling2D().apply(maps));
        return new Model(List.of(left, right), scores)
                .seed(5)
                .precision(precision)
                .compile(new Adam(1e-2), Loss.softmaxCrossEntropy());
    }

    private static void requireAlike(Model exact, Model mixed) {
        assertEquals(
                GAINS ? Precision.MIXED : Precision.FLOAT32,
                mixed.engine().precision().used());
        assertEquals(Precision.FLOAT32, exact.engine().precision().used());
        FloatArray[] images = PAIRS.inputs().toArray(FloatArray[]::new);
        requireNear(exact.predict(images).values(), mixed.predict(images).values(), "before training");
        for (int step = 0; step < 10; step++) {
            double expected = exact.engine().trainOnBatch(PAIRS).loss();
            double loss = mixed.engine().trainOnBatch(PAIRS).loss();
            assertEquals(expected, loss, GAINS ? 0.03 : 0, "loss of step " + step);
        }
    }

    /** Two digits of the largest value; every bit where 32 bits are used. */
    private static void requireNear(float[] expected, float[] got, String when) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], got[i], GAINS ? 0.03 * largest : 0, when);
        }
    }

    @ParameterizedTest
    @MethodSource("layersOfOneImage")
    void everyKindOfLayerTrainsAlike(Layer layer) {
        try (var exact = net(Precision.FLOAT32, layer);
                var mixed = net(Precision.MIXED, layer)) {
            requireAlike(exact, mixed);
        }
    }

    @ParameterizedTest
    @MethodSource("fusions")
    void everyFusionTrainsAlike(Fusion fusion) {
        try (var exact = fused(Precision.FLOAT32, fusion);
                var mixed = fused(Precision.MIXED, fusion)) {
            requireAlike(exact, mixed);
        }
    }

    @Test
    void convolutionsAreRoundedWhereItGainsAndOnlyThere() {
        try (var exact = fused(Precision.FLOAT32, Fusion.concat());
                var mixed = fused(Precision.MIXED, Fusion.concat())) {
            FloatArray[] images = PAIRS.inputs().toArray(FloatArray[]::new);
            assertEquals(exact.weights(), mixed.weights());
            assertEquals(GAINS, !exact.predict(images).equals(mixed.predict(images)));
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        try (var first = fused(Precision.MIXED, Fusion.attention());
                var second = fused(Precision.MIXED, Fusion.attention())) {
            for (int step = 0; step < 10; step++) {
                first.engine().trainOnBatch(PAIRS);
                second.engine().trainOnBatch(PAIRS);
            }
            assertEquals(first.weights(), second.weights());
        }
    }

    @Test
    void aProgramKeepsItsPrecisionInAFile(@TempDir Path folder) {
        try (var mixed = fused(Precision.MIXED, Fusion.concat());
                var exact = fused(Precision.FLOAT32, Fusion.concat())) {
            Path program = folder.resolve("mixed.program");
            mixed.engine().program().write(program);
            assertEquals(Precision.MIXED, Program.read(program).precision());
            assertEquals(
                    mixed.engine().program().fingerprint(),
                    Program.read(program).fingerprint());
            assertNotEquals(
                    mixed.engine().program().fingerprint(),
                    exact.engine().program().fingerprint());
            Path model = folder.resolve("mixed.zip");
            mixed.save(model);
            FloatArray[] images = PAIRS.inputs().toArray(FloatArray[]::new);
            try (var loaded = Engine.load(model)) {
                assertEquals(mixed.engine().precision(), loaded.precision());
                assertEquals(
                        mixed.predict(images),
                        loaded.predictOnBatch(List.of(images)).get(0));
            }
        }
    }

    @Test
    void aProcessorThatGainsNothingIsTold() {
        assertEquals(Optional.empty(), Bfloat16.whyNot(Set.of("avx2", "avx512_bf16"), Map.of()));
        assertEquals(Optional.empty(), Bfloat16.whyNot(Set.of("amx_bf16"), Map.of("ONEDNN_MAX_CPU_ISA", "ALL")));
        assertEquals(
                "this processor has no instructions for bfloat16 (avx512_bf16, amx_bf16)",
                Bfloat16.whyNot(Set.of("avx2", "avx512f"), Map.of()).orElseThrow());
        assertEquals(
                "ONEDNN_MAX_CPU_ISA is avx2 in the environment",
                Bfloat16.whyNot(Set.of("amx_bf16"), Map.of("ONEDNN_MAX_CPU_ISA", "avx2"))
                        .orElseThrow());
        assertTrue(Bfloat16.whyNot(Set.of(), Map.of()).orElseThrow().contains("/proc/cpuinfo"));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aReportSaysWhatIsUsed(Precision asked) {
        assertEquals(
                asked == Precision.FLOAT32 ? "float32" : "mixed: bfloat16 in convolutions and matrix products",
                new PrecisionReport(asked, asked, "").toString());
        assertEquals(
                "float32, not mixed: oneDNN is off",
                new PrecisionReport(Precision.MIXED, Precision.FLOAT32, "oneDNN is off").toString());
    }

    @Test
    void noPrecisionIsRefused() {
        try (var model = fused(Precision.FLOAT32, Fusion.concat())) {
            assertEquals(
                    "precision must not be null",
                    assertThrows(NullPointerException.class, () -> model.precision(null))
                            .getMessage());
        }
    }
}
