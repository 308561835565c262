package polyview.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Something that reads pairs of image files: shuffled, 128x128x3 floats in 0..1, in batches of 32, on two threads. */
interface Contender extends AutoCloseable {

    int SIZE = 128;
    int CHANNELS = 3;
    int BATCH = 32;
    int THREADS = 2;

    String name();

    /**
     * Reads every pair once.
     *
     * @param epoch its number, from 0
     * @param sum takes the pixels of every batch, both images
     * @return the number of pairs
     */
    int read(int epoch, PixelSum sum);

    /** CPU time since the start of the process. */
    default double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    @Override
    default void close() {}
}
