package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class ConvLSTM2DTest extends LayerBattery {

    /** What a reference needs to know of the options. */
    private record Options(
            Sliding sliding, boolean sequences, boolean bias, DoubleUnaryOperator act, DoubleUnaryOperator gate) {}

    private static final Options PLAIN =
            new Options(Sliding.of(new Size(1, 1), Padding.VALID), false, true, Math::tanh, Plain::sigmoid);

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        Options same = new Options(Sliding.of(new Size(1, 1), Padding.SAME), false, true, Math::tanh, Plain::sigmoid);
        Options steps = new Options(Sliding.of(new Size(2, 1), Padding.SAME), true, true, Math::tanh, Plain::sigmoid);
        Options others = new Options(
                Sliding.of(new Size(1, 1), Padding.VALID),
                false,
                false,
                Plain::sigmoid,
                x -> Math.min(Math.max(x + 3, 0), 6) / 6);
        cases.add(of("nothing set", 2, 2, 2, Shape.of(2, 3, 3, 1), false, PLAIN, l -> l));
        // h is 0 before the first step.
        cases.add(of("one step", 1, 2, 1, Shape.of(1, 2, 2, 2), false, PLAIN, l -> l)
                .unmoved("recurrentKernel"));
        cases.add(of("same", 2, 3, 2, Shape.of(3, 2, 3, 1), false, same, l -> l.padding(Padding.SAME)));
        cases.add(of("sequences, strides", 1, 2, 2, Shape.of(3, 3, 2, 2), false, steps, l -> l.padding(Padding.SAME)
                .strides(2, 1)
                .returnSequences(true)));
        cases.add(of("other functions, no bias", 1, 2, 2, Shape.of(2, 3, 2, 1), false, others, l -> l.useBias(false)
                .activation(Activation.SIGMOID)
                .recurrentActivation(Activation.HARD_SIGMOID)));
        cases.add(of("some missing", 2, 2, 2, Shape.of(3, 2, 3, 1), true, PLAIN, l -> l));
        cases.add(of("some missing, sequences", 1, 2, 2, Shape.of(4, 3, 2, 1), true, steps, l -> l.padding(Padding.SAME)
                .strides(2, 1)
                .returnSequences(true)));
        return cases;
    }

    private static LayerCase of(
            String name,
            int filters,
            int height,
            int width,
            Shape frames,
            boolean missing,
            Options options,
            UnaryOperator<ConvLSTM2D> set) {
        long channels = frames.get(3);
        Shape[] inputs = missing ? new Shape[] {frames, Shape.of(frames.get(0))} : new Shape[] {frames};
        LayerCase made = LayerCase.of(name, () -> set.apply(new ConvLSTM2D(filters, height, width)), inputs)
                .reference((in, w) -> run(in, w, filters, options))
                .weight("kernel", height, width, channels, 4L * filters)
                .weight("recurrentKernel", height, width, filters, 4L * filters)
                .parameters(4L * filters * (height * width * (channels + filters) + (options.bias() ? 1 : 0)));
        if (options.bias()) {
            made.weight("bias", 4L * filters);
        }
        return missing ? made.presence(1) : made;
    }

    private static DoubleArray run(List<DoubleArray> in, Map<String, DoubleArray> w, int filters, Options o) {
        DoubleArray x = in.get(0);
        DoubleArray presence = in.size() > 1 ? in.get(1) : Views.all(x);
        List<DoubleArray> every = new ArrayList<>();
        DoubleArray h = null;
        DoubleArray cell = null;
        for (int t = 0; t < x.size(1); t++) {
            int step = t;
            DoubleArray frame = DoubleArray.generate(
                    new int[] {x.size(0), x.size(2), x.size(3), x.size(4)},
                    at -> x.get(at[0], step, at[1], at[2], at[3]));
            DoubleArray ofInput = Plain.convolution(frame, w.get("kernel"), o.sliding());
            if (o.bias()) {
                ofInput = Plain.plusBias(ofInput, w.get("bias"));
            }
            DoubleArray before = h == null ? DoubleArray.zeros(ofInput.shapeWithLast(filters)) : h;
            DoubleArray cellBefore = h == null ? before : cell;
            DoubleArray ofState =
                    Plain.convolution(before, w.get("recurrentKernel"), Sliding.of(new Size(1, 1), Padding.SAME));
            DoubleArray gates = sum(ofInput, ofState);
            DoubleArray next = DoubleArray.generate(
                    before.shape(),
                    at -> presence.get(at[0], step) <= 0.5
                            ? cellBefore.get(at)
                            : o.gate().applyAsDouble(gate(gates, at, 1, filters)) * cellBefore.get(at)
                                    + o.gate().applyAsDouble(gate(gates, at, 0, filters))
                                            * o.act().applyAsDouble(gate(gates, at, 2, filters)));
            h = DoubleArray.generate(
                    before.shape(),
                    at -> presence.get(at[0], step) <= 0.5
                            ? before.get(at)
                            : o.gate().applyAsDouble(gate(gates, at, 3, filters))
                                    * o.act().applyAsDouble(next.get(at)));
            cell = next;
            every.add(h);
        }
        if (!o.sequences()) {
            return h;
        }
        int[] one = h.shape();
        int[] all = {one[0], every.size(), one[1], one[2], one[3]};
        return DoubleArray.generate(all, at -> every.get(at[1]).get(at[0], at[2], at[3], at[4]));
    }

    private static DoubleArray sum(DoubleArray a, DoubleArray b) {
        return DoubleArray.generate(a.shape(), at -> a.get(at) + b.get(at));
    }

    private static double gate(DoubleArray gates, int[] at, int which, int filters) {
        return gates.get(at[0], at[1], at[2], which * filters + at[3]);
    }

    /** The bias has ones in the gate of forgetting, whatever its initialiser is; a test of its own looks at it. */
    @Override
    boolean isSetByOptions(String path) {
        return !path.equals("bias");
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 8, 8, 3));
        List<Refusal> refusals = new ArrayList<>(List.of(
                Refusal.option(() -> new ConvLSTM2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new ConvLSTM2D(2, 0), "kernelSize must be positive, got 0"),
                Refusal.input(
                        ConvLSTM2DTest::layer,
                        shapes(Shape.of(8, 8, 3)),
                        "conv_lstm2d takes (N, T, H, W, C), got (N, 8, 8, 3)",
                        good),
                Refusal.input(
                        ConvLSTM2DTest::layer,
                        shapes(Shape.of(-1, 8, 8, 3)),
                        "conv_lstm2d needs a known number of steps, got (N, ?, 8, 8, 3)",
                        good),
                Refusal.input(
                        ConvLSTM2DTest::layer,
                        shapes(Shape.of(4, 8, 8, -1)),
                        "conv_lstm2d needs a known number of channels, got (N, 4, 8, 8, ?)",
                        good),
                Refusal.input(
                        ConvLSTM2DTest::layer,
                        shapes(Shape.of(4, 2, 8, 3)),
                        "conv_lstm2d with kernelSize 3 and VALID padding needs images of at least 3 pixels, got (N, 2,"
                                + " 8, 3)",
                        good),
                Refusal.input(
                        ConvLSTM2DTest::layer,
                        shapes(Shape.of(4, 8, 8, 3), Shape.of(5)),
                        "conv_lstm2d takes views and the presence of as many, got (N, 4, 8, 8, 3) and (N, 5)",
                        good),
                Refusal.laterInput(
                        ConvLSTM2DTest::layer,
                        good,
                        shapes(Shape.of(4, 8, 8, 2)),
                        "conv_lstm2d was built for 3 channels, got (N, 4, 8, 8, 2)"),
                Refusal.lateOption(ConvLSTM2DTest::layer, good, l -> l.returnSequences(true), "returnSequences"),
                Refusal.lateOption(ConvLSTM2DTest::layer, good, l -> l.unitForgetBias(false), "unitForgetBias"),
                Refusal.lateOption(
                        ConvLSTM2DTest::layer,
                        good,
                        l -> l.recurrentActivation(Activation.TANH),
                        "recurrentActivation")));
        refusals.addAll(LateOptions.weighted(ConvLSTM2DTest::layer, good));
        return refusals;
    }

    private static ConvLSTM2D layer() {
        return new ConvLSTM2D(2, 3);
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new ConvLSTM2D(8, 3), shapes(Shape.of(10, 64, 64, 1)), Shape.of(-1, 62, 62, 8), 2_624);
    }

    /** Keras' first values: zeros, and ones for forgetting; the recurrent kernel is orthogonal. */
    @Test
    void firstValues() {
        var frames = Input.of("frames", 2, 4, 4, 1);
        for (boolean forget : new boolean[] {true, false}) {
            var layer = new ConvLSTM2D(2, 3)
                    .unitForgetBias(forget)
                    .biasInitializer(Initializer.constant(0.5f))
                    .biasRegularizer(Regularizer.l2(1))
                    .name("lstm");
            try (var model = new Model(frames, layer.apply(frames)).seed(1)) {
                float f = forget ? 1 : 0.5f;
                assertArrayEquals(
                        new float[] {0.5f, 0.5f, f, f, 0.5f, 0.5f, 0.5f, 0.5f},
                        model.weights().get("lstm/bias").values());
                // A matrix of 18 rows and 8 columns: the columns are orthogonal and of length 1.
                FloatArray kernel = model.weights().get("lstm/recurrentKernel");
                for (int a = 0; a < 8; a++) {
                    for (int b = 0; b < 8; b++) {
                        double product = 0;
                        for (int row = 0; row < 18; row++) {
                            product += kernel.values()[row * 8 + a] * kernel.values()[row * 8 + b];
                        }
                        assertEquals(a == b ? 1 : 0, product, 1e-5);
                    }
                }
            }
        }
    }

    /** Frames behind the end of a sequence, whatever stands there, change no bit of the answer. */
    @Test
    void missingFramesChangeNoBit() {
        FloatArray frames = Samples.uniform(2, 3, 4, 5, 5, 2);
        FloatArray presence = FloatArray.of(new float[] {1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0}, 3, 4);
        Map<String, DoubleArray> weights = Map.of(
                "kernel", DoubleArray.of(Samples.uniform(1, 3, 3, 2, 8)),
                "recurrentKernel", DoubleArray.of(Samples.uniform(2, 3, 3, 2, 8)),
                "bias", DoubleArray.of(Samples.uniform(3, 8)));
        List<GraphRun.Gradients> gradients = new ArrayList<>();
        List<FloatArray> outputs = new ArrayList<>();
        for (float padding : new float[] {0, 1, Float.NaN, Float.POSITIVE_INFINITY}) {
            List<DoubleArray> inputs =
                    List.of(DoubleArray.of(Views.padded(frames, presence, 0, padding)), DoubleArray.of(presence));
            try (GraphRun run = new GraphRun(new ConvLSTM2D(2, 3), true)) {
                outputs.add(run.apply(inputs).outputs(weights).get(0));
            }
            try (GraphRun run = new GraphRun(new ConvLSTM2D(2, 3), true)) {
                gradients.add(
                        run.apply(inputs).gradients(weights, List.of(DoubleArray.of(Samples.uniform(5, 3, 3, 3, 2)))));
            }
        }
        outputs.forEach(output -> assertEquals(outputs.get(0), output));
        gradients.forEach(gradient -> assertEquals(gradients.get(0), gradient));
        // The sample of one frame is that of this frame alone.
        float[] first = Arrays.copyOfRange(frames.values(), 2 * 4 * 50, 2 * 4 * 50 + 50);
        try (GraphRun run = new GraphRun(new ConvLSTM2D(2, 3), true)) {
            FloatArray alone = run.apply(List.of(DoubleArray.of(FloatArray.of(first, 1, 1, 5, 5, 2))))
                    .outputs(weights)
                    .get(0);
            assertArrayEquals(alone.values(), Arrays.copyOfRange(outputs.get(0).values(), 36, 54), 1e-6f);
        }
    }
}
