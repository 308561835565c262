package polyview.metrics;

import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.refused;
import static polyview.metrics.MetricData.row;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** What metrics refuse, with the message. */
@Tag("training")
class MetricRefusalsTest {

    private static final FloatArray THREE = array(new double[6], 2, 3);

    private static void noMeaning(Metric metric, Loss loss) {
        refused(metric.name() + " has no meaning with " + loss.name(), () -> metric.check(loss));
    }

    @Test
    void lossesOfAnotherKind() {
        for (Loss loss : List.of(Loss.meanSquaredError(), Loss.ssim(1), Loss.triplet(1))) {
            noMeaning(Metric.f1(), loss);
            noMeaning(Metric.iou().macro(), loss);
            noMeaning(Metric.balancedAccuracy(), loss);
            noMeaning(Metric.cohenKappa().linear(), loss);
            noMeaning(Metric.rocAuc(), loss);
            noMeaning(Metric.topKAccuracy(3), loss);
        }
        for (Loss loss : List.of(Loss.softmaxCrossEntropy(), Loss.binaryCrossEntropy(), Loss.triplet(1))) {
            noMeaning(Metric.r2(), loss);
            noMeaning(Metric.rootMeanSquaredError(), loss);
            noMeaning(Metric.psnr(1), loss);
            noMeaning(Metric.ssim(1), loss);
            noMeaning(Metric.endpointError(), loss);
            noMeaning(Metric.entropy(1), loss);
            noMeaning(Metric.gradientTransfer(), loss);
        }
        noMeaning(Metric.topKAccuracy(3), Loss.dice());
        noMeaning(Metric.recallAt(1), Loss.softmaxCrossEntropy());
        noMeaning(Metric.f1().macro().threshold(0.3), Loss.softmaxCrossEntropy());
        Metric.f1().macro().threshold(0.3).check(Loss.binaryCrossEntropy());
        Metric.f1().ofClass(2).threshold(0.3).check(Loss.softmaxCrossEntropy());
        Metric.psnr(1).check(Loss.meanSquaredError());
        Metric.recallAt(1).check(Loss.ntXent(1));
        Metric.recallAt(1).check(Loss.batchContrastive(1));
    }

    @Test
    void outputsOfAnotherShape() {
        Loss classes = Loss.softmaxCrossEntropy();
        Shape five = Shape.of(-1, 5);
        refused("f1 of 5 classes must say which: macro(), micro() or ofClass(k)", () -> Metric.f1()
                .checkOutput(classes, five));
        Metric.f1().checkOutput(classes, Shape.of(-1, 2));
        Metric.f1().checkOutput(Loss.binaryCrossEntropy(), five);
        refused(
                "ofClass must be one of the classes 0 to 4, got 7",
                () -> Metric.f1().ofClass(7).checkOutput(classes, five));
        refused("rocAuc of 5 classes needs macro()", () -> Metric.rocAuc().checkOutput(classes, five));
        refused("top5Accuracy needs more than 5 classes: it is always 1 of 5", () -> Metric.topKAccuracy(5)
                .checkOutput(classes, five));
        refused("ssim needs images (N, H, W, C) of at least 11 x 11 pixels, got (N, 8, 8, 1)", () -> Metric.ssim(1)
                .checkOutput(Loss.meanSquaredError(), Shape.of(-1, 8, 8, 1)));
        Shape field = Shape.of(-1, 8, 8, 2);
        refused(
                "targetRegistrationError needs a loss whose targets are points (N, P, 4), as"
                        + " Loss.targetRegistrationError(), and those of meanSquaredError are (N, 8, 8, 2)",
                () -> Metric.targetRegistrationError().checkOutput(Loss.meanSquaredError(), field));
        refused("targetRegistrationError needs a field (N, H, W, 2), got (N, 5)", () -> Metric.targetRegistrationError()
                .checkOutput(Loss.meanSquaredError(), five));
        Metric.targetRegistrationError().checkOutput(Loss.targetRegistrationError(), field);
        Metric.folds().checkOutput(Loss.targetRegistrationError(), field);
        refused("folds needs a field (N, H, W, 2) of at least 2 x 2 pixels, got (N, 1, 8, 2)", () -> Metric.folds()
                .checkOutput(Loss.meanSquaredError(), Shape.of(-1, 1, 8, 2)));
        refused("folds needs a field (N, H, W, 2), and the loss leaves out positions of it", () -> Metric.folds()
                .checkOutput(Loss.meanSquaredError().ignoring(9), field));
        refused(
                "endpointError needs vectors (N, ..., K), and the loss leaves out positions of it",
                () -> Metric.endpointError().checkOutput(Loss.meanSquaredError().ignoring(Double.NaN), field));
        refused(
                "endpointError needs targets of the shape of the output, (N, 8, 8, 2), and those of"
                        + " targetRegistrationError are (N, ?, 4)",
                () -> Metric.endpointError().checkOutput(Loss.targetRegistrationError(), field));
        refused("entropy needs gray images (N, H, W, 1), got (N, 8, 8, 2)", () -> Metric.entropy(1)
                .checkOutput(Loss.meanSquaredError(), field));
        refused(
                "mutualInformation needs gray images (N, H, W, 1), and the loss leaves out positions of it",
                () -> Metric.mutualInformation(1)
                        .checkOutput(Loss.meanSquaredError().ignoring(9), Shape.of(-1, 8, 8, 1)));
        refused(
                "sourceSsim needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (N, 8, 8, 1)",
                () -> Metric.sourceSsim(1).checkOutput(Loss.meanSquaredError(), Shape.of(-1, 8, 8, 1)));
        Metric.sourceSsim(1).checkOutput(Loss.imageFusion(2, 1), Shape.of(-1, -1, -1, 1));
        refused("psnr needs images (N, H, W, C), got (N, 5)", () -> Metric.psnr(1)
                .checkOutput(Loss.meanSquaredError(), five));
    }

    /** Losses whose targets are sources or points: what compares with the output says so when the model is compiled. */
    @Test
    void targetsOfAnotherShapeThanTheOutput() {
        Shape gray = Shape.of(-1, 12, 12, 1);
        List<Metric> comparing = List.of(
                Metric.meanAbsoluteError(),
                Metric.rootMeanSquaredError(),
                Metric.r2(),
                Metric.psnr(1),
                Metric.ssim(1),
                Metric.endpointError());
        for (Metric metric : comparing) {
            for (Loss two : List.of(Loss.imageFusion(2, 1), Loss.imageFusion(3, 1))) {
                refused(
                        metric.name()
                                + " needs targets of the shape of the output, (N, 12, 12, 1), and those of imageFusion"
                                + " are (N, 12, 12, " + two.targetShape(gray).get(2) + ")",
                        () -> metric.checkOutput(two, gray));
            }
            refused(
                    metric.name()
                            + " needs targets of the shape of the output, (N, ?, ?, 1), and those of imageFusion are"
                            + " (N, ?, ?, 2)",
                    () -> metric.checkOutput(Loss.imageFusion(2, 1), Shape.of(-1, -1, -1, 1)));
            metric.checkOutput(Loss.meanSquaredError(), gray);
            metric.checkOutput(Loss.meanSquaredError(), Shape.of(-1, -1, -1, 1));
            metric.checkOutput(Loss.imageFusion(1, 1), gray);
        }
        Metric.meanAbsoluteError().checkOutput(Loss.meanSquaredError(), Shape.of(-1, 1));
        Metric.r2().checkOutput(Loss.meanSquaredError().ignoring(Double.NaN), Shape.of(-1, 3));
        var x = Input.image("x", 12, 12, 1);
        var same = new Model(x, new Conv2D(1, 1).name("same").apply(x));
        refused(
                "psnr needs targets of the shape of the output, (N, 12, 12, 1), and those of imageFusion are (N, 12, 12, 2)",
                () -> same.compile(new SGD(1), Loss.imageFusion(2, 1), Metric.psnr(1)));
    }

    @Test
    void lossesThatLeaveOutPositions() {
        Loss labels = Loss.binaryCrossEntropy().ignoring(255);
        Shape masks = Shape.of(-1, 12, 12, 3);
        refused(
                "iou_macro needs an output (N, ..., K), and the loss leaves out positions of it",
                () -> Metric.iou().macro().checkOutput(labels, masks));
        refused(
                "rocAuc_macro needs an output (N, ..., K), and the loss leaves out positions of it",
                () -> Metric.rocAuc().macro().checkOutput(labels, masks));
        refused("psnr needs images (N, H, W, C), and the loss leaves out positions of it", () -> Metric.psnr(1)
                .checkOutput(Loss.meanSquaredError().ignoring(-1), masks));
        Metric.iou().checkOutput(labels, masks);
        Metric.iou().macro().checkOutput(Loss.softmaxCrossEntropy().ignoring(255), masks);
    }

    @Test
    void options() {
        refused("k must be positive, got 0", () -> Metric.topKAccuracy(0));
        refused("k must be positive, got -1", () -> Metric.recallAt(-1));
        refused("maxValue must be positive, got 0.0", () -> Metric.psnr(0));
        refused("maxValue must be positive, got NaN", () -> Metric.ssim(Double.NaN));
        refused("threshold must lie between 0 and 1, got 1.0", () -> Metric.f1().threshold(1));
        refused("threshold must lie between 0 and 1, got 0.0", () -> Metric.f1().threshold(0));
        refused("threshold must lie between 0 and 1, got NaN", () -> Metric.f1().threshold(Double.NaN));
        refused("zeroDivision must be 0, 1 or NaN, got 2.0", () -> Metric.f1().zeroDivision(2));
        refused("ofClass must be a class from 0 on, without an average, got -1 with BINARY", () -> Metric.f1()
                .ofClass(-1));
        refused("thresholds must be at least 2, got 1", () -> Metric.rocAuc().thresholds(1));
    }

    @Test
    void batchesThatDoNotFit() {
        refused(
                "r2 needs 6 targets for scores (2, 3), got targets (2)",
                () -> MetricData.value(Metric.r2(), Task.NUMBERS, THREE, row(1, 2)));
        Metric.Tally r2 = Metric.r2().tally(Task.NUMBERS);
        r2.add(THREE, THREE);
        refused(
                "r2 needs samples of one shape, got targets (2) behind samples of 3 numbers",
                () -> r2.add(row(1, 2), row(1, 2)));
        refused(
                "f1_macro: label must be one of the classes 0 to 2, got 3.0",
                () -> MetricData.value(Metric.f1().macro(), Task.CLASSES, THREE, row(0, 3)));
        refused(
                "balancedAccuracy: label must be one of the classes 0 to 2, got 0.5",
                () -> MetricData.value(Metric.balancedAccuracy(), Task.CLASSES, THREE, row(0, 0.5)));
        Metric.Tally f1 = Metric.f1().macro().tally(Task.CLASSES);
        f1.add(THREE, row(0, 1));
        refused(
                "f1_macro needs the same number of scores in every batch, got 2 behind 3",
                () -> f1.add(array(new double[4], 2, 2), row(0, 1)));
        refused(
                "rocAuc_macro needs an output (N, ..., K), got (2)",
                () -> MetricData.value(Metric.rocAuc().macro(), Task.LABELS, row(1, 2), row(0, 1)));
        refused(
                "cohenKappa needs scores (N, ..., K) of classes, got (2)",
                () -> MetricData.value(Metric.cohenKappa(), Task.CLASSES, row(1, 2), row(0, 1)));
        refused(
                "recallAt1 needs embeddings (N, E) or (N, V, E) and a label for each of the N, got scores (2, 3) and"
                        + " targets (3)",
                () -> MetricData.value(Metric.recallAt(1), Task.EMBEDDINGS, THREE, row(0, 1, 2)));
        FloatArray image = array(new double[144], 1, 12, 12, 1);
        refused(
                "psnr needs targets of the shape of the scores (1, 12, 12, 1), got (1, 12, 12)",
                () -> MetricData.value(Metric.psnr(1), Task.IMAGES, image, image.reshape(1, 12, 12)));
    }
}
