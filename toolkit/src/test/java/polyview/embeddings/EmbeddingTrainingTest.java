package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyview.data.ClassBatches;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.datasets.MadeCharacters;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.MaxPooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;
import polyview.training.History;

/** What is learned on balanced batches finds characters of alphabets that were never seen. */
@Tag("training")
class EmbeddingTrainingTest {

    private static final int SIZE = 16;

    private static MemoryDataset drawings(MadeCharacters from, String... alphabets) {
        List<FloatArray> images = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        int label = 0;
        for (String alphabet : alphabets) {
            for (String character : from.characters(alphabet)) {
                FloatArray drawn = from.images(alphabet, character, SIZE);
                images.add(drawn);
                for (int i = 0; i < drawn.size(0); i++) {
                    labels.add((float) label);
                }
                label++;
            }
        }
        float[] classes = new float[labels.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.get(i);
        }
        return Dataset.of(List.of(FloatArray.concat(images)), FloatArray.of(classes, classes.length));
    }

    private static List<Loss> losses() {
        return List.of(Loss.triplet(1).semiHard(), Loss.triplet(1).hard(), Loss.ntXent(0.2), Loss.batchContrastive(2));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void newCharactersAreFound(Loss loss) {
        MadeCharacters made = MadeCharacters.of(4, 12, 8, 0.06, 7);
        ClassBatches train = drawings(made, "made1", "made2", "made3").classBatches(8, 4);
        MemoryDataset test = drawings(made, "made4");
        var image = Input.image("image", SIZE, SIZE, 1);
        var x = new Conv2D(16, 3).activation(Activation.RELU).apply(image);
        x = new MaxPooling2D(2).apply(x);
        x = new Conv2D(32, 3).activation(Activation.RELU).apply(x);
        x = new MaxPooling2D(2).apply(x);
        x = new Dense(32).apply(new Flatten().apply(x));
        try (Model model = new Model(List.of(image), x).seed(3)) {
            model.compile(new Adam(2e-3), loss, Metric.recallAt(1), Metric.activeTriplets(1), Metric.ownDistance());
            double before = Gallery.of(model, test, Distance.COSINE).recallAt(1).value();
            History history = model.fit(train, Fit.epochs(12).batchSize(32).verbose(false));
            double after = Gallery.of(model, test, Distance.COSINE).recallAt(1).value();
            assertTrue(after > before + 0.05, before + " -> " + after);
            assertEquals(train.batchesPerEpoch() * 12, history.steps());
            if (loss.equals(Loss.triplet(1).semiHard())) {
                // The margin of the metric is that of this loss alone.
                List<History.EpochLog> epochs = history.epochs();
                double first = epochs.get(0).values().get("activeTriplets");
                double last = epochs.get(11).values().get("activeTriplets");
                assertTrue(last < first, first + " -> " + last);
            }
        }
    }
}
