package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.manifest.PairFolder;

/** The same seed gives the same batches, bit by bit, however they are read. */
@Tag("data")
class GeneratorRepeatsTest {

    private static final Augmentation CHANGES = Augmentation.none()
            .rotation(20)
            .widthShift(0.2)
            .heightShift(0.2)
            .shear(10)
            .zoom(0.2)
            .horizontalFlip()
            .brightness(0.1)
            .contrast(0.2)
            .noise(0.05)
            .shuffleViews();

    @Test
    void theWayOfReadingDoesNotMatter(@TempDir Path folder) {
        PairFolder pairs = PairFolder.good(folder, 150);
        // Bad ones too: they must not shift what comes after them.
        for (int i = 0; i < 8; i++) {
            pairs.add("left/bad" + i + ".png", "no image".getBytes(StandardCharsets.UTF_8), "right/1.jpg", new byte[0]);
        }
        MultiInputGenerator data = new MultiInputGenerator(
                        pairs.manifest(),
                        List.of(ImageForm.rgb(16, 12), ImageForm.gray(9, 9).aspect(ImageForm.Aspect.FIT)))
                .augmentation(CHANGES);
        List<AllBatches> expected = epochs(data.threads(1).prefetch(0));
        assertNotEquals(expected.get(0), expected.get(1));
        assertEquals(150, expected.get(0).ids().size());
        for (ReadBy reader : ReadBy.values()) {
            for (int threads : new int[] {1, 2, 5}) {
                MultiInputGenerator other = data.reader(reader).threads(threads);
                assertEquals(expected, epochs(other));
                assertEquals(expected, epochs(other.prefetch(7).cache(100_000)));
            }
        }
    }

    private static List<AllBatches> epochs(MultiInputGenerator data) {
        List<AllBatches> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            epochs.add(AllBatches.of(data, 7, Order.shuffled(3, epoch)));
        }
        return epochs;
    }
}
