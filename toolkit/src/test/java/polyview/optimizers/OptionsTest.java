package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.Op;
import polyview.base.Settings;
import polyview.data.FloatArray;
import polyview.data.npy.ArchiveWriter;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Samples;

/** What an option does, by numbers that are known, and what is refused. */
@Tag("training")
class OptionsTest {

    /** One dense layer with kernel and bias 0. */
    private static Model zero(Optimizer optimizer) {
        Model model = Samples.denseNet(2, 1).compile(optimizer, Loss.meanSquaredError());
        set(model, 0, 0, 0);
        return model;
    }

    private static void set(Model model, float first, float second, float bias) {
        model.setWeights(arrays(first, second, bias));
    }

    private static Map<String, FloatArray> arrays(float first, float second, float bias) {
        return Map.of(
                "dense/kernel", FloatArray.of(new float[] {first, second}, 2, 1),
                "dense/bias", FloatArray.of(new float[] {bias}, 1));
    }

    private static void step(Model model, float first, float second, float bias) {
        model.engine().apply(arrays(first, second, bias), Map.of());
    }

    private static void weightsAre(Model model, double first, double second, double bias) {
        assertArrayEquals(
                new double[] {first, second, bias},
                new double[] {
                    model.weights().get("dense/kernel").get(0, 0),
                    model.weights().get("dense/kernel").get(1, 0),
                    model.weights().get("dense/bias").get(0)
                },
                1e-6);
    }

    @Test
    void clipping() {
        try (var value = zero(new SGD(1).clipValue(2));
                var norm = zero(new SGD(1).clipNorm(2.5));
                var global = zero(new SGD(1).globalClipNorm(6.5))) {
            step(value, 3, -4, 1);
            weightsAre(value, -2, 2, -1);
            // Of norm 5 and 12, 13 together.
            step(norm, 3, -4, 12);
            weightsAre(norm, -1.5, 2, -2.5);
            step(global, 3, -4, 12);
            weightsAre(global, -1.5, 2, -6);
        }
    }

    @Test
    void gradientsOfZeroAndOfNumbersWhoseSquaresOverflowAreClippedToo() {
        try (var norm = zero(new SGD(1).clipNorm(5));
                var global = zero(new SGD(1).globalClipNorm(13))) {
            step(norm, 3e30f, -4e30f, 0);
            weightsAre(norm, -3, 4, 0);
            step(global, 3e37f, -4e37f, 12e37f);
            weightsAre(global, -3, 4, -12);
            step(global, 0, 0, 0);
            weightsAre(global, -3, 4, -12);
        }
    }

    /** Not close, but equal: a limit that is not reached changes no bit of a training. */
    @Test
    void aLimitThatIsNotReachedChangesNoBit() {
        List<Optimizer> limited =
                List.of(new Adam(0.1).clipValue(1e3), new Adam(0.1).clipNorm(1e3), new Adam(0.1).globalClipNorm(1e3));
        for (Optimizer optimizer : limited) {
            try (var with = Nets.mixed(optimizer);
                    var without = Nets.mixed(new Adam(0.1))) {
                for (int t = 1; t <= 5; t++) {
                    var gradients = Nets.gradients(with.weights(), t);
                    with.engine().apply(gradients, Map.of());
                    without.engine().apply(gradients, Map.of());
                }
                assertEquals(without.weights(), with.weights());
            }
        }
    }

    /** Gradients 1, 3, 8 have mean 4; at rate 0.5 the weight goes by 2, in the third step. */
    @Test
    void accumulationChangesWeightsInEveryThirdStepOnly() {
        try (var model = zero(new SGD(0.5).accumulate(3))) {
            for (int round = 1; round <= 2; round++) {
                step(model, 1, 0, -1);
                step(model, 3, 0, -1);
                weightsAre(model, -2 * (round - 1), 0, 0.5 * (round - 1));
                step(model, 8, 0, -1);
                weightsAre(model, -2 * round, 0, 0.5 * round);
            }
            assertEquals(6, model.engine().step());
        }
    }

    /** The rate that counts is that of the update, as in Keras. */
    @Test
    void anUpdateTakesTheRateOfItsStep() {
        try (var model = zero(new SGD(0.5).accumulate(2))) {
            step(model, 1, 0, 0);
            model.engine().learningRate(2);
            step(model, 3, 0, 0);
            weightsAre(model, -4, 0, 0);
        }
    }

    /** A mean of one gradient with itself is that gradient: three batches of each give the bits of one. */
    @Test
    void theOptimizerCountsUpdates() {
        for (Optimizer optimizer : List.of(new Adam(0.1), new Nadam(0.1), new Adamax(0.1))) {
            try (var each = Nets.mixed(optimizer);
                    var fourth = Nets.mixed(optimizer.accumulate(4))) {
                for (int t = 1; t <= 6; t++) {
                    var gradients = Nets.gradients(each.weights(), t);
                    each.engine().apply(gradients, Map.of());
                    for (int k = 0; k < 4; k++) {
                        fourth.engine().apply(gradients, Map.of());
                    }
                    assertEquals(each.weights(), fourth.weights(), optimizer + " after " + t);
                }
            }
        }
    }

    /** A 32-bit float counts to 16,777,216 only. A file begins near there: that many steps would take hours. */
    @Test
    void accumulationCountsStepsThatAFloatCannot(@TempDir Path folder) {
        Path file = folder.resolve("weights.npz");
        long done = 16_777_215; // divisible by 3
        try (var model = zero(new SGD(1).accumulate(3))) {
            ArchiveWriter.write(file, to -> {
                for (Program.Variable v : model.engine().program().variables()) {
                    to.array(v.path(), FloatArray.zeros(v.shape()));
                }
                to.whole("format", 2);
                to.whole("step", done);
                to.whole("epoch", 1);
                to.number("learning_rate", 1);
                to.whole("seed", model.seed());
                to.whole("steps_in_epoch", 0);
            });
            assertTrue(model.loadWeights(file).goesOn());
            for (int i = 1; i <= 9; i++) {
                step(model, 1, 0, 0);
                weightsAre(model, -(i / 3), 0, 0);
                assertEquals(done + i, model.engine().step());
            }
        }
    }

    /** Moving means follow every batch, and no weight does. */
    @Test
    void movingMeansFollowEveryBatch() {
        try (var model = Samples.pairNet(7).compile(new SGD(0.1).accumulate(3), Loss.softmaxCrossEntropy())) {
            var batch = Samples.pairs(6).all();
            var before = model.weights();
            model.engine().trainOnBatch(batch);
            var after = model.weights();
            for (String path : before.keySet()) {
                if (path.contains("moving")) {
                    assertNotEquals(before.get(path), after.get(path), path);
                } else {
                    assertEquals(before.get(path), after.get(path), path);
                }
            }
            assertTrue(before.keySet().stream().anyMatch(path -> path.contains("moving")), "" + before.keySet());
        }
    }

    /** A kernel of 5 decays by 0.001 * 0.1 * 5 and goes by 0.001, as every first step of Adam. */
    @Test
    void decayLeavesBiasesAndNormsOut() {
        try (var model = zero(new AdamW(0.001, 0.1));
                var all = zero(new AdamW(0.001, 0.1).exclude(List.of()));
                var one = zero(new SGD(1).weightDecay(0.5, List.of("dense/kernel")))) {
            set(model, 5, -5, 5);
            step(model, 2, 2, 2);
            weightsAre(model, 4.9985, -5.0005, 4.999);
            set(all, 5, -5, 5);
            step(all, 2, 2, 2);
            weightsAre(all, 4.9985, -5.0005, 4.9985);
            set(one, 8, 8, 8);
            step(one, 0, 0, 0);
            weightsAre(one, 8, 8, 4);
        }
        assertEquals(
                List.of("conv/kernel", "dense/kernel"),
                Nets.mixed(new SGD()).weights().keySet().stream()
                        .filter(new WeightDecay(1)::decays)
                        .toList());
        assertTrue(new WeightDecay(1).decays("dense/my_bias"));
        assertTrue(new WeightDecay(1, List.of("dense/kernel")).decays("other_dense/kernel"));
        assertTrue(!new WeightDecay(1, List.of("/kernel")).decays("block/dense/kernel"));
    }

    /** An optimizer that forgets a weight is refused behind options too, decay or not. */
    @Test
    void aWeightThatOnlyDecaysIsRefused() {
        record Forgetful(double learningRate) implements Optimizer {
            @Override
            public String name() {
                return "forgetful";
            }

            @Override
            public List<Op> apply(Step step) {
                Change first = step.changes().get(0);
                return List.of(
                        step.tf().train.applyGradientDescent(first.weight(), step.learningRate(), first.gradient()));
            }
        }
        for (Optimizer optimizer : List.of(
                new Forgetful(1).weightDecay(0.1, List.of()),
                new Forgetful(1).clipNorm(1),
                new Forgetful(1).accumulate(2),
                new Forgetful(1).useEma())) {
            refused(
                    "optimizer forgetful never changes weight dense/bias: what apply gives must hold, or lead to, an op that"
                            + " changes it, as applyGradientDescent or assign",
                    () -> Samples.denseNet(2, 1).compile(optimizer, Loss.meanSquaredError()));
        }
    }

    @Test
    void theOrderOfOptionsDoesNotMatter() {
        var one = new Adam(1e-3).clipNorm(1).accumulate(4).useEma().weightDecay(0.1);
        var other = new Adam(1e-3).weightDecay(0.1).useEma(0.99).accumulate(4).clipNorm(1);
        assertEquals(one, other);
        assertEquals(
                "adam accumulate 4, clipNorm 1.0, emaMomentum 0.99, Adam[learningRate=0.001, beta1=0.9, beta2=0.999,"
                        + " epsilon=1.0E-7, amsgrad=false], weightDecay 0.1 without [bias, gamma, beta]",
                Settings.text(one.name(), one.settings()));
        assertEquals(1e-3, one.learningRate());
    }

    @Test
    void whatHasNoMeaningIsRefused() {
        Optimizer adam = new Adam();
        refused("clipValue must be positive, got 0.0", () -> adam.clipValue(0));
        refused("clipNorm must be positive, got -1.0", () -> adam.clipNorm(-1));
        refused("globalClipNorm must be positive, got NaN", () -> adam.globalClipNorm(Double.NaN));
        refused("weightDecay must be positive, got 0.0", () -> adam.weightDecay(0));
        refused("accumulate must be at least 2, got 1", () -> adam.accumulate(1));
        refused("emaMomentum must lie in [0, 1), got 1.0", () -> adam.useEma(1));
        refused(
                "clipNorm 1.0 has no place beside clipValue 0.5: an optimizer clips in one way",
                () -> adam.clipValue(0.5).clipNorm(1));
        refused("accumulate 4 has no place beside accumulate 2", () -> adam.accumulate(2)
                .accumulate(4));
        refused("emaMomentum 0.9 has no place beside emaMomentum 0.99", () -> adam.useEma()
                .useEma(0.9));
        refused("weightDecay 0.1 has no place beside weightDecay 0.2", () -> adam.weightDecay(0.2)
                .weightDecay(0.1));
        refused(
                "weightDecay 0.1 has no place beside weightDecay 0.004",
                () -> new AdamW().clipNorm(1).weightDecay(0.1));
        refused("exclude must hold ends of paths such as bias or dense/kernel, got [bias, /]", () -> new AdamW()
                .exclude(List.of("bias", "/")));
        refused(
                "of must be an optimizer without options, got " + adam.accumulate(2),
                () -> new OptimizerWithOptions(
                        adam.accumulate(2), Optional.empty(), Optional.empty(), 1, Optional.empty()));
    }
}
