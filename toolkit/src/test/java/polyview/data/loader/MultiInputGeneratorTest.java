package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Augmenter;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.manifest.PairFolder;
import polyview.data.summary.DatasetTable;

/** What a generator gives of good files, with both readers. */
@Tag("data")
class MultiInputGeneratorTest {

    private static final int COUNT = 10;
    private static final Augmentation CHANGES = Augmentation.none()
            .rotation(20)
            .widthShift(0.2)
            .horizontalFlip()
            .brightness(0.1)
            .noise(0.01);

    @TempDir
    private Path folder;

    private PairFolder pairs;
    private MultiInputGenerator data;

    @BeforeEach
    void write() {
        pairs = PairFolder.good(folder, COUNT);
        data = new MultiInputGenerator(pairs.manifest(), ImageForm.rgb(8, 6)).threads(2);
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void everyImageIsThatOfItsFile(ReadBy reader) throws IOException {
        ImageForm gray = ImageForm.gray(5, 7).nearest().minusOneToOne();
        List<ImageForm> forms = List.of(ImageForm.rgb(8, 6), gray);
        AllBatches read =
                AllBatches.of(new MultiInputGenerator(pairs.manifest(), forms).reader(reader), 4, Order.shuffled(7, 0));
        assertEquals(List.of(4, 4, 2), read.sizes());
        try (ImageDecoder decoder = new ImageDecoder(forms, 1000)) {
            for (int id = 0; id < COUNT; id++) {
                for (int input = 0; input < 2; input++) {
                    ImageForm form = forms.get(input);
                    FloatArray expected = FloatArray.zeros(form.shape());
                    decoder.read(
                            pairs.path(input == 0 ? "left/" + id + ".png" : "right/" + id + ".jpg"),
                            input,
                            expected.values());
                    assertEquals(expected, read.image(id, input));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void samplesComeInTheOrderAskedFor(ReadBy reader) {
        MultiInputGenerator read = data.reader(reader);
        assertEquals(
                IntStream.range(0, COUNT).boxed().toList(),
                AllBatches.of(read, 3, Order.asStored()).ids());
        for (int epoch = 0; epoch < 3; epoch++) {
            Order order = Order.shuffled(7, epoch);
            List<Integer> expected =
                    Arrays.stream(order.permutation(COUNT)).boxed().toList();
            assertEquals(expected, AllBatches.of(read, 3, order).ids());
        }
    }

    @Test
    void targetsAreClassesOrOneNumberOrSeveralOrNone() {
        var classes = new MultiInputGenerator(pairs.withLabels(), ImageForm.rgb(4, 4));
        assertEquals(List.of(Shape.scalar()), classes.targetShapes());
        Batch first = AllBatches.of(classes, 4, Order.asStored()).batches().get(0);
        assertEquals(List.of(FloatArray.of(new float[] {0, 1, 2, 0}, 4)), first.targets());

        assertEquals(List.of(Shape.scalar()), data.targetShapes());

        var numbers =
                new MultiInputGenerator(pairs.columns().targets("id", "half").open(), ImageForm.rgb(4, 4));
        assertEquals(List.of(Shape.of(2)), numbers.targetShapes());
        Batch two = AllBatches.of(numbers, 2, Order.asStored()).batches().get(1);
        assertEquals(List.of(FloatArray.of(new float[] {2, 1, 3, 1.5f}, 2, 2)), two.targets());

        var none = new MultiInputGenerator(pairs.columns().open(), ImageForm.rgb(4, 4));
        assertEquals(List.of(), none.targetShapes());
        assertEquals(
                List.of(),
                AllBatches.of(none, 4, Order.asStored()).batches().get(0).targets());
    }

    @Test
    void shapesAndSizeAreKnownBeforeAFileIsRead() {
        assertEquals(COUNT, data.size());
        assertEquals(List.of(Shape.of(8, 6, 3), Shape.of(8, 6, 3)), data.inputShapes());
        String text = data.toString();
        assertTrue(
                text.endsWith("10 rows of [left, right], targets [id], " + text.replaceAll(".* (\\d+) bytes.*", "$1")
                        + " bytes a row, as [(8, 6, 3) bilinear, stretch, (8, 6, 3) bilinear, stretch]; 0 bad files"),
                text);
    }

    @Test
    void theLastBatchIsKeptOrDropped() {
        assertEquals(List.of(4, 4, 2), AllBatches.of(data, 4, Order.asStored()).sizes());
        assertEquals(
                List.of(4, 4),
                AllBatches.of(data.dropRemainder(), 4, Order.asStored(7, 0)).sizes());
        // An evaluation or a prediction is told of every sample.
        assertEquals(
                List.of(4, 4, 2),
                AllBatches.of(data.dropRemainder(), 4, Order.asStored()).sizes());
        assertEquals(
                List.of(5, 5),
                AllBatches.of(data.dropRemainder(), 5, Order.asStored(7, 0)).sizes());
        assertEquals(
                List.of(10),
                AllBatches.of(data, 1_000_000_000, Order.asStored()).sizes());
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void imagesAreChangedInTrainingAlone(ReadBy reader) {
        MultiInputGenerator plain = data.reader(reader);
        MultiInputGenerator changed = plain.augmentation(CHANGES);
        assertEquals(AllBatches.of(plain, 4, Order.asStored()), AllBatches.of(changed, 4, Order.asStored()));

        for (Order order : List.of(Order.shuffled(7, 2), Order.asStored(7, 2))) {
            AllBatches before = AllBatches.of(plain, 4, order);
            AllBatches after = AllBatches.of(changed, 4, order);
            for (int id = 0; id < COUNT; id++) {
                FloatArray[] images = new FloatArray[2];
                for (int input = 0; input < 2; input++) {
                    images[input] = FloatArray.stack(List.of(before.image(id, input)));
                }
                try (Augmenter augmenter = new Augmenter(CHANGES, 2)) {
                    List<FloatArray> expected = augmenter.apply(List.of(images), 7, 2, id);
                    for (int input = 0; input < 2; input++) {
                        assertNotEquals(before.image(id, input), after.image(id, input));
                        assertEquals(expected.get(input).row(0), after.image(id, input));
                    }
                }
            }
        }
        assertNotEquals(
                AllBatches.of(changed, 4, Order.asStored(7, 2)), AllBatches.of(changed, 4, Order.asStored(7, 3)));
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aCacheGivesTheSameImagesWithoutTheFiles(ReadBy reader) throws IOException {
        MultiInputGenerator cached = data.reader(reader).augmentation(CHANGES).cache(1 << 20);
        AllBatches first = AllBatches.of(cached, 4, Order.shuffled(7, 0));
        for (int id = 0; id < COUNT; id++) {
            Files.delete(pairs.path("left/" + id + ".png"));
            Files.delete(pairs.path("right/" + id + ".jpg"));
        }
        assertEquals(first, AllBatches.of(cached, 4, Order.shuffled(7, 0)));
        assertEquals(COUNT, AllBatches.of(cached, 3, Order.shuffled(7, 1)).ids().size());
        assertEquals(0, cached.report().rowCount());
    }

    /** One image takes 8 x 6 x 3 floats and some more: four of them fit into 4000 bytes. */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aCacheKeepsToItsLimit(ReadBy reader) throws IOException {
        MultiInputGenerator cached = data.reader(reader).cache(4 * (576 + 250)).threads(1);
        AllBatches first = AllBatches.of(cached, 4, Order.asStored());
        assertEquals(first, AllBatches.of(cached, 4, Order.asStored()));
        for (int id = 0; id < COUNT; id++) {
            Files.delete(pairs.path("left/" + id + ".png"));
        }
        AllBatches second = AllBatches.of(cached, 4, Order.asStored());
        assertEquals(List.of(0, 1), second.ids());
        assertEquals(first.image(1, 1), second.image(1, 1));
        assertEquals(COUNT - 2, cached.report().rowCount());
    }

    @Test
    void aCacheCountsWhatItKeeps() {
        ImageForm form = ImageForm.gray(2, 2);
        SampleCache cache = new SampleCache(500);
        cache.put(new SampleCache.Key("a", form), new float[] {1, 2, 3, 4});
        assertEquals(218, cache.bytes());
        cache.put(new SampleCache.Key("a", form), new float[] {1, 2, 3, 4});
        assertEquals(218, cache.bytes());
        cache.put(new SampleCache.Key("a", form.nearest()), new float[] {5, 6, 7, 8});
        cache.put(new SampleCache.Key("b", form), new float[] {5, 6, 7, 8});
        assertEquals(436, cache.bytes());
        assertEquals(2, cache.size());
        assertEquals(5, cache.get(new SampleCache.Key("a", form.nearest())).orElseThrow()[0]);
        assertTrue(cache.get(new SampleCache.Key("b", form)).isEmpty());
        assertTrue(new SampleCache(0).get(new SampleCache.Key("a", form)).isEmpty());
    }

    @Test
    void partsAreReadTheSameWay() {
        MultiInputGenerator all = new MultiInputGenerator(pairs.withLabels(), ImageForm.rgb(4, 4)).dropRemainder();
        List<MultiInputGenerator> parts = all.stratifiedSplit(7, 0.5, 0.5);
        assertEquals(
                List.of(5, 5), parts.stream().map(MultiInputGenerator::size).toList());
        assertEquals(
                List.of(4), AllBatches.of(parts.get(0), 4, Order.asStored(7, 0)).sizes());
        assertEquals(
                List.of(7, 3),
                all.split(7, 0.7, 0.3).stream().map(MultiInputGenerator::size).toList());
        // Classes a, b, c have 4, 3 and 3 rows.
        assertEquals(12, all.oversampled(7).size());
        assertEquals(
                List.of(4, 4, 4),
                List.copyOf(all.oversampled(7).manifest().classCounts().values()));
        assertEquals(3, all.over(all.manifest().subset(1, 2, 3)).size());
    }

    /** A row that comes twice is changed in two ways. */
    @Test
    void anOversampledRowIsChangedOnItsOwn() {
        MultiInputGenerator twice =
                data.augmentation(CHANGES).over(pairs.manifest().subset(3, 3));
        Batch batch = AllBatches.of(twice, 2, Order.asStored(7, 0)).batches().get(0);
        assertNotEquals(batch.inputs().get(0).row(0), batch.inputs().get(0).row(1));
    }

    @Test
    void anOptionLeavesTheGeneratorAsItIs() {
        data.dropRemainder();
        assertEquals(
                List.of(4, 4, 2), AllBatches.of(data, 4, Order.asStored(7, 0)).sizes());
    }

    @Test
    void behindTheLastBatchThereIsNothing() {
        try (Epoch epoch = data.epoch(COUNT, Order.asStored())) {
            assertTrue(epoch.hasNext());
            assertTrue(epoch.hasNext());
            epoch.next();
            assertFalse(epoch.hasNext());
            String message =
                    assertThrows(NoSuchElementException.class, epoch::next).getMessage();
            assertEquals("the epoch is over", message);
        }
    }

    @Test
    void noRowsGiveNoBatch() {
        assertEquals(
                List.of(),
                AllBatches.of(data.over(pairs.manifest().subset()), 4, Order.asStored())
                        .sizes());
        assertEquals(
                List.of(),
                AllBatches.of(data.over(pairs.manifest().subset()).reader(ReadBy.TF_DATA), 4, Order.asStored())
                        .sizes());
    }

    @Test
    void refusals() {
        refused(
                "forms must be as many as inputs [left, right], got 3",
                () -> new MultiInputGenerator(
                        pairs.manifest(), List.of(ImageForm.rgb(1, 1), ImageForm.rgb(1, 1), ImageForm.rgb(1, 1))));
        refused("threads must be positive, got 0", () -> data.threads(0));
        refused("prefetch must not be negative, got -1", () -> data.prefetch(-1));
        refused("cache must not be negative, got -1", () -> data.cache(-1));
        refused("maxPixels must lie between 1 and 536870911, got 0", () -> data.maxPixels(0));
        refused("batchSize must be positive, got 0", () -> data.epoch(0, Order.asStored()));
        refused("dropRemainder leaves no batch of 32 of 10 samples", () -> data.dropRemainder()
                .epoch(32, Order.asStored(7, 0)));
    }

    @Test
    void aLookAtItHasItsNames() {
        var classes = new MultiInputGenerator(pairs.withLabels(), ImageForm.rgb(4, 4));
        assertEquals(List.of("left", "right"), classes.inputNames());
        assertEquals(List.of("a", "b", "c"), classes.classNames());
        assertEquals(List.of(), data.classNames());
        DatasetTable look = DatasetTable.of(classes);
        assertEquals(
                List.of("left", "right"),
                look.table().stringColumn("name").asList().subList(0, 2));
        assertEquals(
                List.of("a", "b", "c"), look.classCounts().stringColumn("class").asList());
    }
}
