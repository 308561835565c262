package polyview.data.loader;

/** The readers of a {@link MultiInputGenerator}: both give the same batches, bit by bit. */
public enum ReadBy {
    /** Java threads, each of which lets TensorFlow decode one file at a time, and resizes it in Java. */
    JAVA,
    /**
     * TensorFlow's own {@code tf.data}, in C++: slices, parallel map, ignore errors, batch, prefetch. Headers are checked in Java
     * when a file is read for the first time, and a file that it could not read is read again in Java, to learn why. Only JPEG and
     * PNG files gain from it: others are read in Java, by one thread.
     */
    TF_DATA
}
