package polyview.data.loader;

/** Who reads the files of a {@link MultiInputGenerator}: both give the same batches, bit by bit. */
public enum ReadBy {
    /** Threads of Java, each of which has TensorFlow decode one file at a time. */
    JAVA,
    /**
     * TensorFlow's own {@code tf.data}, in C++: slices, parallel map, ignore errors, batch, prefetch. Headers are checked in Java
     * when a file is read for the first time, and what it could not read is read once more in Java, to learn why. JPEG and PNG
     * files alone gain from it: others are read in Java, by one thread.
     */
    TF_DATA
}
