package polyview.base;

/**
 * Is called once in a JVM, when the toolkit is used for the first time; found by {@link java.util.ServiceLoader}.
 *
 * <p>It is called on the thread that touches the toolkit first, while a class is being initialised: it must return soon, must
 * not wait for other threads, and must not load TensorFlow's library.
 */
public interface StartupListener {

    /** The toolkit is used for the first time. An exception is reported in one line on standard error and has no other effect. */
    void onStartup();
}
