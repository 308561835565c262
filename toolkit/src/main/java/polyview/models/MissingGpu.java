package polyview.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * Why TensorFlow sees no GPU, told from what can be looked up without one.
 *
 * @param platform such as {@code linux-x86_64}
 * @param gpuLibrary whether the class path has TensorFlow's library for GPUs
 * @param driver whether the NVIDIA driver of Linux is loaded
 * @param visible the environment variable that hides GPUs, where it is set
 */
record MissingGpu(String platform, boolean gpuLibrary, boolean driver, Optional<String> visible) {

    private static final String SUPPORTED = "linux-x86_64";
    private static final String LIBRARY = "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2";
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    /** What holds for this JVM, in a sentence. */
    static String here() {
        return lookedUp().why();
    }

    /** Whether nothing that can be looked up forbids a GPU; takes no time and asks no device. */
    static boolean mayBeThere() {
        MissingGpu here = lookedUp();
        return here.platform().equals(SUPPORTED) && here.gpuLibrary() && here.driver();
    }

    private static MissingGpu lookedUp() {
        return new MissingGpu(
                Loader.getPlatform(),
                MissingGpu.class.getResource(LIBRARY) != null,
                Files.exists(DRIVER),
                Optional.ofNullable(System.getenv(VISIBLE)));
    }

    /** The first thing that is missing, in the order in which it is mended. */
    String why() {
        if (!platform.equals(SUPPORTED)) {
            return "TensorFlow Java has a library for GPUs on " + SUPPORTED + " only, and this is " + platform;
        }
        if (!driver) {
            return "no NVIDIA driver is loaded (there is no file " + DRIVER + ")"
                    + (gpuLibrary ? "" : ", and the class path has TensorFlow's library for the CPU alone (mvn -Pgpu)");
        }
        if (!gpuLibrary) {
            return "the class path has TensorFlow's library for the CPU alone; build with mvn -Pgpu, or take"
                    + " tensorflow-core-native with the classifier linux-x86_64-gpu";
        }
        if (visible.filter(v -> v.isBlank() || v.startsWith("-1")).isPresent()) {
            return VISIBLE + " is \"" + visible.get() + "\", which hides every GPU";
        }
        return "driver and library are there, but TensorFlow opened no GPU: most often CUDA 12 or cuDNN 9 is missing or too"
                + " old; start Java with TF_CPP_MIN_LOG_LEVEL=0 to read what it says";
    }
}
