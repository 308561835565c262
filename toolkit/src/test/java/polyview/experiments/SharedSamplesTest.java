package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import polyview.data.DataFingerprint;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.ForwardingDataset;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.data.SampleKeys;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;
import polyview.data.manifest.Manifest;
import polyview.training.Fit;

/** Samples that are in two parts of the data are found and refused; what is equal by chance is not. */
@Tag("experiments")
class SharedSamplesTest {

    /** Noise of 6 x 6 pixels. */
    private static MemoryDataset noise(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatArray images = FloatArray.zeros(Shape.of(count, 6, 6, 1));
        for (int i = 0; i < images.values().length; i++) {
            images.values()[i] = random.nextFloat();
        }
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        return Dataset.of(List.of(images), FloatArray.of(labels, count));
    }

    @Test
    void sharedValuesAreCountedAndTheFirstIsNamed() {
        MemoryDataset all = noise(20, 1);
        Dataset train = all.subset(0, 1, 2, 3, 4, 5, 6, 7);
        Dataset test = all.subset(9, 6, 10, 3, 11);
        assertEquals(
                Optional.of("2 of 8 samples are also among the 5, the first is sample 3 here and sample 3 there"),
                SharedSamples.between(train, test));
        assertEquals(
                Optional.of("2 of 5 samples are also among the 8, the first is sample 1 here and sample 6 there"),
                SharedSamples.between(test, train));
        assertEquals(
                Optional.of("1 of 2 samples is also among the 8, the first is sample 1 here and sample 4 there"),
                SharedSamples.between(all.subset(12, 4), train));
        assertEquals(Optional.empty(), SharedSamples.between(train, all.subset(8, 9, 10)));
        assertEquals(Optional.empty(), SharedSamples.between(noise(20, 1), noise(20, 2)));
        // The same values elsewhere, in another order, and under other names and weights.
        assertEquals(Optional.of("both have the same 20 samples"), SharedSamples.between(all, noise(20, 1)));
        assertEquals(
                Optional.of("both have the same 3 samples"),
                SharedSamples.between(all.subset(3, 1, 2), all.subset(1, 2, 3)));
        assertEquals(Optional.of("they are one data set"), SharedSamples.between(all, all.named("image")));
        assertTrue(SharedSamples.between(all.named("image"), all.subset(3)).isPresent());
    }

    @Test
    void anotherBitIsAnotherSampleAnotherTargetIsNot() {
        MemoryDataset data = noise(4, 1);
        MemoryDataset other = noise(4, 1);
        other.all().targets().get(0).values()[2] = 7;
        other.all().inputs().get(0).values()[0] += 1e-6f;
        assertEquals(
                Optional.of("3 of 4 samples are also among the 4, the first is sample 1 here and sample 1 there"),
                SharedSamples.between(data, other));
        assertEquals(
                Optional.of("both have the same 4 samples"), SharedSamples.between(data, data.weighted(1, 2, 3, 4)));
    }

    @Test
    void whatChanceMakesEqualIsNotShared() {
        // Black images; a table with two columns; an image that both parts have, and one of them twice.
        MemoryDataset black =
                Dataset.of(List.of(FloatArray.zeros(Shape.of(3, 8, 8, 1))), FloatArray.of(new float[3], 3));
        assertEquals(Optional.empty(), SharedSamples.between(black, black.subset(0, 1)));
        MemoryDataset table = Dataset.of(
                List.of(FloatArray.of(new float[] {0, 1, 1, 1, 1, 0}, 3, 2)), FloatArray.of(new float[3], 3));
        assertEquals(Optional.empty(), SharedSamples.between(table, table.subset(2, 0)));
        MemoryDataset all = noise(5, 1);
        assertEquals(Optional.empty(), SharedSamples.between(all, all.subset(2, 2)));
        assertEquals(
                Optional.of("1 of 5 samples is also among the 3, the first is sample 4 here and sample 1 there"),
                SharedSamples.between(all, all.subset(2, 4, 2)));
    }

    @Test
    void filesAreComparedByTheirPaths(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("pairs.csv"),
                "left,right,class\nl/0.png,r/0.png,a\nl/1.png,r/1.png,b\nl/2.png,r/2.png,a\n");
        Files.createDirectories(folder.resolve("l"));
        Path other = Files.writeString(
                folder.resolve("l/other.csv"),
                "left,right,class\n9.png,../r/9.png,a\n../l/1.png,../r/1.png,b\n0.png,../r/1.png,b\n");
        Dataset train = generator(csv);
        String path = folder.resolve("l/1.png").toAbsolutePath().normalize() + ", "
                + folder.resolve("r/1.png").toAbsolutePath().normalize();
        assertEquals(
                Optional.of(
                        "1 of 3 samples is also among the 3, the first is sample 1 here and sample 1 there, " + path),
                SharedSamples.between(train, generator(other)));
        assertEquals(Optional.empty(), SharedSamples.between(train, noise(3, 1)), "files and values");
        List<MultiInputGenerator> parts = generator(csv).split(1, 0.4, 0.6);
        assertEquals(Optional.empty(), SharedSamples.between(parts.get(0), parts.get(1)));
    }

    private static MultiInputGenerator generator(Path csv) {
        return new MultiInputGenerator(
                Manifest.csv(csv).images("left", "right").label("class").open(), ImageForm.gray(8, 8));
    }

    private static final class Numbers implements SampleSource {
        @Override
        public int size() {
            return 10;
        }

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
        }
    }

    @Test
    void samplesOfASourceAreComparedByTheirNumbers() {
        SampleLoader all = new SampleLoader(new Numbers());
        assertEquals(
                Optional.of("2 of 3 samples are also among the 2, the first is sample 1 here and sample 0 there"),
                SharedSamples.between(all.subset(1, 5, 7), all.threads(2).subset(5, 7)));
        assertEquals(Optional.empty(), SharedSamples.between(all.subset(1, 2), all.subset(3, 4)));
        assertEquals(Optional.empty(), SharedSamples.between(all, new SampleLoader(new Numbers())), "another source");
    }

    /** Data of a database. */
    private record Patients(MemoryDataset data, List<String> names) implements ForwardingDataset {
        @Override
        public Optional<SampleKeys> sampleKeys() {
            return Optional.of(new SampleKeys("patients", names));
        }
    }

    private record Unknown(MemoryDataset data, String sha256) implements Dataset {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public List<Shape> inputShapes() {
            return data.inputShapes();
        }

        @Override
        public List<Shape> targetShapes() {
            return data.targetShapes();
        }

        @Override
        public DataFingerprint fingerprint() {
            return new DataFingerprint(size(), "rows", sha256);
        }

        @Override
        public Epoch epoch(int batchSize, Order order) {
            return data.epoch(batchSize, order);
        }
    }

    @Test
    void dataOfOnesOwnTellsItsKeys() {
        assertEquals(
                Optional.of("1 of 2 samples is also among the 2, the first is sample 1 here and sample 0 there"),
                SharedSamples.between(
                        new Patients(noise(2, 1), List.of("", "b")), new Patients(noise(2, 2), List.of("b", ""))));
        MemoryDataset data = noise(3, 1);
        assertEquals(
                Optional.of("both have the same 3 samples"),
                SharedSamples.between(new Unknown(data, "f0"), new Unknown(data, "f0")));
        assertEquals(Optional.empty(), SharedSamples.between(new Unknown(data, "f0"), new Unknown(data, "f1")));
        assertEquals(Optional.empty(), SharedSamples.between(new Unknown(data, ""), new Unknown(data, "")));
    }

    private static final String ADVICE =
            "; give each part samples of its own, such as by splitter(), or say allowSharedSamples() if they are meant";

    @Test
    void anExperimentRefusesThem() {
        MemoryDataset train = MadeExperiment.made(48, 1);
        MemoryDataset valid = MadeExperiment.made(16, 2);
        MemoryDataset test = MadeExperiment.made(16, 3);
        MemoryDataset mixed = test.plus(test).subset(1, 2);
        refused(
                "valid and test must be different data: both have the same 16 samples; the score of data that also choose, such as"
                        + " the epoch to stop at, is too good; give data(train, test), or other samples for one of them",
                () -> MadeExperiment.experiment()
                        .data(train, MadeExperiment.made(16, 3), test)
                        .allowSharedSamples()
                        .run());
        refused(
                "train and test must share no sample: they are one data set" + ADVICE,
                () -> MadeExperiment.experiment().data(train, train).run());
        refused(
                "valid and test must share no sample: 2 of 2 samples are also among the 16, the first is sample 0 here and sample 1"
                        + " there" + ADVICE,
                () -> MadeExperiment.experiment().data(train, mixed, test).run());
        refused(
                "train and valid must share no sample: 16 of 48 samples are also among the 16, the first is sample 0 here and sample"
                        + " 0 there" + ADVICE,
                () -> MadeExperiment.experiment()
                        .data(train, train.take(16), test)
                        .run());
        assertTrue(MadeExperiment.experiment()
                .seeds(2)
                .fit(Fit.epochs(1))
                .data(train, valid, train.take(16))
                .allowSharedSamples()
                .run()
                .complete());
    }

    @Test
    void runsOfSharedDataOfASeedFail() {
        MemoryDataset train = MadeExperiment.made(48, 1);
        Results results = MadeExperiment.experiment()
                .seeds(2)
                .fit(Fit.epochs(1))
                .data(seed -> Split.of(train, seed == 1 ? train.subset(5, 6) : MadeExperiment.made(16, 3)))
                .run();
        assertEquals(2, results.failures().size());
        assertEquals(
                "no data: IllegalArgumentException: train and test must share no sample: 2 of 48 samples are also among the 2, the"
                        + " first is sample 5 here and sample 0 there" + ADVICE,
                results.failures().get(0).reason());
    }
}
