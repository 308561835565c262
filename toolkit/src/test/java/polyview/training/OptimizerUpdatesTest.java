package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Optimizer;

/** An optimizer of one's own that leaves a weight alone is refused: it would train nothing, and say so nowhere. */
@Tag("training")
class OptimizerUpdatesTest {

    /** The ops of a step, as a function. */
    private record Own(double learningRate, Function<Step, List<Op>> ops) implements Optimizer {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public List<Op> apply(Step step) {
            return ops.apply(step);
        }
    }

    private static Op descent(Optimizer.Step step, Optimizer.Change c) {
        return step.tf().train.applyGradientDescent(c.weight(), step.learningRate(), c.gradient());
    }

    private static Model compiled(double rate, Function<Optimizer.Step, List<Op>> ops) {
        return Samples.denseNet(1, 1).compile(new Own(rate, ops), Loss.meanSquaredError());
    }

    private static String never(String weight) {
        return "optimizer own never changes weight " + weight
                + ": what apply gives must hold, or lead to, an op that changes it, as applyGradientDescent or assign";
    }

    @Test
    void whatChangesNotEveryWeightIsRefused() {
        refused(never("dense/kernel"), () -> compiled(1, step -> List.of()));
        refused(
                never("dense/bias"),
                () -> compiled(1, step -> List.of(descent(step, step.changes().get(0)))));
        // The op for the bias is made and forgotten.
        refused(
                never("dense/bias"),
                () -> compiled(1, step -> List.of(
                                descent(step, step.changes().get(0)),
                                descent(step, step.changes().get(1)))
                        .subList(0, 1)));
        // Slots follow the gradients, weights do not.
        refused(
                never("dense/kernel"),
                () -> compiled(1, step -> {
                    List<Op> done = new ArrayList<>();
                    step.changes()
                            .forEach(c -> done.add(step.tf().assignAdd(c.slot().apply("sum"), c.gradient())));
                    return done;
                }));
        // A new value is computed, and goes nowhere.
        refused(
                never("dense/kernel"),
                () -> compiled(1, step -> {
                    List<Op> done = new ArrayList<>();
                    step.changes().forEach(c -> done.add(step.tf().math.sub(c.weight(), c.gradient())));
                    return done;
                }));
        refused("optimizer own must give the ops that change the weights, got null", () -> compiled(1, step -> null));
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        for (double rate : new double[] {0, -1, Double.NaN}) {
            refused(
                    "learningRate of optimizer own must be positive, got " + rate,
                    () -> compiled(rate, step -> List.of()));
        }
        refused(
                "learningRate of optimizer own must be positive and finite as a 32-bit float, got 1.0E39",
                () -> compiled(1e39, step -> List.of()));
    }

    /** From 0 by {@code w - rate g}, with rate 0.5 and gradients -2 y x and -2 y for x = 3, y = 1. */
    private static void learns(Function<Optimizer.Step, List<Op>> ops) {
        try (var model = compiled(0.5, ops)) {
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {0}, 1, 1)));
            model.engine()
                    .trainOnBatch(new Batch(
                            List.of(FloatArray.of(new float[] {3}, 1, 1)), List.of(FloatArray.of(new float[] {1}, 1))));
            assertEquals(3, model.weights().get("dense/kernel").get(0, 0));
            assertEquals(1, model.weights().get("dense/bias").get(0));
        }
    }

    @Test
    void otherWaysToChangeAllOfThemAreTaken() {
        // Assigned, with ops of one's own between.
        learns(step -> {
            Ops tf = step.tf();
            List<Op> done = new ArrayList<>();
            for (Optimizer.Change c : step.changes()) {
                Operand<TFloat32> next = tf.math.sub(c.weight(), tf.math.mul(step.learningRate(), c.gradient()));
                done.add(tf.assign(c.weight(), next));
            }
            return done;
        });
        // One op that waits for all, in a scope of its own.
        learns(step -> {
            List<Op> done = new ArrayList<>();
            step.changes().forEach(c -> done.add(descent(step, c)));
            return List.of(
                    step.tf().withSubScope("mine").withControlDependencies(done).noOp());
        });
        // By the outputs of what changes them.
        learns(step -> {
            List<Op> done = new ArrayList<>();
            for (Optimizer.Change c : step.changes()) {
                var changed = step.tf().train.applyGradientDescent(c.weight(), step.learningRate(), c.gradient());
                done.add(step.tf().identity(changed));
            }
            return done;
        });
    }
}
