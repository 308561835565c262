package polyview.base;

/**
 * Asks TensorFlow to give each session the threads that its options say, for the work within an op.
 *
 * <p>By itself TensorFlow has one pool of such threads in a process, of the size that the first session asked for; what later ones ask for
 * is passed over. The environment variable {@value #VARIABLE} changes that, and TensorFlow reads it once, when it makes its first
 * session. Where it is set already, to whatever value, nothing is changed: with {@code false} all sessions share the threads of the
 * first one.
 */
public final class SessionThreads {

    /** The environment variable. */
    public static final String VARIABLE = "TF_OVERRIDE_GLOBAL_THREADPOOL";

    private static final String FAILURE = ask();

    private SessionThreads() {}

    /** Why sessions cannot have threads of their own; empty where they can. */
    public static String failure() {
        return FAILURE;
    }

    private static String ask() {
        String value = System.getenv(VARIABLE);
        if (value == null) {
            return Environment.set(VARIABLE, "true");
        }
        boolean on = value.equalsIgnoreCase("true") || value.equals("1");
        return on ? "" : VARIABLE + " is \"" + value + "\" in the environment";
    }
}
