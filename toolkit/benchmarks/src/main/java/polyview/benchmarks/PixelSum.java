package polyview.benchmarks;

/**
 * What a contender read, in one number: the mean of every n-th pixel value.
 *
 * <p>With n = 1 two contenders that read the same pixels have the same mean. With a large n it costs nothing, and still
 * the arrays have to be there.
 */
final class PixelSum {

    private final int every;
    private double sum;
    private long count;

    PixelSum(int every) {
        this.every = every;
    }

    /** How many values there are to each that is summed. */
    int every() {
        return every;
    }

    /** Adds the pixels of a batch. */
    void add(float[] pixels) {
        double ofBatch = 0;
        for (int i = 0; i < pixels.length; i += every) {
            ofBatch += pixels[i];
        }
        add(ofBatch, (pixels.length + every - 1) / every);
    }

    /** Adds what was summed elsewhere. */
    void add(double ofOthers, long theirCount) {
        sum += ofOthers;
        count += theirCount;
    }

    double mean() {
        return sum / count;
    }
}
