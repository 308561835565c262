package polyview.experiments;

/** Holds one run for one sweep; see {@link RunStore#lock}. */
@FunctionalInterface
public interface RunLock extends AutoCloseable {

    /** Lets the run go. */
    @Override
    void close();
}
