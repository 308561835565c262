package polyview.data.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;

/** Splits and folds of manifests and of what reads them; unions and differences of parts. */
@Tag("data")
class ManifestPartsTest {

    @TempDir
    private Path folder;

    /** 40 scans of 10 patients, on the days 1 to 20 of a month, two a day; every third patient is ill. */
    private Manifest scans() throws IOException {
        StringBuilder text = new StringBuilder("image,finding,patient,day\n");
        for (int i = 0; i < 40; i++) {
            int patient = i % 10;
            text.append(i)
                    .append(".png,")
                    .append(patient % 3 == 0 ? "ill" : "well")
                    .append(",p")
                    .append(patient);
            text.append(String.format(",2026-03-%02d%n", 1 + i / 2));
        }
        Path file = folder.resolve("scans.csv");
        Files.writeString(file, text.toString().replace("\r", ""));
        return Manifest.csv(file)
                .images("image")
                .label("finding")
                .group("patient")
                .time("day")
                .open();
    }

    private static Set<String> patients(Manifest part) {
        Set<String> patients = new HashSet<>();
        IntStream.range(0, part.size())
                .forEach(row -> patients.add(part.groups().get(part.group(row))));
        return patients;
    }

    private static List<Integer> lines(Manifest part) {
        return IntStream.range(0, part.size()).mapToObj(part::line).sorted().toList();
    }

    @Test
    void noPatientIsInTwoParts() throws IOException {
        Manifest scans = scans();
        for (var fold : scans.splitter().byGroup().stratified().kFold(4, 7)) {
            assertTrue(patients(fold.train()).stream().noneMatch(patients(fold.test())::contains));
            assertEquals(lines(scans), lines(fold.train().plus(fold.test())));
        }
        var reader = new MultiInputGenerator(scans, ImageForm.gray(4, 4));
        var parts = reader.splitter().byGroup().split(7, 0.6, 0.2, 0.2);
        assertEquals(List.of(24, 8, 8), parts.stream().map(Dataset::size).toList());
        assertEquals(6, patients(parts.get(0).manifest()).size());
        assertEquals(
                "[part 1, part 2, part 3]",
                parts.report().stringColumn("part").asList().toString());
        assertEquals(List.of(6, 2, 2), parts.report().intColumn("groups").asList());
    }

    @Test
    void timeOrderTellsDaysAsTheyAreWritten() throws IOException {
        var parts = scans().splitter().byTime().split(1, 0.5, 0.25, 0.25);
        assertEquals("3 parts of [20, 10, 10] rows", parts.toString());
        assertEquals(
                List.of("2026-03-01", "2026-03-11", "2026-03-16"),
                parts.report().stringColumn("first").asList());
        assertEquals(
                List.of("2026-03-10", "2026-03-15", "2026-03-20"),
                parts.report().stringColumn("last").asList());
        assertEquals(
                List.of("fold 1 train", "fold 1 test", "fold 2 train", "fold 2 test"),
                scans().splitter()
                        .byTime()
                        .kFold(2, 1)
                        .report()
                        .stringColumn("part")
                        .asList());
    }

    @Test
    void classesHaveTheirNamesInMessagesAndTables() throws IOException {
        var scans = scans();
        refused(
                "kFold(5) needs 5 groups of each class, class ill has 4: take at most 4 folds, or classesMayLack()",
                () -> scans.splitter().byGroup().stratified().kFold(5, 1));
        var shares = scans.splitter().stratified().kFold(2, 1).classShares();
        assertEquals(
                List.of("ill", "well", "ill", "well"),
                shares.stringColumn("class").asList());
        assertEquals(List.of(8, 12, 8, 12), shares.intColumn("rows").asList());
    }

    @Test
    void partsAreJoinedAndTakenAway() throws IOException {
        Manifest scans = scans();
        Manifest few = scans.subset(3, 5, 7);
        assertEquals(List.of(5, 7, 9, 11), lines(few.plus(scans.subset(7, 9))), "row 7 comes once");
        assertEquals(List.of(5, 7), lines(few.without(scans.subset(7, 9))));
        assertEquals(37, scans.without(few).size());
        assertEquals(5, scans.subset(1, 1, 1).plus(scans.subset(0, 1, 2)).size(), "repeated rows stay");
        Manifest again = scans();
        String message = assertThrows(IllegalArgumentException.class, () -> few.plus(again))
                .getMessage();
        assertTrue(message.endsWith("scans.csv, opened twice"), message);
        var reader = new MultiInputGenerator(scans, ImageForm.gray(4, 4));
        assertEquals(37, reader.without(reader.over(few)).size());
        assertEquals(40, reader.over(few).plus(reader).size());
    }

    @Test
    void oversampledRowsAreNotSplit() throws IOException {
        Manifest scans = scans();
        for (Runnable split : List.<Runnable>of(
                () -> scans.oversampled(1).splitter().kFold(2, 1),
                () -> scans.oversampled(1).splitter().byGroup().split(1, 0.5, 0.5),
                () -> scans.oversampled(1).splitter().byTime().split(1, 0.5, 0.5))) {
            String message =
                    assertThrows(IllegalArgumentException.class, split::run).getMessage();
            assertTrue(
                    message.endsWith(
                            " comes more than once, and could lie in two parts: split first, then take the training oversampled"),
                    message);
        }
    }

    @Test
    void dataInMemoryIsJoinedByItsOrigin() {
        MemoryDataset data = Dataset.of(
                List.of(FloatArray.of(new float[] {0, 1, 2, 3, 4, 5}, 6, 1)),
                FloatArray.of(new float[] {0, 1, 0, 1, 0, 1}, 6));
        var folds = data.splitter().stratified().kFold(3, 7);
        MemoryDataset two = folds.get(0).test().plus(folds.get(1).test());
        assertEquals(4, two.size());
        assertEquals(2, data.without(two).size());
        assertEquals(2, two.without(folds.get(0).test()).size());
        assertEquals(folds.get(0).test().all(), two.without(folds.get(1).test()).all());
        assertEquals(6, two.plus(data).size());
        refused("parts of one data set can be joined, got those of two", () -> data.plus(data.rescaled(2, 0)));
        refused("the data does not tell groups: give them, byGroup(groups)", () -> data.splitter()
                .byGroup());
        assertEquals(
                2,
                data.splitter()
                        .byGroup(1, 1, 2, 2, 3, 3)
                        .kFold(3, 1)
                        .get(0)
                        .test()
                        .size());
    }

    /** Numbers that tell no class before they are read. */
    private record Numbers(int size) implements SampleSource {
        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of();
        }

        @Override
        public void read(int index, Sample into) {
            into.input(0)[0] = index;
        }
    }

    @Test
    void partsOfASourceAreJoinedByItsNumbers() {
        SampleLoader data = new SampleLoader(new Numbers(10));
        var folds = data.splitter().byGroup(0, 0, 1, 1, 2, 2, 3, 3, 4, 4).kFold(5, 7);
        assertEquals(2, folds.get(0).test().size());
        assertEquals(
                List.of("part", "rows", "percent", "wanted", "groups"),
                folds.report().columnNames(),
                "without classes");
        SampleLoader two = folds.get(0).test().plus(folds.get(1).test());
        assertEquals(4, two.size());
        assertEquals(6, data.without(two).size());
        assertEquals(2, two.without(folds.get(1).test()).size());
        refused(
                "parts of one source can be joined, got those of two",
                () -> data.plus(new SampleLoader(new Numbers(11))));
        refused("the data does not tell classes: give them, stratified(classes)", () -> data.splitter()
                .stratified());
    }

    @Test
    void openingIsStoppedByAnInterrupt() throws IOException {
        scans();
        Thread.currentThread().interrupt();
        try {
            String message =
                    assertThrows(CancellationException.class, this::scans).getMessage();
            assertTrue(message.endsWith("scans.csv was interrupted after 0 lines; nothing of it is kept"), message);
            Files.createDirectories(folder.resolve("pets/cat"));
            Files.write(folder.resolve("pets/cat/1.png"), new byte[1]);
            String folders = assertThrows(
                            CancellationException.class,
                            () -> Manifest.classFolders(folder.resolve("pets")).open())
                    .getMessage();
            assertTrue(folders.endsWith("pets was interrupted after 0 files; nothing of it is kept"), folders);
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }
}
