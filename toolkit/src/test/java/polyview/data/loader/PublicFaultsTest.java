package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.ManifestColumns;
import polyview.data.manifest.PairFolder;

/**
 * Faults that people report in public of data generators, pipelines and tables of samples, each as it is met here.
 *
 * <p>What is asked is told in the name of each test; the reports are of ImageDataGenerator and flow_from_dataframe of Keras, of tf.data, of
 * torchvision's datasets and transforms, and of pandas before them.
 */
@Tag("data")
class PublicFaultsTest {

    private static final int SIDE = 16;
    private static final Augmentation MOVES = Augmentation.none()
            .rotation(90)
            .widthShift(0.2)
            .zoom(0.3)
            .horizontalFlip()
            .sameForAllImages();

    @TempDir
    private Path folder;

    private ManifestColumns csv(String... lines) throws IOException {
        return Manifest.csv(Files.write(folder.resolve("samples.csv"), List.of(lines)));
    }

    /** A gray image of values in blocks of 4 x 4. */
    private void gray(String name, int side, int... values) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int k = 0; k < side * side; k++) {
            image.getRaster()
                    .setSample(k % side, k / side, 0, values[(k / side / 4 * 7 + k % side / 4) % values.length]);
        }
        Files.write(folder.resolve(name), PairFolder.encoded("png", image));
    }

    /** Image i and its mask hold the same numbers. */
    private ManifestColumns pairs(int count) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,mask,id"));
        for (int i = 0; i < count; i++) {
            int[] values = {i, 40 + i, 90 + i, 200 + i};
            gray("image" + i + ".png", SIDE, values);
            gray("mask" + i + ".png", SIDE, values);
            lines.add("image%d.png,mask%d.png,%d".formatted(i, i, i));
        }
        return csv(lines.toArray(String[]::new)).images("image").masks("mask").targets("id");
    }

    private static ImageForm asStored(int side) {
        return ImageForm.gray(side, side).nearest().zeroTo255();
    }

    private static TreeSet<Float> values(FloatArray array) {
        return IntStream.range(0, array.values().length)
                .mapToObj(i -> array.values()[i])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** "My mask has values like 0.37 after resizing": interpolated between classes. */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aMaskThatIsResizedHasNoValueBetweenItsClasses(ReadBy reader) throws IOException {
        gray("image.png", 31, 10, 200);
        gray("mask.png", 31, 0, 3, 1, 2);
        Manifest manifest = csv("image,mask", "image.png,mask.png")
                .images("image")
                .masks("mask")
                .open();
        for (int side : new int[] {7, 16, 31, 50}) {
            Batch batch = one(new MultiInputGenerator(manifest, ImageForm.gray(side, side)).reader(reader));
            assertTrue(
                    List.of(0f, 1f, 2f, 3f).containsAll(values(batch.targets().get(0))), side + " pixels");
        }
    }

    /** "Image and mask generators with the same seed drift apart." */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aMaskNeverDriftsFromItsImage(ReadBy reader) throws IOException {
        MultiInputGenerator data = new MultiInputGenerator(pairs(9).open(), asStored(SIDE))
                .reader(reader)
                .augmentation(MOVES.nearestPixel());
        for (int epoch = 0; epoch < 5; epoch++) {
            for (Batch batch : AllBatches.of(data, 4, Order.shuffled(1, epoch)).batches()) {
                assertArrayEquals(
                        batch.inputs().get(0).values(), batch.targets().get(0).values());
            }
        }
    }

    /** "Zipping two generators: after one corrupt file every image has the mask of the next." */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aDamagedMaskCostsItsOwnSampleAndNoOther(ReadBy reader) throws IOException {
        Manifest manifest = pairs(9).open();
        Files.write(folder.resolve("mask3.png"), new byte[] {1, 2, 3, 4});
        AllBatches read =
                AllBatches.of(new MultiInputGenerator(manifest, asStored(SIDE)).reader(reader), 4, Order.asStored());
        int seen = 0;
        for (Batch batch : read.batches()) {
            assertArrayEquals(
                    batch.inputs().get(0).values(), batch.targets().get(0).values());
            seen += batch.size();
        }
        assertEquals(8, seen);
    }

    /** "Sorted file names: mask_10 comes before mask_2." */
    @Test
    void filesBelongTogetherByTheirRowNotByTheirNames() throws IOException {
        gray("2.png", SIDE, 22);
        gray("10.png", SIDE, 101);
        gray("ma.png", SIDE, 101);
        gray("mb.png", SIDE, 22);
        Manifest manifest = csv("image,mask", "2.png,mb.png", "10.png,ma.png")
                .images("image")
                .masks("mask")
                .open();
        Batch batch = one(new MultiInputGenerator(manifest, asStored(SIDE)));
        assertArrayEquals(batch.inputs().get(0).values(), batch.targets().get(0).values());
    }

    /** "brightness_range was applied to my masks too." */
    @Test
    void whatChangesTonesLeavesMasksAlone() throws IOException {
        MultiInputGenerator data = new MultiInputGenerator(pairs(4).open(), asStored(SIDE));
        Augmentation tones =
                Augmentation.none().brightness(50).contrast(0.9).noise(20).shuffleViews();
        Batch plain = train(data);
        Batch changed = train(data.augmentation(tones));
        assertEquals(plain.targets(), changed.targets());
        assertNotEquals(plain.inputs(), changed.inputs());
    }

    /** "My masks are 0 and 255, and the loss is nan": 255 is no class of two. */
    @Test
    void blackAndWhiteBecomeTwoClassesByAList() throws IOException {
        gray("image.png", SIDE, 7);
        gray("mask.png", SIDE, 0, 255);
        Manifest manifest = csv("image,mask", "image.png,mask.png")
                .images("image")
                .masks("mask")
                .open();
        MultiInputGenerator data = new MultiInputGenerator(manifest, ImageForm.gray(SIDE, SIDE));
        assertEquals(List.of(0f, 255f), List.copyOf(values(one(data).targets().get(0))));
        Batch mapped = one(data.form("mask", ImageForm.mask(SIDE, SIDE).grayValues(0, 255)));
        assertEquals(List.of(0f, 1f), List.copyOf(values(mapped.targets().get(0))));
    }

    /** "The palette of my PNG was turned into colours": VOC's masks. */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void thePaletteOfAMaskIsNotItsClasses(ReadBy reader) throws IOException {
        byte[] red = {0, (byte) 128, 0, (byte) 224};
        byte[] green = {0, 0, (byte) 128, (byte) 224};
        byte[] blue = {0, 0, 0, (byte) 192};
        BufferedImage image =
                new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, red, green, blue));
        for (int k = 0; k < 16; k++) {
            image.getRaster().setSample(k % 4, k / 4, 0, k % 4);
        }
        Files.write(folder.resolve("mask.png"), PairFolder.encoded("png", image));
        gray("image.png", 4, 1);
        Manifest manifest = csv("image,mask", "image.png,mask.png")
                .images("image")
                .masks("mask")
                .open();
        Batch batch = one(new MultiInputGenerator(manifest, ImageForm.gray(4, 4)).reader(reader));
        assertArrayEquals(
                new float[] {0, 1, 2, 3}, Arrays.copyOf(batch.targets().get(0).values(), 4));
    }

    /** "I saved my masks as JPEG and got 200 classes." */
    @Test
    void aMaskInAJpegIsABadFile() throws IOException {
        gray("image.png", 4, 1);
        Files.write(folder.resolve("mask.jpg"), PairFolder.encoded("jpg", 3));
        Manifest manifest = csv("image,mask", "image.png,mask.png", "image.png,mask.jpg")
                .images("image")
                .masks("mask")
                .open();
        gray("mask.png", 4, 1);
        MultiInputGenerator data = new MultiInputGenerator(manifest, ImageForm.gray(4, 4));
        assertEquals(1, one(data).size());
        assertEquals("mask", data.report().getString(0, "column"));
        assertTrue(data.report().getString(0, "reason").contains("JPEG"), () -> data.report()
                .toString());
    }

    /** "The test folder lacks a class, and all indices behind it moved." */
    @Test
    void classesOfAnotherFileKeepTheIndicesOfTheTraining() throws IOException {
        Manifest train = csv("image,class", "1.png,dog", "2.png,cat", "3.png,horse")
                .images("image")
                .label("class")
                .open();
        ManifestColumns columns =
                csv("image,class", "4.png,horse", "5.png,cat").images("image").label("class");
        Manifest alone = columns.open();
        Manifest test = columns.classes(train.classes()).open();
        // Alone, horse would be class 1; data with such classes is refused by a model, see ClassOrderTest.
        assertEquals(1, alone.label(0));
        assertNotEquals(train.classes(), alone.classes());
        assertEquals(train.label(2), test.label(0));
        assertEquals(train.classes(), test.classes());
        for (Manifest part : train.split(1, 0.4, 0.6)) {
            assertEquals(train.classes(), part.classes());
        }
    }

    /** "Class 10 comes before class 2", and "pandas read my labels as 1.0". */
    @Test
    void labelsThatAreNumbersAreNames() throws IOException {
        ManifestColumns columns = csv("image,class", "a.png,2", "b.png,10", "c.png,1")
                .images("image")
                .label("class");
        assertEquals(List.of("1", "10", "2"), columns.open().classes());
        Manifest ordered = columns.classes("1", "2", "10").open();
        assertEquals(
                List.of(1, 2, 0),
                IntStream.range(0, 3).map(ordered::label).boxed().toList());
        refused(
                folder.resolve("samples.csv") + ", line 3, column class: must be one of [1, 2], got \"2.0\"",
                csv("image,class", "a.png,1", "b.png,2.0")
                        .images("image")
                        .label("class")
                        .classes("1", "2")::open);
    }

    /** "'cat ' and 'cat' became two classes." */
    @Test
    void aBlankBehindALabelIsNoOtherClass() throws IOException {
        refused(
                folder.resolve("samples.csv")
                        + ", line 3, column class: must not begin or end with a blank, got \"cat \"",
                csv("image,class", "a.png,cat", "b.png,cat ").images("image").label("class")::open);
        refused(
                folder.resolve("samples.csv")
                        + ", line 3, column class: classes \"cat\" and \"Cat\" differ by upper and lower"
                        + " case alone; where both are meant, name them all in classes(...)",
                csv("image,class", "a.png,cat", "b.png,Cat").images("image").label("class")::open);
    }

    /** "fillna(0): patients of age 0 everywhere." */
    @Test
    void aMissingValueIsNoZero() throws IOException {
        refused(
                folder.resolve("samples.csv")
                        + ", line 3, column age: must be a number, got \"\": a missing number is not 0,"
                        + " fill it or leave the row out",
                csv("image,age", "a.png,41", "b.png,").images("image").numbers("patient", "age")::open);
    }

    /** "Predictions come in another order than generator.filenames." */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void answersAreInTheOrderOfTheRowsWhateverTheTrainingDid(ReadBy reader) throws IOException {
        Manifest manifest = pairs(9).open();
        MultiInputGenerator data = new MultiInputGenerator(manifest, asStored(SIDE))
                .reader(reader)
                .augmentation(MOVES)
                .cache(1 << 20);
        AllBatches.of(data, 4, Order.shuffled(1, 0));
        int row = 0;
        for (Batch batch : AllBatches.of(data, 4, Order.asStored()).batches()) {
            for (int i = 0; i < batch.size(); i++) {
                assertEquals("image%d.png".formatted(row), manifest.text(row, 0));
                assertEquals(row, batch.targets().get(1).get(i));
                assertEquals(row, batch.inputs().get(0).row(i).values()[0]);
                row++;
            }
        }
        assertEquals(9, row);
    }

    /** "sample_weight no longer fits once unreadable files are dropped." */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void weightsStayWithTheirSamples(ReadBy reader) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,id,w"));
        for (int i = 0; i < 9; i++) {
            gray(i + ".png", SIDE, i);
            lines.add("%d.png,%d,%s".formatted(i, i, i / 4.0));
        }
        Files.delete(folder.resolve("2.png"));
        Files.write(folder.resolve("5.png"), new byte[0]);
        MultiInputGenerator data = new MultiInputGenerator(
                        csv(lines.toArray(String[]::new))
                                .images("image")
                                .targets("id")
                                .weight("w")
                                .open(),
                        asStored(SIDE))
                .reader(reader);
        int seen = 0;
        for (Batch batch : AllBatches.of(data, 3, Order.shuffled(4, 0)).batches()) {
            for (int i = 0; i < batch.size(); i++) {
                assertEquals(
                        batch.targets().get(0).get(i) / 4,
                        batch.targets().get(1).get(i));
                seen++;
            }
        }
        assertEquals(7, seen);
    }

    /** "Oversampled copies are identical": the changes must be drawn for each. */
    @Test
    void copiesOfARowAreChangedApartAndTheirMasksWithThem() throws IOException {
        Manifest twice = pairs(1).open().subset(0, 0);
        Batch batch = train(new MultiInputGenerator(twice, asStored(SIDE)).augmentation(MOVES.nearestPixel()));
        assertNotEquals(batch.inputs().get(0).row(0), batch.inputs().get(0).row(1));
        assertArrayEquals(batch.inputs().get(0).values(), batch.targets().get(0).values());
    }

    /** "The last batch is missing from predict", of generators that count whole batches. */
    @Test
    void theLastBatchIsSmallerAndThere() throws IOException {
        MultiInputGenerator data = new MultiInputGenerator(pairs(9).open(), asStored(SIDE));
        assertEquals(List.of(4, 4, 1), AllBatches.of(data, 4, Order.asStored()).sizes());
    }

    /** "Channels of my stacked bands come in another order": sorted, instead of as they were named. */
    @Test
    void theBandsOfAStackAreInTheOrderOfTheirNames() throws IOException {
        gray("b8.png", SIDE, 80);
        gray("b2.png", SIDE, 20);
        gray("b11.png", SIDE, 110);
        Manifest bands = csv("B11,B2,B8", "b11.png,b2.png,b8.png")
                .stack("bands", "B8", "B2", "B11")
                .open();
        Batch batch = one(new MultiInputGenerator(bands, asStored(SIDE)));
        assertArrayEquals(
                new float[] {80, 20, 110}, Arrays.copyOf(batch.inputs().get(0).values(), 3));
    }

    /** "An all-black image stands for a missing view, and the network learns from it." */
    @Test
    void aMissingViewIsToldFromABlackOne() throws IOException {
        gray("black.png", SIDE, 0);
        gray("a.png", SIDE, 9);
        Manifest views = csv("v1,v2", "a.png,black.png", "a.png,")
                .views("views", "v1", "v2")
                .open();
        Batch batch = one(new MultiInputGenerator(views, asStored(SIDE)));
        assertEquals(batch.inputs().get(0).row(0), batch.inputs().get(0).row(1));
        assertArrayEquals(new float[] {1, 1, 1, 0}, batch.inputs().get(1).values());
    }

    private static Batch one(MultiInputGenerator data) {
        return AllBatches.of(data, 50, Order.asStored()).batches().get(0);
    }

    private static Batch train(MultiInputGenerator data) {
        return AllBatches.of(data, 50, Order.asStored(3, 1)).batches().get(0);
    }
}
