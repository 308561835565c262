package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Padding;
import polyview.losses.ImageFusion;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.optimizers.Adam;

/** A network with two inputs learns to make one image of two. */
@Tag("training")
class ImageFusionLearnsTest {

    private static MemoryDataset pairs(int count, long seed, int size) {
        List<FloatArray> images =
                MadePairs.of(count, seed).size(size, size).dataset().all().inputs();
        return new MemoryDataset(images, List.of(ImageFusion.stacked(images.toArray(FloatArray[]::new))));
    }

    private static Model network(int size, Metric... metrics) {
        var a = Input.image("a", size, size, 1);
        var b = Input.image("b", size, size, 1);
        var x = new Conv2D(8, 3)
                .padding(Padding.SAME)
                .activation(Activation.RELU)
                .apply(new Concatenate().apply(a, b));
        var y = new Conv2D(1, 3)
                .padding(Padding.SAME)
                .activation(Activation.SIGMOID)
                .apply(x);
        return new Model(List.of(a, b), y).seed(3).compile(new Adam(0.01), Loss.imageFusion(2, 1), metrics);
    }

    @Test
    void theLossFallsAndEdgesAreKept() {
        try (Model model = network(24, Metric.gradientTransfer())) {
            MemoryDataset test = pairs(20, 2, 24);
            var before = model.evaluate(test);
            model.fit(pairs(100, 1, 24), Fit.epochs(15).batchSize(10).verbose(false));
            var after = model.evaluate(test);
            assertTrue(after.loss() < 0.75 * before.loss(), before.loss() + " -> " + after.loss());
            double kept = after.get("gradientTransfer");
            assertTrue(kept > before.get("gradientTransfer") + 0.1, before + " -> " + after);
        }
    }

    @Test
    void aProgramFromAFileTrainsTheSameAndSizesMayBeKnownLate(@TempDir Path folder) {
        Path file = folder.resolve("model.program");
        Batch batch = pairs(5, 1, 24).all();
        try (Model known = network(24);
                Model unknown = network(-1)) {
            known.engine().program().write(file);
            unknown.setWeights(known.weights());
            try (var engine = new Engine(Program.read(file), 3)) {
                engine.setWeights(known.weights());
                double loss = known.engine().trainOnBatch(batch).loss();
                assertEquals(loss, engine.trainOnBatch(batch).loss());
                assertEquals(known.weights(), engine.weights());
                assertEquals(loss, unknown.engine().trainOnBatch(batch).loss(), 1e-6);
            }
        }
    }
}
