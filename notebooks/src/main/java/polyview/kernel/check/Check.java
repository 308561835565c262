package polyview.kernel.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;
import polyview.data.MemoryDataset;
import polyview.datasets.MadePairs;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.models.DeviceReport;
import polyview.models.Devices;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import polyview.training.History;

/**
 * Prints, one fact a line, a name and its values with tabs between: {@code heap}, the most bytes that Java takes; {@code cache}, the
 * folder for the native libraries, the bytes that are free there, and those that TensorFlow's library already takes; {@code
 * tensorflow}, its version; {@code devices}; {@code onednn}, on or off, and why; {@code step}, the seconds that one step of training took.
 *
 * <p>What needs nothing comes first, so that it is printed also where TensorFlow does not load.
 */
public final class Check {

    private Check() {}

    /** Prints the facts; ends with an exception, and an exit code that is not 0, at the first that cannot be told. */
    public static void main(String[] args) throws IOException {
        fact("heap", Runtime.getRuntime().maxMemory());
        File cache = Loader.getCacheDir();
        fact("cache", cache, cache.getUsableSpace(), unpacked(cache.toPath()));
        // First of all that needs TensorFlow: the toolkit asks for oneDNN before it loads TensorFlow's library.
        DeviceReport devices = Devices.report();
        fact("tensorflow", TensorFlow.version());
        fact("devices", String.join(", ", devices.names()), devices.hasGpu() ? "" : "no GPU: " + devices.why());
        fact("onednn", devices.oneDnn());
        fact("step", String.format(Locale.ROOT, "%.1f", secondsOfOneStep()));
    }

    private static void fact(String name, Object... values) {
        StringBuilder line = new StringBuilder(name);
        for (Object value : values) {
            line.append('\t').append(value);
        }
        System.out.println(line);
    }

    /** The bytes of TensorFlow's files in JavaCPP's folder; 0 before the first start. */
    private static long unpacked(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().contains("tensorflow-core-native") && Files.isRegularFile(file))
                    .filter(file -> !Files.isSymbolicLink(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double secondsOfOneStep() {
        long begin = System.nanoTime();
        var left = Input.image("left", 32, 32, 1);
        var right = Input.image("right", 32, 32, 1);
        var x = new GlobalAveragePooling2D().apply(new DualConv2D(2, 3).apply(left, right));
        MemoryDataset pairs = MadePairs.of(8, 1).dataset();
        try (Model model = new Model(List.of(left, right), new Dense(2).apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.softmaxCrossEntropy());
            History history = model.fit(pairs, Fit.epochs(1).verbose(false));
            double loss = history.get("loss")[0];
            if (history.steps() != 1 || !Double.isFinite(loss)) {
                throw new IllegalStateException("one step must be trained, with a finite loss; got " + history.steps()
                        + " steps and a loss of " + loss);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
