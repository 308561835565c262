package polyview.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.datasets.SampleFolder;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.Flatten;
import polyview.layers.Fusion;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/**
 * A program that may be killed and started again: it trains from files that are augmented, with dropout, batch normalization, a
 * schedule, early stopping, gradients of two batches and moving averages, and saves after every step.
 *
 * <p>It says what it is about to do, line by line, and at the end the bits of all weights and of every epoch's values.
 */
final class KilledMain {

    private static final int EPOCHS = 5;

    private KilledMain() {}

    /** The arguments are the folder of the images and that of the checkpoints. */
    public static void main(String[] arguments) {
        Path images = Path.of(arguments[0]);
        var files = new MultiInputGenerator(manifest(images), ImageForm.gray(6, 6)).threads(2);
        var parts = files.split(3, 0.7, 0.3);
        var train = parts.get(0).augmentation(Augmentation.none().rotation(20).horizontalFlip());
        var checkpoints = Checkpoints.in(Path.of(arguments[1])).everySteps(1).keep(2);
        try (Model model = model()) {
            checkpoints.resume(model).ifPresent(report -> say("resumed " + report));
            model.fit(
                    train.named("left", "right"),
                    Fit.untilEpoch(EPOCHS)
                            .batchSize(8)
                            .validation(parts.get(1).named("left", "right"))
                            .verbose(false)
                            .callbacks(
                                    LearningRateSchedule.at(2, 0.005).andAt(4, 0.02),
                                    EarlyStopping.on("val_loss").patience(4).restoreBestWeights(true),
                                    new Saying(),
                                    checkpoints));
            say("end " + fingerprint(model));
        }
    }

    private static Manifest manifest(Path images) {
        return Manifest.csv(images.resolve(SampleFolder.MANIFEST))
                .images("image1", "image2")
                .label("target")
                .open();
    }

    /** Weights enough that a save takes some time. */
    private static Model model() {
        var left = Input.image("left", 6, 6, 1);
        var right = Input.image("right", 6, 6, 1);
        var x = new DualConv2D(16, 3)
                .fusion(Fusion.multiply())
                .activation(Activation.RELU)
                .apply(left, right);
        x = new BatchNormalization().apply(x);
        x = new Dense(1024).activation(Activation.RELU).apply(new Flatten().apply(x));
        x = new Dropout(0.25).apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .seed(7)
                .compile(
                        new Adam(0.01).accumulate(2).useEma().globalClipNorm(1),
                        Loss.softmaxCrossEntropy(),
                        Metric.accuracy());
    }

    /** Stands before the checkpoints in the order of calls. */
    private record Saying() implements Callback {
        @Override
        public void onBatchBegin(Run run) {
            say("step");
        }

        @Override
        public void onBatchEnd(Run run) {
            say("save");
        }

        @Override
        public void onValidationBegin(Run run) {
            say("validation");
        }

        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            StringBuilder bits = new StringBuilder("epoch " + log.epoch());
            log.values()
                    .forEach((name, value) ->
                            bits.append(' ').append(name).append('=').append(value));
            say(bits.toString());
            say("save");
        }
    }

    private static String fingerprint(Model model) {
        int hash = 1;
        for (Map.Entry<String, FloatArray> weight : model.weights().entrySet()) {
            hash = 31 * hash + weight.getKey().hashCode();
            for (float value : weight.getValue().values()) {
                hash = 31 * hash + Float.floatToRawIntBits(value);
            }
        }
        return Integer.toHexString(hash) + " after step " + model.engine().step();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Whether a save was under way when the process ended. */
    static boolean wasSaving(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (var all = Files.list(checkpoints)) {
            return all.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }
}
