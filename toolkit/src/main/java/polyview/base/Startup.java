package polyview.base;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens once in a JVM, the first time that a class of the toolkit is used: TensorFlow is asked for oneDNN and for
 * threads of each session, before its library is loaded, and the listeners are told.
 *
 * <p>Classes that users touch first, and all that load TensorFlow's library, call {@link #begin()} when they are initialised,
 * which {@code ArchitectureTest} checks.
 */
public final class Startup {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Startup() {}

    /** Does the work at the first call, and nothing later. */
    public static void begin() {
        // Every thread waits for this one: what it does next may load TensorFlow's library.
        OneDnn.asked();
        SessionThreads.failure();
        // No thread waits for another one's listeners: they initialise classes, and two threads could wait in a circle.
        if (!BEGUN.getAndSet(true)) {
            tellListeners();
        }
    }

    private static void tellListeners() {
        try {
            for (StartupListener listener : ServiceLoader.load(StartupListener.class, Startup.class.getClassLoader())) {
                tell(listener);
            }
        } catch (ServiceConfigurationError e) {
            System.err.println("polyview: a listener of the start cannot be loaded: " + e.getMessage());
        }
    }

    /** A listener is the code of others: whatever it throws, the toolkit continues. */
    private static void tell(StartupListener listener) {
        try {
            listener.onStartup();
        } catch (RuntimeException | LinkageError e) {
            System.err.println("polyview: " + listener.getClass().getName() + " failed at the start: " + e);
        }
    }
}
