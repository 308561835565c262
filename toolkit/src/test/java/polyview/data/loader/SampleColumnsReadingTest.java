package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.augment.Fill;
import polyview.data.images.ImageDecoder;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.Table;

/** What a generator gives of inputs and targets of every kind, with both readers. */
@Tag("data")
class SampleColumnsReadingTest {

    private static final int COUNT = 11;
    private static final ImageForm FORM = ImageForm.rgb(6, 5);
    private static final ImageForm GRAY = ImageForm.gray(4, 7).minusOneToOne();
    private static final Augmentation CHANGES = Augmentation.none()
            .rotation(30)
            .widthShift(0.2)
            .zoom(0.2)
            .horizontalFlip()
            .brightness(0.3)
            .noise(0.1)
            .sameForAllImages();

    @TempDir
    private Path folder;

    private ColumnsFolder files;
    private MultiInputGenerator data;

    @BeforeEach
    void write() {
        files = new ColumnsFolder(folder, COUNT);
        data = generator(files.all().open());
    }

    private static MultiInputGenerator generator(Manifest manifest) {
        return new MultiInputGenerator(manifest, FORM).form("scan", GRAY).threads(2);
    }

    private float[] read(String file, ImageForm form) {
        float[] image = new float[form.values()];
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            decoder.read(folder.resolve(file), 0, image);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
        return image;
    }

    @Test
    void shapesAndNamesAreInTheOrderOfTheOptions() {
        assertEquals(List.of("left", "right", "scan", "patient", "views", "views_present"), data.inputNames());
        assertEquals(
                List.of(
                        Shape.of(6, 5, 3),
                        Shape.of(6, 5, 3),
                        Shape.of(4, 7, 2),
                        Shape.of(2),
                        Shape.of(3, 6, 5, 3),
                        Shape.of(3)),
                data.inputShapes());
        assertEquals(List.of("id", "mask", "shape", "clean", "colour", "pose", "sample weight"), data.targetNames());
        assertEquals(
                List.of(
                        Shape.scalar(),
                        Shape.of(6, 5),
                        Shape.scalar(),
                        Shape.of(6, 5, 3),
                        Shape.scalar(),
                        Shape.of(2),
                        Shape.scalar()),
                data.targetShapes());
        assertEquals(
                List.of(
                        List.of(),
                        List.of(),
                        List.of("flat", "round"),
                        List.of(),
                        List.of("blue", "red"),
                        List.of(),
                        List.of()),
                data.targetClasses());
        assertEquals(List.of(), data.classNames());
        assertTrue(data.hasSampleWeights());
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void everyArrayIsThatOfItsCells(ReadBy reader) {
        for (Batch batch :
                AllBatches.of(data.reader(reader), 4, Order.shuffled(7, 0)).batches()) {
            for (int i = 0; i < batch.size(); i++) {
                int id = (int) batch.targets().get(0).get(i);
                check(id, i, batch);
            }
        }
    }

    private void check(int id, int i, Batch batch) {
        float[][] in = batch.inputs().stream().map(a -> a.row(i).values()).toArray(float[][]::new);
        assertArrayEquals(read("left/" + id + ".png", FORM), in[0]);
        assertArrayEquals(read("right/" + id + ".jpg", FORM), in[1]);
        float[] first = read("t1/" + id + ".png", GRAY);
        float[] second = read("t2/" + id + ".png", GRAY);
        for (int k = 0; k < first.length; k++) {
            assertEquals(first[k], in[2][2 * k]);
            assertEquals(second[k], in[2][2 * k + 1]);
        }
        assertArrayEquals(new float[] {20 + id, id / 4f}, in[3]);
        for (int v = 0; v < 3; v++) {
            boolean there = ColumnsFolder.isThere(id, v);
            float[] expected = there ? read("v" + v + "/" + id + ".png", FORM) : new float[FORM.values()];
            assertArrayEquals(expected, Arrays.copyOfRange(in[4], v * FORM.values(), (v + 1) * FORM.values()));
            assertEquals(there ? 1 : 0, in[5][v]);
        }
        float[][] out = batch.targets().stream().map(a -> a.row(i).values()).toArray(float[][]::new);
        assertArrayEquals(read("mask/" + id + ".png", ImageForm.mask(6, 5)), out[1]);
        assertEquals(id % 2 == 0 ? 1 : 0, out[2][0]);
        assertArrayEquals(read("clean/" + id + ".png", FORM), out[3]);
        assertEquals(id % 3 == 0 ? 1 : 0, out[4][0]);
        assertArrayEquals(new float[] {id, -id}, out[5]);
        assertEquals(id % 4 * 0.5f, out[6][0]);
    }

    @Test
    void bothReadersThreadsBatchesAndCachesGiveTheSameBits() {
        MultiInputGenerator changed = data.augmentation(CHANGES)
                .augmentation("right", Augmentation.none().contrast(0.5));
        List<FloatArray> expected = arrays(changed.reader(ReadBy.JAVA).threads(1), 4);
        assertNotEquals(arrays(data, 4), expected);
        for (ReadBy reader : ReadBy.values()) {
            MultiInputGenerator cached = changed.reader(reader).cache(1 << 20);
            for (int batch : new int[] {1, 3, COUNT}) {
                assertEquals(expected, arrays(changed.reader(reader).threads(3), batch), reader + " " + batch);
                assertEquals(expected, arrays(cached, batch), reader + " from the cache " + batch);
            }
        }
        assertNotEquals(expected, arrays(changed.over(files.all().open().subset(1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10)), 4));
    }

    /** All arrays of an epoch of training, whatever its batches. */
    private static List<FloatArray> arrays(MultiInputGenerator from, int batchSize) {
        List<Batch> batches =
                AllBatches.of(from, batchSize, Order.shuffled(3, 5)).batches();
        int inputs = batches.get(0).inputs().size();
        return IntStream.range(0, inputs + batches.get(0).targets().size())
                .mapToObj(a -> FloatArray.concat(batches.stream()
                        .map(b -> a < inputs ? b.inputs().get(a) : b.targets().get(a - inputs))
                        .toList()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aMissingViewStaysZeroThroughAllChanges(ReadBy reader) {
        Batch batch = AllBatches.of(data.reader(reader).augmentation(CHANGES), COUNT, Order.asStored(7, 0))
                .batches()
                .get(0);
        for (int i = 0; i < COUNT; i++) {
            float[] views = batch.inputs().get(4).row(i).values();
            for (int v = 0; v < 3; v++) {
                float[] view = Arrays.copyOfRange(views, v * FORM.values(), (v + 1) * FORM.values());
                assertEquals(!ColumnsFolder.isThere(i, v), Arrays.equals(view, new float[FORM.values()]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aBadFileIsNamedByItsColumn(ReadBy reader) throws IOException {
        Files.delete(files.path("t2/2.png"));
        Files.write(files.path("mask/5.png"), new byte[0]);
        Files.write(files.path("clean/5.png"), new byte[] {1, 2, 3, 4});
        Files.delete(files.path("v1/1.png"));
        MultiInputGenerator read = data.reader(reader);
        AllBatches batches = AllBatches.of(read, 3, Order.asStored());
        assertEquals(List.of(0, 3, 4, 6, 7, 8, 9, 10), batches.ids());
        // A sample takes its weight with it.
        for (Batch batch : batches.batches()) {
            for (int i = 0; i < batch.size(); i++) {
                assertEquals(
                        batch.targets().get(0).get(i) % 4 * 0.5f,
                        batch.targets().get(6).get(i));
            }
        }
        Table report = read.report();
        assertEquals(
                List.of("v1", "t2", "mask", "clean"),
                report.stringColumn("column").asList());
        assertEquals(
                List.of("v1/1.png", "t2/2.png", "mask/5.png", "clean/5.png"),
                report.stringColumn("path").asList());
        assertEquals(List.of(3, 4, 7, 7), report.intColumn("row").asList());
        assertEquals("there is no such file", report.getString(0, "reason"));
        assertEquals("the file is empty", report.getString(2, "reason"));
        assertEquals(
                "cannot read v1/1.png (" + files.csv() + ", line 3, column v1): there is no such file",
                assertThrows(
                                BadFileException.class,
                                () -> AllBatches.of(data.reader(reader).onBadFile(BadFile.STOP), 3, Order.asStored()))
                        .getMessage());
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aMissingFileIsAMissingViewWhereAsked(ReadBy reader) throws IOException {
        Files.delete(files.path("v1/1.png"));
        Files.write(files.path("v1/4.png"), new byte[0]);
        for (int v = 0; v < 3; v++) {
            Files.deleteIfExists(files.path("v" + v + "/7.png"));
        }
        MultiInputGenerator read = generator(
                        files.all().missingFilesAreMissingViews().open())
                .reader(reader)
                .cache(1 << 20);
        for (int pass = 0; pass < 2; pass++) {
            AllBatches batches = AllBatches.of(read, 4, Order.asStored());
            assertEquals(List.of(0, 1, 2, 3, 5, 6, 8, 9, 10), batches.ids());
            assertEquals(0, batches.image(1, 5).get(1));
            assertEquals(
                    FloatArray.zeros(Shape.of(6, 5, 3)), batches.image(1, 4).row(1));
            assertEquals(1, batches.image(0, 5).get(0));
        }
        Table report = read.report();
        assertEquals(List.of(6, 9), report.intColumn("row").asList());
        assertEquals(
                List.of("the file is empty", "no view is there, of [v0, v1, v2]"),
                report.stringColumn("reason").asList());
    }

    @Test
    void formsOfColumnsAreTakenAsTheyAreSet() {
        MultiInputGenerator own = data.form("left", ImageForm.gray(3, 3))
                .form("mask", ImageForm.mask(9, 8).grayValues(0, 1, 2, 3))
                .form("clean", GRAY)
                .form("views", ImageForm.gray(2, 2));
        assertEquals(Shape.of(3, 3, 1), own.inputShapes().get(0));
        assertEquals(Shape.of(3, 2, 2, 1), own.inputShapes().get(4));
        assertEquals(Shape.of(9, 8), own.targetShapes().get(1));
        assertEquals(Shape.of(4, 7, 1), own.targetShapes().get(3));
        // Without another, a mask has the size of the first image, and a target that is an input too has its form.
        Manifest coder = files.columns()
                .images("left", "right")
                .imageTargets("right")
                .masks("mask")
                .open();
        MultiInputGenerator twice = new MultiInputGenerator(coder, List.of(FORM, GRAY));
        assertEquals(List.of(Shape.of(4, 7, 1), Shape.of(6, 5)), twice.targetShapes());
        Batch batch = AllBatches.of(twice, COUNT, Order.asStored()).batches().get(0);
        assertEquals(batch.inputs().get(1), batch.targets().get(0));
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aStackThatIsATargetHasThePixelsOfItsInputs(ReadBy reader) throws IOException {
        Manifest fusion = files.columns()
                .images("left", "right")
                .stackedTarget("sources", "right", "left")
                .open();
        MultiInputGenerator read = new MultiInputGenerator(fusion, FORM.minusOneToOne()).reader(reader);
        assertEquals(List.of("sources"), read.targetNames());
        assertEquals(List.of(Shape.of(6, 5, 6)), read.targetShapes());
        requireStacked(read, 1, 0);
        requireStacked(read.cache(1 << 20), 1, 0);
        // Moves are those of the inputs, on every channel; tones are not changed.
        Augmentation moves = Augmentation.none()
                .rotation(30)
                .widthShift(0.2)
                .horizontalFlip()
                .fill(Fill.constant(-1))
                .sameForAllImages();
        requireStacked(read.augmentation(moves), 1, 0);
        MultiInputGenerator toned = read.augmentation(moves.brightness(0.3));
        assertEquals(targets(read.augmentation(moves)), targets(toned));
        assertNotEquals(targets(read), targets(toned));
        refused(
                "target sources moves with the images, which must then move alike: augmentation needs sameForAllImages()",
                () -> read.augmentation(Augmentation.none().verticalFlip()));
        Files.delete(files.path("left/3.png"));
        AllBatches.of(read, COUNT, Order.asStored());
        assertEquals(
                List.of("left", "left"), read.report().stringColumn("column").asList());
    }

    private static List<FloatArray> targets(MultiInputGenerator from) {
        return AllBatches.of(from, COUNT, Order.asStored(3, 1)).batches().get(0).targets();
    }

    /** The channels of the target are those of these inputs, one after the other. */
    private static void requireStacked(MultiInputGenerator from, int... inputs) {
        Batch batch = AllBatches.of(from, COUNT, Order.asStored(3, 1)).batches().get(0);
        FloatArray target = batch.targets().get(0);
        int pixels = COUNT * 6 * 5;
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < 3 * inputs.length; c++) {
                float expected = batch.inputs().get(inputs[c / 3]).values()[3 * p + c % 3];
                assertEquals(expected, target.values()[3 * inputs.length * p + c], "pixel " + p + " channel " + c);
            }
        }
    }

    /** One array has one size; what is stacked from inputs of several forms needs one of its own. */
    @Test
    void aStackThatIsATargetHasOneForm() {
        Manifest fusion = files.columns()
                .images("left", "right")
                .stackedTarget("sources", "left", "right")
                .open();
        refused(
                "target sources is a stack of [left, right], which have several forms as inputs: give it one by"
                        + " form(\"sources\", ...), got [(6, 5, 3) bilinear, stretch, (4, 7, 1) bilinear, stretch]",
                () -> new MultiInputGenerator(fusion, FORM).form("right", GRAY));
        MultiInputGenerator own = new MultiInputGenerator(fusion, FORM)
                .form("sources", ImageForm.gray(6, 5))
                .form("right", GRAY);
        assertEquals(List.of(Shape.of(6, 5, 2)), own.targetShapes());
        // A column that is no input has the form of the first.
        Manifest other = files.columns()
                .images("left")
                .stackedTarget("sources", "left", "clean")
                .open();
        assertEquals(List.of(Shape.of(6, 5, 6)), new MultiInputGenerator(other, FORM).targetShapes());
    }

    @Test
    void oneNumberIsAColumnAndOneTargetANumber() {
        Manifest one = files.columns()
                .images("left")
                .numbers("age", "age")
                .targets("x")
                .open();
        MultiInputGenerator read = new MultiInputGenerator(one, FORM);
        assertEquals(List.of(Shape.of(6, 5, 3), Shape.of(1)), read.inputShapes());
        assertEquals(List.of(Shape.scalar()), read.targetShapes());
    }

    /** Four channels, or class indices, as an input: the graph of tf.data has neither. */
    @Test
    void whatTheGraphCannotReadIsReadInJavaBesideIt() {
        Manifest two = files.columns().images("mask", "left").open();
        MultiInputGenerator one = new MultiInputGenerator(two, List.of(ImageForm.mask(5, 5), FORM));
        MultiInputGenerator none = new MultiInputGenerator(
                files.columns().images("mask").targets("id").open(), ImageForm.mask(5, 5));
        for (MultiInputGenerator read : List.of(one, none)) {
            assertEquals(
                    AllBatches.of(read.reader(ReadBy.JAVA), 4, Order.shuffled(1, 1)),
                    AllBatches.of(read.reader(ReadBy.TF_DATA), 4, Order.shuffled(1, 1)));
        }
        assertArrayEquals(
                read("mask/0.png", ImageForm.mask(5, 5)),
                AllBatches.of(none.reader(ReadBy.TF_DATA), 4, Order.asStored())
                        .batches()
                        .get(0)
                        .inputs()
                        .get(0)
                        .row(0)
                        .values());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(
                "forms must be as many as inputs [left, right, scan, views], got 1",
                () -> new MultiInputGenerator(files.all().open(), List.of(FORM)));
        refused(
                "form must be of one of the images [left, right, scan, views, mask, clean], got \"shape\"",
                () -> data.form("shape", FORM));
        refused(
                "target mask holds classes, which have nothing between them: form(\"mask\", ImageForm.mask(6, 5)), or"
                        + " another of nearest pixels, got (6, 5, 3) bilinear, stretch",
                () -> data.form("mask", FORM));
        refused(
                "augmentation must be of one of the images [left, right, scan, views, mask, clean], got \"patient\"",
                () -> data.augmentation("patient", CHANGES));
        refused(
                "augmentation must be of an input, got the target clean: targets move with the images, and nothing else"
                        + " is done to them",
                () -> data.augmentation("clean", CHANGES));
        refused(
                "target mask moves with all images: the augmentation of left must change its tones alone, got"
                        + " Augmentation[rotation=5.0, fill=NEAREST]",
                () -> data.augmentation("left", Augmentation.none().rotation(5)));
        refused("augmentation of left is set already: put all changes into one", () -> data.augmentation(
                        "left", Augmentation.none().noise(1))
                .augmentation("left", Augmentation.none().noise(2)));
        refused(
                "target mask moves with the images, which must then move alike: augmentation needs sameForAllImages()",
                () -> data.augmentation(Augmentation.none().verticalFlip()));
        refused("fillClass must be of a mask, got clean", () -> data.fillClass("clean", 1));
        refused("fillClass must not be negative, got -1", () -> data.fillClass("mask", -1));
        // Tones alone may differ, and one image moves alike with itself.
        data.augmentation(Augmentation.none().brightness(0.1));
        new MultiInputGenerator(files.columns().images("left").masks("mask").open(), FORM)
                .augmentation(Augmentation.none().rotation(20).fill(Fill.REFLECT));
    }

    @Test
    void theFingerprintTellsTheColumns() {
        assertEquals(data.fingerprint(), generator(files.all().open()).fingerprint());
        for (MultiInputGenerator other : List.of(
                generator(files.all().missingFilesAreMissingViews().open()),
                generator(files.all().classes("shape", List.of("round", "flat")).open()),
                data.form("mask", ImageForm.mask(3, 3)),
                data.augmentation(CHANGES),
                data.augmentation("left", Augmentation.none().noise(1)),
                data.augmentation(CHANGES).fillClass("mask", 7))) {
            assertNotEquals(data.fingerprint(), other.fingerprint());
        }
        assertNotEquals(
                data.augmentation(CHANGES).fingerprint(),
                data.augmentation(CHANGES).fillClass("mask", 7).fingerprint());
    }

    @Test
    void largeSamplesAreReadInSmallBlocks() {
        assertEquals(1, block(1024, 2));
        assertEquals(1, block(1024, 32));
        assertEquals(2, block(64, 2));
        assertEquals(8, block(64, 32));
    }

    private int block(int side, int batch) {
        Manifest four = files.columns().images("left", "right", "t1", "t2").open();
        List<ImageForm> forms = Collections.nCopies(4, ImageForm.rgb(side, side));
        SampleLayout layout = new SampleLayout(four, forms);
        return TfDataStream.block(new ImageSource(four, layout, 1 << 20), batch);
    }
}
