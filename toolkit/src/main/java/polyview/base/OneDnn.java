package polyview.base;

/**
 * Asks TensorFlow for oneDNN, the library with the fast convolutions.
 *
 * <p>By itself TensorFlow uses oneDNN on x86 processors with AVX512_VNNI, AVX512_BF16 or AMX alone; on all others a training
 * takes 1.6 to 3.7 times as long. The environment variable {@value #VARIABLE} turns it on for all of them, and TensorFlow
 * reads it once, while its library is loaded.
 *
 * <p>Where the variable is set already, to whatever value, nothing is changed. Other platforms than 64-bit x86 are left alone.
 * Whether oneDNN is on in the end, {@code polyview.models.Devices.report()} tells from what TensorFlow does.
 */
public final class OneDnn {

    /** The environment variable. */
    public static final String VARIABLE = "TF_ENABLE_ONEDNN_OPTS";

    /** What was done with the variable. */
    public enum Asked {
        /** It was set before Java started: left as it was. */
        BY_THE_USER,
        /** It was not set, and is 1 now. */
        BY_THE_TOOLKIT,
        /** Not a 64-bit x86 processor: left alone. */
        NOT_HERE,
        /** It could not be set; {@link #failure()} says why. */
        FAILED
    }

    private record Outcome(Asked asked, String failure) {}

    private static final Outcome OUTCOME = ask();

    private OneDnn() {}

    /** What was done, once in this JVM. */
    public static Asked asked() {
        return OUTCOME.asked();
    }

    /** Why the variable could not be set; empty where it could, or needed not be. */
    public static String failure() {
        return OUTCOME.failure();
    }

    private static Outcome ask() {
        if (System.getenv(VARIABLE) != null) {
            return new Outcome(Asked.BY_THE_USER, "");
        }
        String processor = System.getProperty("os.arch", "");
        if (!processor.equals("amd64") && !processor.equals("x86_64")) {
            return new Outcome(Asked.NOT_HERE, "");
        }
        // Where it cannot be set the program is slower, but it runs.
        String failure = Environment.set(VARIABLE, "1");
        return new Outcome(failure.isEmpty() ? Asked.BY_THE_TOOLKIT : Asked.FAILED, failure);
    }
}
