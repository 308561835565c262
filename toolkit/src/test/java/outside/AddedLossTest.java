package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Call;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.losses.Loss;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** A layer adds to the loss of the model: in value and gradient, in training and evaluation. */
@Tag("models")
class AddedLossTest {

    /** Adds rate times the mean square of what goes through, a scalar or one number for each sample. */
    private static final class Activity extends Layer {
        private final float rate;
        private final boolean perSample;

        Activity(float rate, boolean perSample) {
            this.rate = rate;
            this.perSample = perSample;
        }

        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            var tf = c.tf();
            Operand<TFloat32> square = tf.math.mul(c.constant(rate), tf.math.square(x));
            c.addLoss(perSample ? tf.math.mean(square, tf.array(1)) : tf.math.mean(square, tf.array(0, 1)));
            return x;
        }
    }

    private static final MemoryDataset DATA =
            Dataset.of(List.of(FloatArray.of(new float[] {1, 2, 4}, 3, 1)), FloatArray.of(new float[] {0, 0, 0}, 3));

    /** y = 3 x, then the activity of y, then 1 y. */
    private static Model model(Activity... activities) {
        var x = Input.of("x", 1);
        var y = new Dense(1)
                .name("first")
                .useBias(false)
                .kernelInitializer(Initializer.constant(3))
                .apply(x);
        for (Activity activity : activities) {
            y = activity.apply(y);
        }
        var last = new Dense(1).name("last").useBias(false).kernelInitializer(Initializer.constant(1));
        return new Model(x, last.apply(y)).seed(1).compile(new SGD(0.1), Loss.meanSquaredError());
    }

    /** The mean of (1, 4, 16) is 7: the loss is 9 * 7, and the activity 0.5 * 9 * 7. */
    @Test
    void itIsInTheLossOfTrainingAndOfEvaluation() {
        for (boolean perSample : new boolean[] {false, true}) {
            try (Model model = model(new Activity(0.5f, perSample))) {
                assertEquals(63 + 31.5, model.evaluate(DATA, 3).get("loss"), 1e-4);
                assertEquals(
                        63 + 31.5, model.engine().gradients(DATA.all()).result().loss(), 1e-4);
            }
        }
        try (Model twice = model(new Activity(0.5f, true), new Activity(0.25f, false))) {
            assertEquals(63 + 31.5 + 15.75, twice.evaluate(DATA, 3).get("loss"), 1e-4);
        }
    }

    /** d/da (a^2 + 0.5 a^2) * 7 = 3 a * 7 = 63 at a = 3; the second weight is b = 1: 2 b * 9 * 7 = 126. */
    @Test
    void itIsInTheGradient() {
        try (Model model = model(new Activity(0.5f, true))) {
            var gradients = model.engine().gradients(DATA.all()).gradients();
            assertEquals(63, gradients.get("first/kernel").get(0, 0), 1e-4);
            assertEquals(126, gradients.get("last/kernel").get(0, 0), 1e-4);
        }
    }

    @Test
    void aModelThatPredictsOrIsExportedLeavesItOut(@TempDir Path folder) {
        try (Model model = model(new Activity(0.5f, true))) {
            FloatArray before = model.predict(DATA);
            model.save(folder.resolve("model.zip"));
            try (Engine loaded = Engine.load(folder.resolve("model.zip"))) {
                assertEquals(List.of(before), loaded.predict(DATA, 3));
            }
            model.saveForTraining(folder.resolve("training.zip"));
            try (Engine loaded = Engine.load(folder.resolve("training.zip"))) {
                assertEquals(94.5, loaded.evaluate(DATA, 3).get("loss"), 1e-4);
            }
        }
    }

    @Test
    void anotherShapeIsRefused() {
        var wide = new Layer() {
            @Override
            protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
                c.addLoss(x);
                return x;
            }
        };
        var x = Input.of("x", 4);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> wide.name("wide").apply(x))
                .getMessage();
        assertEquals("loss of wide must be a scalar or (N), got (N, 4)", message);
    }
}
