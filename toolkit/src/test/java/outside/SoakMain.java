package outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.datasets.MadePairs;
import polyview.datasets.SampleFolder;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.notebook.LivePlot;
import polyview.notebook.RichOutput;
import polyview.notebook.Screen;
import polyview.optimizers.Adam;
import polyview.training.Checkpoints;
import polyview.training.CsvLog;
import polyview.training.Fit;
import polyview.training.History;
import polyview.training.tensorboard.TensorBoard;

/**
 * Trains from image files for many steps with validation, checkpoints, TensorBoard, a CSV log and a live plot, with either reader in turns, and
 * prints what the process holds: resident memory and heap in MB, threads, open files.
 */
public final class SoakMain {

    /** 48 pairs in batches of 8. */
    private static final int STEPS_OF_EPOCH = 6;

    private SoakMain() {}

    /** The arguments: a folder, the steps, after how many epochs to begin another fit and to print. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int epochs = Integer.parseInt(arguments[1]) / STEPS_OF_EPOCH;
        int every = Integer.parseInt(arguments[2]);
        SampleFolder.of(MadePairs.of(64, 7).dataset()).write(Files.createDirectory(folder.resolve("images")));
        Manifest manifest = Manifest.csv(folder.resolve("images").resolve(SampleFolder.MANIFEST))
                .images("image1", "image2")
                .label("target")
                .open();
        var parts = new MultiInputGenerator(manifest, ImageForm.gray(24, 24))
                .threads(2)
                .split(7, 0.75, 0.25);
        var shown = new Counting();
        Screen.use(shown);
        try (Model model = model()) {
            for (int done = 0; done < epochs; done += every) {
                ReadBy reader = ReadBy.values()[done / every % 2];
                var train = parts.get(0)
                        .reader(reader)
                        .augmentation(Augmentation.none().rotation(10).horizontalFlip());
                History history = model.fit(
                        train.named("left", "right"),
                        Fit.untilEpoch(Math.min(epochs, done + every))
                                .batchSize(8)
                                .validation(parts.get(1).named("left", "right"))
                                .verbose(false)
                                .callbacks(
                                        TensorBoard.in(folder.resolve("logs"))
                                                .everySteps(10)
                                                .histograms(50),
                                        CsvLog.to(folder.resolve("log.csv")),
                                        new LivePlot(),
                                        Checkpoints.in(folder.resolve("checkpoints"))
                                                .everySteps(20)
                                                .best("val_loss")));
                settle();
                System.out.println("step " + model.engine().step() + " " + held() + ", shown " + shown.times
                        + " times, checkpoints " + count(folder.resolve("checkpoints")) + ", loss "
                        + history.get("loss")[history.epochs().size() - 1]);
            }
        }
    }

    private static Model model() {
        var left = Input.image("left", 24, 24, 1);
        var right = Input.image("right", 24, 24, 1);
        var x = new DualConv2D(8, 3).activation(Activation.RELU).apply(left, right);
        x = new BatchNormalization().apply(x);
        x = new Dropout(0.1).apply(new GlobalAveragePooling2D().apply(x));
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .seed(3)
                .compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** Renders what is shown, as a kernel does, and throws it away. */
    private static final class Counting implements Screen {
        private int times;

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public Handle show(Object value) {
            render(value);
            return new Handle() {
                @Override
                public void update(Object next) {
                    render(next);
                }

                @Override
                public void stay(Object last) {
                    render(last);
                }
            };
        }

        private void render(Object value) {
            RichOutput.of(value).ifPresent(output -> output.put((type, data) -> times++, (type, data) -> {}));
        }
    }

    private static void settle() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
    }

    private static String held() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        return "resident " + status("VmRSS") / 1024 + " heap "
                + (runtime.totalMemory() - runtime.freeMemory() >> 20) + " threads " + status("Threads") + " files "
                + count(Path.of("/proc/self/fd"));
    }

    private static long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
