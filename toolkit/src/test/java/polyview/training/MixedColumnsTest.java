package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.base.Seeds;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.ManifestColumns;
import polyview.data.manifest.PairFolder;
import polyview.data.summary.DatasetTable;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.models.Evaluation;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.optimizers.Optimizer;

/** Two images and numbers in, a mask and a class out, with weights: a model learns from all of them, read from files. */
@Tag("training")
class MixedColumnsTest {

    private static final int COUNT = 48;
    private static final int SIDE = 12;

    @TempDir
    private Path folder;

    private ManifestColumns columns;

    /** The mask is 1 where the left image is lighter than the right; the class is whether age is over 50. Rows of weight 0 lie about both. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("left,right,age,dose,mask,class,w\n");
        for (int i = 0; i < COUNT; i++) {
            SplittableRandom random = Seeds.stream(5, i);
            boolean lies = i % 8 == 0;
            int age = 20 + random.nextInt(60);
            BufferedImage left = blocks(random);
            BufferedImage right = blocks(random);
            BufferedImage mask = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            for (int k = 0; k < SIDE * SIDE; k++) {
                int x = k % SIDE;
                int y = k / SIDE;
                boolean lighter =
                        left.getRaster().getSample(x, y, 0) > right.getRaster().getSample(x, y, 0);
                mask.getRaster().setSample(x, y, 0, lighter != lies ? 255 : 0);
            }
            write("left" + i, left);
            write("right" + i, right);
            write("mask" + i, mask);
            rows.append("left%d.png,right%d.png,%d,%s,mask%d.png,%s,%s%n"
                    .formatted(i, i, age, random.nextDouble(), i, age > 50 != lies ? "old" : "young", lies ? 0 : 1));
        }
        Files.writeString(folder.resolve("scans.csv"), rows);
        columns = Manifest.csv(folder.resolve("scans.csv"))
                .images("left", "right")
                .numbers("patient", "age", "dose");
    }

    private static BufferedImage blocks(SplittableRandom random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        int[] drawn = random.ints(16, 0, 256).toArray();
        for (int k = 0; k < SIDE * SIDE; k++) {
            image.getRaster().setSample(k % SIDE, k / SIDE, 0, drawn[k / SIDE / 3 * 4 + k % SIDE / 3]);
        }
        return image;
    }

    private void write(String name, BufferedImage image) throws IOException {
        Files.write(folder.resolve(name + ".png"), PairFolder.encoded("png", image));
    }

    private static MultiInputGenerator generator(ManifestColumns columns) {
        return new MultiInputGenerator(columns.open(), ImageForm.gray(SIDE, SIDE))
                .form("mask", ImageForm.mask(SIDE, SIDE).grayValues(0, 255))
                .threads(2);
    }

    /** Outputs named as the targets, in the other order. */
    private static Model model(String kind, String mask) {
        var left = Input.image("left", SIDE, SIDE, 1);
        var right = Input.image("right", SIDE, SIDE, 1);
        var patient = Input.of("patient", 2);
        var seen = new Concatenate().apply(left, right);
        var features = new GlobalAveragePooling2D().apply(seen);
        var age = new Dense(2).name(kind).apply(new Concatenate().apply(features, patient));
        var lighter = new Conv2D(1, 1).name(mask).apply(seen);
        return new Model(List.of(patient, right, left), List.of(age, lighter)).seed(3);
    }

    private static Model compiled(Optimizer optimizer) {
        return model("class", "mask")
                .compile(
                        optimizer,
                        List.of(
                                Loss.softmaxCrossEntropy().sampleWeights(),
                                Loss.binaryCrossEntropy().sampleWeights()));
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void aModelLearnsFromAllOfThem(ReadBy reader) {
        MultiInputGenerator data =
                generator(columns.masks("mask").label("class").weight("w")).reader(reader);
        try (Model model = compiled(new Adam(0.05))) {
            double before = model.evaluate(data).loss();
            model.fit(
                    data.augmentation(
                            Augmentation.none().horizontalFlip().verticalFlip().sameForAllImages()),
                    Fit.epochs(60).batchSize(8).verbose(false));
            double after = model.evaluate(data).loss();
            assertTrue(after < 0.3 * before, before + " " + after);
            List<FloatArray> outputs = model.predictAll(data);
            int rightClasses = 0;
            int rightPixels = 0;
            Batch all = all(data);
            for (int i = 0; i < COUNT; i++) {
                if (all.targets().get(2).get(i) == 0) {
                    continue;
                }
                int found = outputs.get(0).get(i, 1) > outputs.get(0).get(i, 0) ? 1 : 0;
                rightClasses += found == all.targets().get(1).get(i) ? 1 : 0;
                for (int k = 0; k < SIDE * SIDE; k++) {
                    boolean lighter = outputs.get(1).get(i, k / SIDE, k % SIDE, 0) > 0;
                    rightPixels += lighter == (all.targets().get(0).get(i, k / SIDE, k % SIDE) == 1) ? 1 : 0;
                }
            }
            assertTrue(rightClasses >= 38, () -> "of 42");
            assertTrue(rightPixels > 0.95 * 42 * SIDE * SIDE, "pixels " + rightPixels);
        }
    }

    private static Batch all(MultiInputGenerator data) {
        try (Epoch epoch = data.epoch(COUNT, Order.asStored())) {
            return epoch.next();
        }
    }

    @Test
    void targetsAreMatchedByNameAndElseByPlace() {
        MultiInputGenerator byName =
                generator(columns.masks("mask").label("class").weight("w"));
        MultiInputGenerator other =
                generator(columns.label("class").masks("mask").weight("w"));
        try (Model model = compiled(new Adam());
                Model unnamed = model("a", "b")
                        .compile(
                                new Adam(),
                                List.of(
                                        Loss.softmaxCrossEntropy().sampleWeights(),
                                        Loss.binaryCrossEntropy().sampleWeights()))) {
            Evaluation expected = model.evaluate(other);
            assertEquals(expected.loss(), model.evaluate(byName).loss());
            assertEquals(expected.loss(), unnamed.evaluate(other).loss());
            refused("target a must have shape (N), got (N, 12, 12)", () -> unnamed.evaluate(byName));
        }
        try (Model half = model("class", "b")
                .compile(new Adam(), List.of(Loss.softmaxCrossEntropy(), Loss.binaryCrossEntropy()))) {
            refused(
                    "targets are matched by name: the model has the outputs [class, b], the data has [mask, class]; name"
                            + " the layers of the outputs so, or none of them",
                    () -> half.evaluate(generator(columns.masks("mask").label("class"))));
        }
    }

    @Test
    void weightsThatNoLossTakesAreRefused() {
        MultiInputGenerator weighted =
                generator(columns.masks("mask").label("class").weight("w"));
        try (Model model = model("class", "mask")
                .compile(new Adam(), List.of(Loss.softmaxCrossEntropy(), Loss.binaryCrossEntropy()))) {
            refused(
                    "the data has weights of samples, and no loss takes them: take one with sampleWeights(), or data"
                            + " without weights",
                    () -> model.evaluate(weighted));
            // To predict, nobody asks for them.
            assertEquals(2, model.predictAll(weighted).size());
        }
        try (Model model = compiled(new Adam())) {
            refused(
                    "the model has 4 targets [class, mask, class sample weight, mask sample weight], the data has 2",
                    () -> model.evaluate(generator(columns.masks("mask").label("class"))));
        }
    }

    @Test
    void theClassesOfOneOfSeveralTargetsAreThoseOfTheTraining() {
        MultiInputGenerator data =
                generator(columns.masks("mask").label("class").weight("w"));
        MultiInputGenerator turned = generator(columns.masks("mask")
                .label("class")
                .classes("class", List.of("young", "old"))
                .weight("w"));
        try (Model model = compiled(new Adam())) {
            model.fit(data, Fit.epochs(1).verbose(false));
            refused(
                    "classes must be those of the training, in its order: [old, young], got [young, old]; a manifest takes"
                            + " them by classes(train.classNames())",
                    () -> model.evaluate(turned));
        }
    }

    @Test
    void aTableTellsEachColumn() {
        MultiInputGenerator data =
                generator(columns.masks("mask").label("class").weight("w"));
        assertEquals(
                List.of("left", "right", "patient", "mask", "class", "sample weight"),
                DatasetTable.of(data).table().stringColumn("name").asList());
        assertEquals(
                List.of("old", "young"),
                DatasetTable.of(data).classCounts(1).stringColumn("class").asList());
        assertEquals(
                List.of("left", "right", "age", "dose", "mask", "class"),
                DatasetTable.of(columns.masks("mask").label("class").open())
                        .table()
                        .stringColumn("name")
                        .asList());
    }
}
