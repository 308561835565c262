package polyview.travel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.DataRecipe;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.ForwardingDataset;
import polyview.data.MemoryDataset;
import polyview.data.augment.Augmentation;
import polyview.data.augment.ImageChange;
import polyview.data.images.ImageForm;
import polyview.data.images.Transparency;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import polyview.datasets.Jitter;
import polyview.datasets.MadeBulbs;
import polyview.datasets.MadeCharacters;
import polyview.datasets.MadeFlatFields;
import polyview.datasets.MadePairs;
import polyview.datasets.MadeScenes;
import polyview.training.ChildJvm;

/** Data sets that another process makes from their recipes: the same names, shapes and bits; and what is refused. */
@Tag("data")
class RecipesTest {

    private static final int LARGEST_SPECIFICATION = 3000;

    @TempDir
    Path folder;

    private Path sent(DataParcel parcel, int number) throws IOException {
        Path file = folder.resolve("parcel" + number);
        try (var out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(parcel);
        }
        return file;
    }

    /** What a process of its own prints of them. */
    private List<String> there(List<DataParcel> parcels) throws IOException {
        String[] files = new String[parcels.size()];
        for (int i = 0; i < files.length; i++) {
            files[i] = sent(parcels.get(i), i).toString();
        }
        return ChildJvm.run(DataMain.class, List.of(), files).stream()
                .filter(line -> line.startsWith("data "))
                .toList();
    }

    private void requireSame(Dataset... data) throws IOException {
        List<DataParcel> parcels =
                Stream.of(data).map(set -> DataParcel.of("train", set)).toList();
        assertEquals(Stream.of(data).map(set -> "data " + DataMain.line(set)).toList(), there(parcels));
    }

    private static MemoryDataset arrays(int count) {
        SplittableRandom random = new SplittableRandom(5);
        FloatArray input = FloatArray.zeros(Shape.of(count, 3, 2, 1));
        FloatArray target = FloatArray.zeros(Shape.of(count));
        for (int i = 0; i < input.values().length; i++) {
            input.values()[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < count; i++) {
            target.values()[i] = i % 2;
        }
        return Dataset.of(List.of(input), target);
    }

    @Test
    void arraysAndWhatIsMadeOfThem() throws IOException {
        MemoryDataset data = arrays(11);
        requireSame(
                data,
                data.stratifiedSplit(7, 0.7, 0.3).get(1),
                data.rescaled(2, -1).subset(3, 1, 1),
                data.named("view").weighted(0.5, 1, 2, 0, 1, 1, 1, 1, 1, 0.25, 1),
                data.weighted(0.1, 1, 2, 0, 1, 1, 1, 1, 1, 0.25, 1).named("view"));
    }

    @Test
    void everyBitOfAFloatTravels() {
        float[] odd = {
            Float.intBitsToFloat(0x7fc00001), Float.intBitsToFloat(0xffc12345), -0f, Float.MIN_VALUE, Float.NaN
        };
        FloatArray back = (FloatArray) Bundle.open(Bundle.of("array", FloatArray.of(odd, 5, 1)));
        assertEquals(Shape.of(5, 1), back.shape());
        int[] bits = new int[odd.length];
        int[] bitsBack = new int[odd.length];
        for (int i = 0; i < odd.length; i++) {
            bits[i] = Float.floatToRawIntBits(odd[i]);
            bitsBack[i] = Float.floatToRawIntBits(back.values()[i]);
        }
        assertArrayEquals(bits, bitsBack);
    }

    @Test
    void madeDataSetsTravelAsTheirOptions() throws IOException {
        MemoryDataset pairs = MadePairs.of(40, 7).size(9, 8).noise(0.1f).dataset();
        MemoryDataset train = pairs.stratifiedSplit(3, 0.75, 0.25).get(0);
        MemoryDataset half = pairs.rescaled(0.5f, 0);
        MadeCharacters characters = MadeCharacters.of(3, 4, 3, 0.05, 7);
        Dataset[] made = {
            pairs,
            train,
            train.rescaled(2, -1).take(5),
            half.split(1, 0.5, 0.5).get(0).plus(half.take(3)),
            MadeBulbs.of(12, 7).size(16, 16).dataset().take(7),
            MadeBulbs.of(6, 7).size(16, 16).fourInputs(),
            MadeScenes.of(6, 7).size(8, 8).dataset(),
            MadeFlatFields.of(6, 7).size(8, 8).dataset(),
            characters.pairs(8, 1).size(16).jitter(Jitter.none().rotation(10)).dataset(),
            characters.oneShot(3, 1).ways(4).size(12).dataset().named("left", "right")
        };
        for (Dataset set : made) {
            int bytes = DataParcel.of("train", set).bytes().length;
            assertTrue(bytes < LARGEST_SPECIFICATION, () -> bytes + " bytes of " + set);
        }
        requireSame(made);
    }

    @Test
    void valuesThatAreNotMadeAgainAreRefused() throws IOException {
        MadePairs options = MadePairs.of(4, 7).size(8, 8);
        MemoryDataset changed = options.dataset();
        changed.all().inputs().get(0).values()[5] += 1;
        String refusal =
                "data refused " + options + " gives other values here than where the run was planned: it is made by"
                        + " another version here, or the arrays were changed after they were made; give the arrays instead:"
                        + " Dataset.of(inputs, target)";
        assertEquals(List.of(refusal), there(List.of(DataParcel.of("train", changed))));
    }

    /** A change of the user's own. */
    record Negative(float most) implements ImageChange {
        @Override
        public FloatArray change(FloatArray image, SplittableRandom random) {
            float[] values = image.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = most - values[i];
            }
            return image;
        }
    }

    @Test
    void filesAreReadWhereTheyLie() throws IOException {
        PairFolder pairs = PairFolder.good(folder.resolve("pairs"), 12);
        Manifest manifest = pairs.withLabels();
        MultiInputGenerator reader = new MultiInputGenerator(
                        manifest, ImageForm.rgb(6, 5).transparency(Transparency.drop()))
                .augmentation(
                        Augmentation.none().rotation(10).then(new Negative(1)).then((image, random) -> {
                            image.values()[0] = (float) random.nextDouble();
                            return image;
                        }))
                .cache(1 << 20)
                .threads(2);
        Manifest folders =
                Manifest.classFolders(folder.resolve("pairs")).ignoring("csv").open();
        requireSame(
                reader,
                reader.stratifiedSplit(5, 0.5, 0.5).get(1),
                reader.reader(ReadBy.TF_DATA).form("right", ImageForm.gray(6, 5).window(0, 1)),
                new MultiInputGenerator(manifest.oversampled(3), ImageForm.gray(4, 4)).named("one", "other"),
                new MultiInputGenerator(
                        Manifest.table(manifest.table(), folder.resolve("pairs"))
                                .images("right", "left")
                                .label("label")
                                .open(),
                        ImageForm.gray(4, 4)),
                new MultiInputGenerator(folders, ImageForm.gray(4, 4)),
                new MultiInputGenerator(folders.pairs(6, 3), ImageForm.gray(4, 4)));
    }

    @Test
    void anotherOrMissingManifestIsRefused() throws IOException {
        PairFolder pairs = PairFolder.good(folder.resolve("pairs"), 4);
        Path csv = pairs.path("pairs.csv");
        DataParcel parcel = DataParcel.of("train", new MultiInputGenerator(pairs.withLabels(), ImageForm.gray(4, 4)));
        String text = Files.readString(csv);
        Files.writeString(csv, text.replace(",2,1.0", ",7,1.0").replace("left/2.png,", "left/1.png,"));
        assertEquals(
                List.of("data refused manifest " + csv.toAbsolutePath()
                        + " has other rows here than where the run was planned: 4, and 4 there, which are others; all places must"
                        + " see the same file"),
                there(List.of(parcel)));
        Files.delete(csv);
        assertEquals(
                List.of("data refused manifest " + csv.toAbsolutePath() + " cannot be read here: cannot read "
                        + csv.toAbsolutePath()
                        + ": there is no such file; put it and its images into a folder that all places see under the same"
                        + " path, or give the data in memory: Dataset.of(inputs, target)"),
                there(List.of(parcel)));
    }

    /** A source of the user's own, which says that it can travel. */
    record Squares(int size) implements SampleSource, Serializable {
        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of(Shape.scalar());
        }

        @Override
        public void read(int index, Sample into) {
            into.input(0)[0] = index;
            into.target(0)[0] = index * index;
        }
    }

    record Renamed(Dataset data, List<String> inputNames) implements ForwardingDataset {
        @Override
        public Optional<DataRecipe> recipe() {
            List<String> names = inputNames;
            return data.recipe().map(first -> first.then(there -> new Renamed(there, names)));
        }
    }

    @Test
    void sourcesAndWrappersOfTheUser() throws IOException {
        SampleLoader loader = new SampleLoader(new Squares(9));
        requireSame(loader, loader.split(3, 0.5, 0.5).get(0), new Renamed(arrays(5), List.of("mine")));
    }

    record Silent(Dataset data) implements ForwardingDataset {}

    @Test
    void dataWithoutARecipeIsRefused() {
        Dataset silent = new Silent(arrays(3));
        assertEquals(
                "data train of seed 1 cannot travel: class polyview.travel.RecipesTest$Silent gives no recipe(); give it in"
                        + " memory (Dataset.of), by a manifest, or override recipe()",
                assertThrows(IllegalArgumentException.class, () -> DataParcel.of("train of seed 1", silent))
                        .getMessage());
    }

    /** As {@link Squares}, and not serializable. */
    static final class Staying implements SampleSource {
        private final Squares squares = new Squares(4);

        @Override
        public int size() {
            return squares.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return squares.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return squares.targetShapes();
        }

        @Override
        public void read(int index, Sample into) {
            squares.read(index, into);
        }
    }

    @Test
    void aSourceThatIsNotSerializableIsNamed() {
        SampleLoader loader = new SampleLoader(new Staying());
        for (Dataset data : List.of(loader, loader.subset(2, 1), loader.named("mine"))) {
            assertEquals(
                    "data train of seed 1 cannot travel: its source Staying must implement java.io.Serializable",
                    assertThrows(IllegalArgumentException.class, () -> DataParcel.of("train of seed 1", data))
                            .getMessage());
        }
    }

    /** Holds what cannot travel. */
    record Holding(Map<String, List<Object>> held) implements ImageChange {
        @Override
        public FloatArray change(FloatArray image, SplittableRandom random) {
            return image;
        }
    }

    @Test
    void whatIsNotSerializableIsRefusedByItsPath() {
        PairFolder pairs = PairFolder.good(folder.resolve("pairs"), 2);
        Dataset data = new MultiInputGenerator(pairs.withLabels(), ImageForm.gray(4, 4))
                .augmentation(Augmentation.none().then(new Holding(Map.of("thread", List.of(1, new Object())))));
        assertEquals(
                "data train cannot travel: options.augmentation.options.own[0].held.thread[1] is a java.lang.Object, which is"
                        + " not Serializable: let its class implement java.io.Serializable, make the field transient, or leave"
                        + " it out",
                assertThrows(IllegalArgumentException.class, () -> DataParcel.of("train", data))
                        .getMessage());
    }

    @Test
    void partsOfOneManifestAreReadOnce() {
        PairFolder pairs = PairFolder.good(folder.resolve("pairs"), 8);
        List<MultiInputGenerator> parts =
                new MultiInputGenerator(pairs.withLabels(), ImageForm.gray(4, 4)).split(1, 0.5, 0.5);
        MultiInputGenerator first =
                (MultiInputGenerator) DataParcel.of("a", parts.get(0)).make();
        MultiInputGenerator second =
                (MultiInputGenerator) DataParcel.of("b", parts.get(1)).make();
        assertEquals(8, first.plus(second).size(), "parts of two readings could not be joined");
    }
}
