package polyview.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.datasets.MadePairs;
import polyview.datasets.SampleFolder;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Device;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** Prints the resident memory of this process, in kB, now and then while it works. */
final class MemoryMain {

    private static final List<Object> KEPT = new ArrayList<>();

    private MemoryMain() {}

    /** The arguments: what to do, how often, and after how many rounds to print. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[1]);
        int every = Integer.parseInt(arguments[2]);
        Runnable work = work(arguments[0]);
        for (int round = 1; round <= rounds; round++) {
            work.run();
            if (round % every == 0) {
                settle();
                System.out.println("resident " + resident());
            }
        }
    }

    private static Runnable work(String name) {
        return switch (name) {
            case "steps" -> steps(batch -> {});
            case "leakingSteps" -> steps(MemoryMain::leak);
            case "closedModels" ->
                () -> {
                    try (Model model = trained()) {
                        model.engine().device(Device.of("cpu")); // to another session: the first is freed on the way
                    }
                };
            case "forgottenModels" -> MemoryMain::trained;
            case "closedEpochs" -> epochs(Epoch::close);
            case "openEpochs" -> epochs(KEPT::add);
            case "keptModels" -> () -> KEPT.add(trained());
            default -> throw new IllegalArgumentException("no work named " + name);
        };
    }

    private static Runnable steps(Consumer<Batch> besides) {
        Batch batch = Samples.pairs(32).all();
        Engine engine = Samples.pairNet(1)
                .compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy())
                .engine();
        return () -> {
            engine.trainOnBatch(batch);
            besides.accept(batch);
        };
    }

    /** What a loop that forgets to close its feeds would keep: 9 kB a step. */
    private static void leak(Batch batch) {
        for (FloatArray input : batch.inputs()) {
            KEPT.add(TFloat32.tensorOf(input.shape(), DataBuffers.of(input.values())));
        }
    }

    /** Epochs of both readers, left in the middle; one file in 64 is missing. */
    private static Runnable epochs(Consumer<Epoch> end) {
        Path folder = pairsOnDisk();
        Manifest manifest = Manifest.csv(folder.resolve(SampleFolder.MANIFEST))
                .images("image1", "image2")
                .targets("target")
                .open();
        MultiInputGenerator data = new MultiInputGenerator(manifest, ImageForm.gray(24, 24)).threads(2);
        return () -> {
            for (ReadBy reader : ReadBy.values()) {
                Epoch epoch = data.reader(reader).epoch(8, Order.asStored());
                epoch.next();
                epoch.next();
                end.accept(epoch);
            }
        };
    }

    private static Path pairsOnDisk() {
        try {
            Path folder = Files.createTempDirectory("polyview-memory");
            SampleFolder.of(MadePairs.of(64, 7).dataset()).write(folder);
            Files.delete(folder.resolve("image1/0003.png"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Model trained() {
        var x = Input.image("x", 6, 6, 1);
        var y = new GlobalAveragePooling2D().apply(new Conv2D(4, 3).apply(x));
        Model model = new Model(x, new Dense(2).apply(y)).seed(1).compile(new Adam(), Loss.softmaxCrossEntropy());
        Batch pairs = Samples.pairs(16).all();
        model.engine().trainOnBatch(new Batch(pairs.inputs().subList(0, 1), pairs.targets()));
        return model;
    }

    /** Lets Java collect what nobody holds, and the cleaners run. */
    private static void settle() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
    }

    /** Linux tells it directly; elsewhere JavaCPP asks the system for the same number. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Pointer.physicalBytes() / 1024;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
