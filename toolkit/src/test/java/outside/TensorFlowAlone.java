package outside;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import polyview.data.FloatArray;
import polyview.models.Devices;

/** Runs {@link PlainTensorFlow} in a process whose class path has no class of the toolkit. */
public final class TensorFlowAlone {

    private TensorFlowAlone() {}

    /** The images that it feeds. */
    public static FloatArray image(int which) {
        float[] values = new float[3 * 6 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = PlainTensorFlow.value(which, i);
        }
        return FloatArray.of(values, 3, 6, 6, 1);
    }

    /** What it printed for a SavedModel. */
    public static List<String> run(Path savedModel) {
        try {
            Path classes = Files.createTempDirectory("plain");
            String name = PlainTensorFlow.class.getName().replace('.', '/') + ".class";
            Path file = classes.resolve(name);
            Files.createDirectories(file.getParent());
            try (var in = PlainTensorFlow.class.getClassLoader().getResourceAsStream(name)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.endsWith(".jar") && !entry.contains("polyview"))
                    .collect(Collectors.joining(File.pathSeparator));
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-cp",
                    classes + File.pathSeparator + jars,
                    PlainTensorFlow.class.getName(),
                    savedModel.toString());
            builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
            // The same kernels as the toolkit's, where it turned them on: other ones give other last bits.
            builder.environment().putIfAbsent("TF_ENABLE_ONEDNN_OPTS", Devices.oneDnn() ? "1" : "0");
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("PlainTensorFlow failed: " + text);
            }
            return text.lines().toList();
        } catch (IOException e) {
            throw new AssertionError("cannot run PlainTensorFlow: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
