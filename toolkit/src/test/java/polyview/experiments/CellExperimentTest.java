package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.travel.CellShell;

/** A layer, a loss, a metric, a callback and an augmentation of notebook cells, trained in a process that has never seen them. */
@Tag("experiments")
class CellExperimentTest {

    private static final String CELLS = """
            import java.util.*; import java.util.stream.*; import java.nio.file.*;
            import org.tensorflow.Operand; import org.tensorflow.op.Ops; import org.tensorflow.types.TFloat32;
            import polyview.data.*; import polyview.datasets.*; import polyview.experiments.*; import polyview.layers.*;
            import polyview.losses.*; import polyview.metrics.*; import polyview.models.*; import polyview.optimizers.*;
            import polyview.training.*;

            class SignedSquare extends Layer {
                @Override protected Operand<TFloat32> call(Call call, Operand<TFloat32> input) {
                    return call.tf().math.mul(input, call.tf().math.abs(input));
                }
            }
            record Cubed() implements Loss {
                public String name() { return "cubed"; }
                public Task task() { return Task.NUMBERS; }
                public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
                    Operand<TFloat32> d = tf.math.abs(tf.math.sub(scores, targets));
                    return LossOps.meanOverPositions(tf, tf.math.mul(d, tf.math.mul(d, d)));
                }
            }
            double near = 0.1;
            near = 0.25;
            double distance(float a, float b) { return Math.abs((double) a - b); }
            record Near() implements Metric {
                public String name() { return "near"; }
                public boolean higherIsBetter() { return true; }
                public Tally tally(Task task) {
                    return new MeanTally() {
                        public void add(FloatArray scores, FloatArray targets) {
                            IntStream.range(0, targets.values().length).forEach(i ->
                                add(distance(scores.values()[i], targets.values()[i]) <= near ? 1 : 0));
                        }
                    };
                }
            }
            class Slower implements Callback {
                private final List<Double> losses = new ArrayList<>();
                public void onEpochEnd(Run run, History.EpochLog log) {
                    losses.add(log.get("loss"));
                    run.engine().learningRate(run.engine().learningRate() / losses.size());
                }
                public String toString() { return "Slower"; }
            }
            Model field(boolean squared) {
                var frame = Input.image("frame", 6, 6, 1);
                SymbolicTensor x = new Flatten().apply(frame);
                if (squared) { x = new SignedSquare().apply(x); }
                return new Model(List.of(frame), new Dense(1).apply(x)).compile(new Adam(0.05), new Cubed(), new Near());
            }
            MemoryDataset brightness(int count, long seed) {
                FloatArray images = FloatArray.zeros(org.tensorflow.ndarray.Shape.of(count, 6, 6, 1));
                FloatArray sums = FloatArray.zeros(org.tensorflow.ndarray.Shape.of(count));
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < images.values().length; i++) {
                    images.values()[i] = (float) random.nextDouble();
                    sums.values()[i / 36] += images.values()[i] / 9;
                }
                return Dataset.of(List.of(images), sums);
            }
            Experiment experiment(Callback... callbacks) {
                return Experiment.named("cells")
                    .variant("plain", () -> field(false)).variant("squared", () -> field(true))
                    .seeds(2).fit(Fit.epochs(3).batchSize(8).callbacks(callbacks))
                    .data(brightness(40, 1), brightness(16, 2), brightness(24, 3))
                    .measure("near train", brightness(40, 1), new Near())
                    .verbose(false);
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theSameBitsThere() {
        try (CellShell cells = new CellShell()) {
            cells.run(CELLS);
            Results here = ((Experiment) cells.run("experiment(new Slower())")).run();
            Results there = ((Experiment) cells.run("experiment(new Slower())")).run(new ChildRunner(folder));
            assertTrue(there.complete());
            assertEquals(4, here.done().size());
            assertTrue(here.done().stream().anyMatch(run -> run.score("near") > 0 && run.score("near") < 1));
            // Locally one callback object sees all runs, elsewhere each run has a fresh one: only the first run is
            // alike.
            assertEquals(
                    RunParcelTest.bits(here).get(0), RunParcelTest.bits(there).get(0));
            Results stateless = ((Experiment) cells.run("experiment()")).run();
            Results statelessThere = ((Experiment) cells.run("experiment()")).run(new ChildRunner(folder));
            assertEquals(RunParcelTest.bits(stateless), RunParcelTest.bits(statelessThere));
        }
    }

    @Test
    void whatCannotTravelIsRefusedBeforeAnythingStarts() {
        try (CellShell cells = new CellShell()) {
            cells.run(CELLS);
            cells.run("Model held = field(false);"
                    + " class Watching implements Callback {"
                    + " public void onEpochEnd(Run run, History.EpochLog log) { held.summary(); } }"
                    + " record Drawing(List<Object> charts) implements Callback {}");
            assertEquals(
                    "run 1/4 plain seed 1 cannot travel: variable held is a polyview.models.Model, which is not"
                            + " Serializable: let its class implement java.io.Serializable, make the field transient, or leave"
                            + " it out",
                    refusal(cells, "experiment(new Watching())"));
            assertEquals(
                    "run 1/4 plain seed 1 cannot travel: callbacks[0].charts[1] is a java.lang.Thread, which is not"
                            + " Serializable: let its class implement java.io.Serializable, make the field transient, or leave"
                            + " it out",
                    refusal(cells, "experiment(new Drawing(List.of(1, new Thread())))"));
        }
    }

    private String refusal(CellShell cells, String experiment) {
        Experiment refused = (Experiment) cells.run(experiment);
        return assertThrows(IllegalArgumentException.class, () -> refused.run(new ChildRunner(folder)))
                .getMessage();
    }
}
