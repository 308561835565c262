package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.data.Batch;
import polyview.data.ClassBatches;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.SmallClasses;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.manifest.PairFolder;

/** Batches of classes from image files, with both readers: row i is of class i mod 3. */
@Tag("data")
class ClassBatchesOfImagesTest {

    private static final int GOOD = 21;
    private static final ImageForm FORM = ImageForm.rgb(6, 5);

    @TempDir
    private Path folder;

    private MultiInputGenerator good() {
        return new MultiInputGenerator(PairFolder.good(folder, GOOD).withLabels(), FORM).threads(2);
    }

    /** With three rows more: one without a file, two whose PNG ends early, of which only the header can be read. */
    private MultiInputGenerator withBadFiles() {
        PairFolder pairs = PairFolder.good(folder, GOOD);
        byte[] whole = PairFolder.encoded("png", 1);
        byte[] right = PairFolder.encoded("jpg", 2);
        pairs.add("left/missing.png", new byte[0], "right/21.jpg", right);
        pairs.add("left/short.png", Arrays.copyOf(whole, whole.length / 2), "right/22.jpg", right);
        pairs.add("left/shorter.png", Arrays.copyOf(whole, whole.length / 3), "right/23.jpg", right);
        return new MultiInputGenerator(pairs.withLabels(), FORM).threads(2);
    }

    /** An epoch with the rows of its batches. */
    private record Pass(List<Batch> batches, List<int[]> rows) {

        static Pass of(ClassBatches data, int epochNumber) {
            Pass pass = new Pass(new ArrayList<>(), new ArrayList<>());
            try (Epoch epoch = data.epoch(data.batchSize(), Order.shuffled(7, epochNumber))) {
                while (epoch.hasNext()) {
                    pass.batches.add(epoch.next());
                    pass.rows.add(epoch.samples().orElseThrow());
                }
            }
            assertEquals(data.batchesPerEpoch(), pass.batches.size());
            return pass;
        }

        /** Two different classes, three samples of each, one class after the other, and no sample twice. */
        void assertBalanced() {
            for (int b = 0; b < rows.size(); b++) {
                int[] classes = IntStream.of(rows.get(b)).map(row -> row % 3).toArray();
                int first = classes[0];
                int second = classes[3];
                assertTrue(first != second);
                assertArrayEquals(new int[] {first, first, first, second, second, second}, classes);
                assertEquals(6, IntStream.of(rows.get(b)).distinct().count());
                for (int i = 0; i < 6; i++) {
                    assertEquals(classes[i], batches.get(b).targets().get(0).get(i));
                }
            }
        }

        void assertImagesOf(Batch all) {
            for (int b = 0; b < rows.size(); b++) {
                for (int i = 0; i < 6; i++) {
                    for (int input = 0; input < 2; input++) {
                        FloatArray expected = all.inputs().get(input).row(rows.get(b)[i]);
                        assertEquals(
                                expected, batches.get(b).inputs().get(input).row(i));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void batchesHoldTheImagesOfTheirRows(ReadBy reader) {
        MultiInputGenerator files = good();
        // As they are in the files, by the reader whose images are held against those of the decoder elsewhere.
        Batch all = AllBatches.of(files, GOOD, Order.asStored()).batches().get(0);
        for (int epoch = 0; epoch < 3; epoch++) {
            Pass pass = Pass.of(files.reader(reader).classBatches(2, 3), epoch);
            pass.assertBalanced();
            pass.assertImagesOf(all);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void badFilesAreReplacedWithinTheirClass(ReadBy reader) {
        MultiInputGenerator files = withBadFiles().reader(reader);
        Batch all = AllBatches.of(good(), GOOD, Order.asStored()).batches().get(0);
        Set<Integer> wanted = new TreeSet<>();
        ClassBatches data = files.classBatches(2, 3);
        for (int epoch = 0; epoch < 4; epoch++) {
            Pass pass = Pass.of(data, epoch);
            pass.assertBalanced();
            pass.assertImagesOf(all);
            pass.rows.forEach(rows -> IntStream.of(rows).forEach(wanted::add));
        }
        assertEquals(GOOD, wanted.size());
        assertEquals(
                List.of("left/missing.png", "left/short.png", "left/shorter.png"),
                files.report().stringColumn("path").asList().stream().sorted().toList());
    }

    /** Changes at random belong to the row and the epoch, so both readers make the same ones. */
    @Test
    void bothReadersGiveTheSameBits() {
        MultiInputGenerator files =
                withBadFiles().augmentation(Augmentation.none().rotation(20).brightness(0.1));
        for (int epoch = 0; epoch < 3; epoch++) {
            Pass java = Pass.of(files.classBatches(2, 3), epoch);
            Pass tfData = Pass.of(files.reader(ReadBy.TF_DATA).classBatches(2, 3), epoch);
            assertEquals(java.batches, tfData.batches);
            assertArrayEquals(java.rows.toArray(), tfData.rows.toArray());
        }
        assertFalse(Pass.of(files.classBatches(2, 3), 0).batches.equals(Pass.of(files.classBatches(2, 3), 1).batches));
    }

    /** A row that comes several times in a batch is read as often, also where it lies in one block of the graph. */
    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void rowsOfSmallClassesComeSeveralTimes(ReadBy reader) {
        PairFolder pairs = PairFolder.good(folder, 6);
        MultiInputGenerator files = new MultiInputGenerator(pairs.withLabels(), FORM).threads(2);
        Batch all = AllBatches.of(files, 6, Order.asStored()).batches().get(0);
        ClassBatches data = files.reader(reader).classBatches(2, 3, SmallClasses.REPEAT);
        Pass pass = Pass.of(data, 0);
        pass.assertImagesOf(all);
        assertTrue(pass.rows.size() > 0);
        for (int[] rows : pass.rows) {
            // Two samples are all that a class has.
            assertEquals(4, IntStream.of(rows).distinct().count());
        }
    }
}
