package polyview.base;

/**
 * What wants to be told, once in a JVM, that the toolkit is used for the first time; found by {@link java.util.ServiceLoader}.
 *
 * <p>It is called on the thread that touches the toolkit first, while a class is being initialised: it must return soon, must
 * not wait for other threads, and must not load TensorFlow's library.
 */
public interface StartupListener {

    /** The toolkit is used for the first time. What it throws is told in one line on standard error, and nothing else ends. */
    void onStartup();
}
