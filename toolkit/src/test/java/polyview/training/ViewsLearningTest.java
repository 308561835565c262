package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Channels;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalMaxPooling2D;
import polyview.layers.PerChannel;
import polyview.layers.SymbolicTensor;
import polyview.layers.ViewPooling;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/** Four views of a thing, and a defect that shows in one of them. */
@Tag("training")
class ViewsLearningTest {

    private static final int SIZE = 12;
    private static final int VIEWS = 4;

    /** Noise in [0, 1); half of the samples have, in one view and at one place, four bright pixels in a diagonal row. */
    private static MemoryDataset bulbs(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[count * SIZE * SIZE * VIEWS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            labels[n] = n % 2;
            int view = random.nextInt(VIEWS);
            int row = random.nextInt(SIZE - 3);
            int column = random.nextInt(SIZE - 3);
            for (int i = 0; i < 4 && labels[n] == 1; i++) {
                pixels[((n * SIZE + row + i) * SIZE + column + i) * VIEWS + view] += 0.7f;
            }
        }
        return Dataset.of(List.of(FloatArray.of(pixels, count, SIZE, SIZE, VIEWS)), FloatArray.of(labels, count));
    }

    private static FloatArray images(MemoryDataset data) {
        return data.all().inputs().get(0);
    }

    @Test
    void aSharedNetworkLearnsTheDefectWhateverTheOrderOfTheViews() {
        var gray = Input.image("gray", SIZE, SIZE, 1);
        var maps = new Conv2D(8, 4).activation(Activation.RELU).apply(gray);
        var eye = new Model(gray, new GlobalMaxPooling2D().apply(maps));
        var image = Input.image("image", SIZE, SIZE, VIEWS);
        SymbolicTensor x = ViewPooling.max().apply(new PerChannel(eye.asLayer()).apply(image));
        try (var model = new Model(image, new Dense(2).apply(x)).seed(1)) {
            model.compile(new Adam(0.01), Loss.softmaxCrossEntropy(), Metric.accuracy());
            model.fit(bulbs(1, 600), Fit.epochs(20).verbose(false));
            MemoryDataset unseen = bulbs(2, 400);
            double accuracy = model.evaluate(unseen).get("accuracy");
            // Guessing reaches 0.5 with a standard deviation of 0.025.
            assertTrue(accuracy > 0.75, "accuracy " + accuracy);
            FloatArray seen = images(unseen);
            float[] expected = model.predict(seen).values();
            for (int[] order : List.of(new int[] {1, 2, 3, 0}, new int[] {3, 2, 1, 0}, new int[] {0, 2, 1, 3})) {
                assertArrayEquals(
                        expected, model.predict(Channels.ordered(seen, order)).values(), 1e-6f);
            }
        }
    }

    /** What the test above would not show of any network. */
    @Test
    void aPlainConvolutionTellsTheOrderOfTheViews() {
        var image = Input.image("image", SIZE, SIZE, VIEWS);
        var x = new Conv2D(8, 4).activation(Activation.RELU).apply(image);
        try (var model = new Model(image, new Dense(2).apply(new GlobalMaxPooling2D().apply(x))).seed(1)) {
            FloatArray seen = images(bulbs(2, 20));
            float[] straight = model.predict(seen).values();
            float[] turned = model.predict(Channels.ordered(seen, 1, 2, 3, 0)).values();
            double largest = 0;
            for (int i = 0; i < straight.length; i++) {
                largest = Math.max(largest, Math.abs(straight[i] - turned[i]));
            }
            assertTrue(largest > 0.01, "largest difference " + largest);
        }
    }
}
