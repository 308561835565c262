package polyview.benchmarks;

import java.io.IOException;
import java.util.Locale;
import polyview.benchmarks.peers.Turn;
import polyview.data.loader.ReadBy;

/** What runs in a process of its own: one reader reads pairs of image files, epoch after epoch. */
public final class ReadTurn {

    /** The readers in a JVM; what they do is told in the README. */
    public enum Reader {
        /** Polyview's generator, with Java threads. */
        JAVA,
        /** Polyview's generator, with tf.data. */
        TF_DATA,
        /** tf.data by hand, copied into arrays. */
        COPIED,
        /** tf.data by hand, dropped. */
        DROPPED,
        /** ImageIO. */
        IMAGE_IO;

        private Contender start(ImagePairs pairs, boolean augmented) {
            return switch (this) {
                case JAVA -> new GeneratorReader(pairs, ReadBy.JAVA, augmented);
                case TF_DATA -> new GeneratorReader(pairs, ReadBy.TF_DATA, augmented);
                case COPIED -> new TfDataReader(pairs, TfDataReader.Batches.COPIED, augmented);
                case DROPPED -> new TfDataReader(pairs, TfDataReader.Batches.DROPPED, augmented);
                case IMAGE_IO -> new ImageIoReader(pairs, augmented);
            };
        }
    }

    /** Summing every pixel would cost about as much as the copy of a batch; a few of each batch will do. */
    private static final int A_FEW = 4099;

    private ReadTurn() {}

    /** The pixels of an image's side. */
    public static int size() {
        return Contender.SIZE;
    }

    /** The pairs of a batch. */
    public static int batch() {
        return Contender.BATCH;
    }

    /** The threads, or workers, that read. */
    public static int threads() {
        return Contender.THREADS;
    }

    /** The pairs of a kind, {@code MIXED} or {@code JPEG}, which are made where they are not there, in a sentence. */
    public static String made(String kind, int pairs) throws IOException {
        return ImagePairs.of(pairs, ImagePairs.Kind.valueOf(kind)).toString();
    }

    /** Their folder. */
    public static String folder(String kind, int pairs) throws IOException {
        return ImagePairs.of(pairs, ImagePairs.Kind.valueOf(kind)).folder().toString();
    }

    /** What the names of the right files of a kind end in. */
    public static String rightEnd(String kind) {
        return ImagePairs.Kind.valueOf(kind).rightEnd();
    }

    /**
     * Prints the time of a pair, the median over the epochs, and for the loss the mean of all pixels of the first epoch.
     *
     * @param arguments the reader; the kind of files; the number of pairs; {@code true} where the images are changed at random;
     *     epochs to warm up, and to measure
     */
    public static void main(String[] arguments) throws IOException {
        ImagePairs pairs = ImagePairs.of(Integer.parseInt(arguments[2]), ImagePairs.Kind.valueOf(arguments[1]));
        int warmUp = Integer.parseInt(arguments[4]);
        int epochs = Integer.parseInt(arguments[5]);
        try (Contender reader = Reader.valueOf(arguments[0]).start(pairs, Boolean.parseBoolean(arguments[3]))) {
            PixelSum all = new PixelSum(1);
            read(reader, pairs, 0, all);
            for (int epoch = 1; epoch < warmUp; epoch++) {
                read(reader, pairs, epoch, new PixelSum(A_FEW));
            }
            double[] clock = new double[epochs];
            double[] cpu = new double[epochs];
            for (int i = 0; i < epochs; i++) {
                double cpuBefore = reader.cpuSeconds();
                long start = System.nanoTime();
                read(reader, pairs, warmUp + i, new PixelSum(A_FEW));
                clock[i] = (System.nanoTime() - start) / 1e6 / pairs.size();
                cpu[i] = (reader.cpuSeconds() - cpuBefore) * 1e3 / pairs.size();
            }
            System.out.printf(
                    Locale.ROOT,
                    "RESULT ms=%.4f loss=%.6f peak_mb=%.0f cpu_ms=%.4f%n",
                    Turn.median(clock),
                    all.mean(),
                    Turn.peakMegabytes(),
                    Turn.median(cpu));
        }
    }

    private static void read(Contender reader, ImagePairs pairs, int epoch, PixelSum sum) {
        int read = reader.read(epoch, sum);
        if (read != pairs.size()) {
            throw new IllegalStateException(
                    reader.name() + " read " + read + " pairs in epoch " + epoch + ", not " + pairs.size());
        }
    }
}
