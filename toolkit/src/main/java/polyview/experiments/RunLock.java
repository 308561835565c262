package polyview.experiments;

/** The lock of one run by one sweep; see {@link RunStore#lock}. */
@FunctionalInterface
public interface RunLock extends AutoCloseable {

    /** Releases the run. */
    @Override
    void close();
}
